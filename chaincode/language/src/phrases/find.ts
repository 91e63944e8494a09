import type { Problems } from '../check/problem.js';
import type { Item } from '../syntax/items.js';
import { spanOf, type Range } from '../syntax/range.js';
import { closestTemplate, closestWord } from './closest.js';
import { match, type Match, type Phrase } from './phrase.js';
import { Reading } from './slot.js';

/** What is looked for, in words: `a sentence of a security`. */
export interface Sought {
  readonly what: string;
  readonly among: readonly Phrase[];
}

/** Finds the phrase that some items are; says what is wrong where they are none. */
export function find({ what, among }: Sought, items: readonly Item[], problems: Problems): Match | undefined {
  const reading = new Reading(items);
  for (const phrase of among) {
    const found = match(phrase, reading);
    if (found !== undefined) return found;
  }
  const [range, at] = [spanOf(items.map((item) => item.range)), reading.furthest];
  if (at === 0) problems.add('SENTENCE_UNKNOWN', unknown(what, among, items), range);
  else problems.add('SENTENCE_INCOMPLETE', incomplete(reading), missing(items, at, range));
  return undefined;
}

function unknown(what: string, among: readonly Phrase[], items: readonly Item[]): string {
  const templates = among.map(({ template }) => template);
  const near = closestTemplate(
    items.map(({ text }) => text),
    templates,
  );
  return `this is not ${what}${near === undefined ? '' : `; did you mean: ${near}`}`;
}

function incomplete({ items, furthest, expected }: Reading): string {
  const [found, before] = [items[furthest], items[furthest - 1]];
  const words = expected.filter((each) => each.startsWith('"')).map((each) => each.slice(1, -1));
  const near = found === undefined ? undefined : closestWord(found.text, words);
  const wanted = near === undefined ? expected.slice(0, 6).join(', or ') : `"${near}"`;
  const where = before === undefined ? '' : ` after "${before.text}"`;
  const instead = found === undefined || found.text === '' ? '' : `, not "${found.text}"`;
  return near === undefined
    ? `${wanted} is expected${where}${instead}`
    : `did you mean ${wanted}${where}? "${found?.text ?? ''}" cannot stand there`;
}

/** Where something is missing: the item that stands there, or right behind the last one. */
const missing = (items: readonly Item[], at: number, { to }: Range): Range => items[at]?.range ?? { from: to, to };
