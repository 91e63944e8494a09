import { unknownName } from '../check/name-problems.js';
import type { Problems } from '../check/problem.js';
import { shortened } from '../check/quoted.js';
import { inline } from '../format/printable.js';
import { wordsOf } from '../format/sentence-words.js';
import { sentenceInWords } from '../format/tree-in-words.js';
import type { Kind, Sentence } from '../generated/ast.js';
import type { Match } from '../phrases/phrase.js';
import { Reading } from '../phrases/slot.js';
import { PARAMETER_TYPES, type Argument } from '../phrases/templates.js';
import type { itemsOf } from '../syntax/items.js';
import { spanOf } from '../syntax/range.js';
import type { Bindings } from './bindings.js';
import type { KnownDefinitions } from './library.js';
import { madeScope, type Scope } from './scope.js';
import { parameterIn, type Parameter } from './template.js';

/** How a sentence is told. */
export type Teller = (sentence: Sentence, kind: Kind, scope: Scope) => unknown;

/** Says everything that a template says, with the values that it is given. */
export function makeFrom(found: Match, kind: Kind, scope: Scope, known: KnownDefinitions, tell: Teller): void {
  const name = String(found.values['template']);
  const at = found.ranges.get('template') ?? scope.draft.whole;
  const template = known.read(name);
  if (template === undefined) {
    scope.problems.found.push(unknownName(name, at));
    return;
  }
  if (template.head.kind !== 'instrument') {
    scope.problems.add('DEFINITION_MISUSED', `${name} is no template: securities are made from an instrument`, at);
    return;
  }
  if (template.unread > 0) {
    scope.problems.add(
      'DEFINITION_TEXT_INVALID',
      `${name} has sentences that cannot be read: nothing is made from it`,
      at,
    );
    return;
  }
  const parameters = template.sentences.flatMap((each) => parameterIn(each) ?? []);
  const bindings = bind(parameters, (found.values['arguments'] ?? []) as readonly Argument[], at, scope.problems);
  if (bindings === undefined) return;
  scope.draft.push(['madeFrom'], name, at);
  for (const sentence of template.sentences) {
    if (parameterIn(sentence) !== undefined) continue;
    const made = { ...at, made: madeBy(sentence, name, bindings) };
    tell(sentence, kind, madeScope(scope.draft, scope.problems, withRanges(bindings, made.made), made));
  }
}

/** A sentence of a template in its words, with the values that stand for its names. */
function madeBy(sentence: Sentence, template: string, bindings: Bindings): string {
  const words = inline(sentenceInWords(sentence, wordsOf));
  const given = [...bindings]
    .filter(([name]) => ` ${words.replace(/[(),;:]/g, ' ')} `.includes(` ${name} `))
    .map(([name, items]) => `${name} is ${items.map(({ source }) => source).join(' ')}`);
  const where = given.length === 0 ? '' : ` where ${given.join(', ')}`;
  return `${template} says "${shortened(words)}"${where}`;
}

/** Values where they are given, as what a sentence of a template says. */
const withRanges = (bindings: Bindings, made: string): Bindings =>
  new Map(
    [...bindings].map(([name, items]) => [name, items.map((each) => ({ ...each, range: { ...each.range, made } }))]),
  );

/** The values by the names of their parameters; undefined: one is missing, unknown or of another kind. */
function bind(
  parameters: readonly Parameter[],
  given: readonly Argument[],
  at: { readonly from: number; readonly to: number },
  problems: Problems,
): Bindings | undefined {
  const before = problems.found.length;
  const names = parameters.map(({ name }) => name);
  for (const { name } of parameters.filter((each) => !given.some((argument) => argument.name === each.name))) {
    problems.add('NOT_SAID', `nothing says ${name}: add "${name} is …"`, at);
  }
  for (const { name, items } of given) {
    const range = spanOf(items.map((item) => item.range));
    const type = parameters.find((each) => each.name === name)?.type;
    if (type === undefined) {
      const taken = names.length === 0 ? 'nothing' : names.join(', ');
      problems.add('SENTENCE_UNKNOWN', `the template takes no ${name}: it takes ${taken}`, range);
    } else if (!isOfType(type, items)) {
      problems.add('SENTENCE_INCOMPLETE', `${name} is ${type}: ${PARAMETER_TYPES[type].expects}`, range);
    }
  }
  return problems.found.length === before ? new Map(given.map(({ name, items }) => [name, items])) : undefined;
}

const isOfType = (type: Parameter['type'], items: ReturnType<typeof itemsOf>): boolean =>
  PARAMETER_TYPES[type].read(new Reading(items), 0)?.next === items.length;
