import { definitions, LIMITS } from '@scrip/model';
import { checkNames } from './check/check-names.js';
import { contradictions, contradictionsSoFar } from './check/contradictions.js';
import { missingSentences } from './check/missing-sentences.js';
import { namedRules } from './check/named-rules.js';
import { Problems, type Problem } from './check/problem.js';
import { products } from './check/products.js';
import { rulesThatFail } from './check/rules-that-fail.js';
import { slipsOfNumbers } from './check/slips-of-numbers.js';
import { withSlips } from './check/slips.js';
import { textTogether, type Defined } from './check/text-together.js';
import { unknownNames } from './check/unknown-names.js';
import { read, type ReadDefinition } from './syntax/read.js';
import type { TextLibrary } from './translate/library.js';
import { translate } from './translate/translate.js';

/** What became of a text. */
export interface Compiled {
  /** The definitions that have no problem, in the order of the text. */
  readonly definitions: readonly definitions.Definition[];
  /** All that is wrong with the text, in its order; empty: nothing. */
  readonly problems: readonly Problem[];
  /** What is worth a second look and refuses nothing, in the order of the text. */
  readonly notes: readonly Problem[];
}

/**
 * Translates a text and checks it. It finds all problems of a text at once, each with its place.
 *
 * @param library - texts of other definitions; those of the text itself count too
 * @param looksUp - whether every definition that is named must be there; a template always must
 */
export function compile(text: string, library?: TextLibrary, looksUp = library !== undefined): Compiled {
  const problems = new Problems();
  const charactersMax = LIMITS.definitionTextCharactersMax;
  if (text.length > charactersMax) {
    problems.add('LIMIT_EXCEEDED', `a text has at most ${charactersMax} characters`, { from: 0, to: 0 });
    return { definitions: [], problems: problems.found, notes: [] };
  }
  const nodes = read(text, problems).definitions;
  const own = new Set(nodes.map(({ head }) => head.name));
  const names: TextLibrary = (name) => (own.has(name) ? text : library?.(name));
  const found = nodes.flatMap((each) => define(each, problems, names, looksUp) ?? []);
  textTogether(found, problems);
  return {
    definitions: found.map(({ definition }) => definition),
    problems: withSlips(text, sorted(problems.found)),
    notes: sorted(problems.notes),
  };
}

const sorted = (problems: readonly Problem[]): readonly Problem[] =>
  [...problems].sort((a, b) => a.range.from - b.range.from);

function define(node: ReadDefinition, problems: Problems, library: TextLibrary, looksUp: boolean): Defined | undefined {
  const before = problems.found.length;
  const draft = translate(node, problems, library);
  if (looksUp) checkNames(draft, library, problems);
  namedRules(draft, library, problems);
  // where a sentence cannot be told, nobody knows what it would have said
  const isTold = node.unread === 0 && problems.found.length === before + draft.standIns;
  if (isTold) {
    missingSentences(node.head.kind, draft, problems);
    const isMissing = problems.found.length > before + draft.standIns;
    if (node.head.kind === 'security' && isMissing) contradictionsSoFar(draft, problems);
  }
  if (!isTold || problems.found.length > before + draft.standIns) return undefined;
  const found = problems.attempt(
    () => definitions.definitionForm(draft.value, ''),
    (path) => draft.rangeOf(path),
  );
  if (found?.kind === 'security') {
    contradictions(found, draft, problems);
    products(found, draft, problems);
    slipsOfNumbers(found, draft, problems);
    unknownNames(found, draft, problems);
  }
  if (found !== undefined) rulesThatFail(found, draft, problems);
  return found === undefined || problems.found.length > before ? undefined : { definition: found, draft };
}
