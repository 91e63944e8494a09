import { definitions, LIMITS } from '@scrip/model';
import { checkNames } from './check/check-names.js';
import { circles } from './check/circles.js';
import { contradictions, contradictionsSoFar } from './check/contradictions.js';
import { definedBy, type Defined, type DefinedSecurity } from './check/defined.js';
import { missingSentences } from './check/missing-sentences.js';
import { namedRules } from './check/named-rules.js';
import { Problems, type Problem } from './check/problem.js';
import { products } from './check/products.js';
import { rulesThatFail } from './check/rules-that-fail.js';
import { slipsOfNumbers } from './check/slips-of-numbers.js';
import { withSlips } from './check/slips.js';
import { textTogether } from './check/text-together.js';
import { unknownNames } from './check/unknown-names.js';
import { read, type ReadDefinition } from './syntax/read.js';
import { KnownDefinitions, type Library } from './translate/library.js';
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
 * @param library - other definitions; those of the text itself count too
 * @param looksUp - whether every definition that is named must be there; a template always must
 */
export function compile(text: string, library?: Library, looksUp = library !== undefined): Compiled {
  const problems = new Problems();
  const charactersMax = LIMITS.definitionTextCharactersMax;
  if (text.length > charactersMax) {
    problems.add('LIMIT_EXCEEDED', `a text has at most ${charactersMax} characters`, { from: 0, to: 0 });
    return { definitions: [], problems: problems.found, notes: [] };
  }
  const nodes = read(text, problems).definitions;
  const known = new KnownDefinitions(nodes, library);
  const found = nodes.flatMap((each) => define(each, problems, known, looksUp) ?? []);
  textTogether(found, problems);
  circles(found, problems);
  return {
    definitions: found.map(({ definition }) => definition),
    problems: withSlips(text, sorted(problems.found)),
    notes: sorted(problems.notes),
  };
}

/** Checks of what a security says, each by itself. */
const SECURITY_CHECKS: readonly ((security: DefinedSecurity, problems: Problems) => void)[] = [
  contradictions,
  products,
  slipsOfNumbers,
  unknownNames,
];

const sorted = (problems: readonly Problem[]): readonly Problem[] =>
  [...problems].sort((a, b) => a.range.from - b.range.from);

function define(
  node: ReadDefinition,
  problems: Problems,
  known: KnownDefinitions,
  looksUp: boolean,
): Defined | undefined {
  const before = problems.found.length;
  const draft = translate(node, problems, known);
  if (looksUp) checkNames(draft, known, problems);
  namedRules(draft, known, problems);
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
  if (found === undefined) return undefined;
  const defined = definedBy(found, draft);
  if (defined.security !== undefined) for (const check of SECURITY_CHECKS) check(defined.security, problems);
  rulesThatFail(defined, problems);
  return problems.found.length > before ? undefined : defined;
}
