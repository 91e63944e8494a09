import type { Problems } from '../check/problem.js';
import type { Item } from '../syntax/items.js';
import { spanOf, type Range } from '../syntax/range.js';
import { closestTemplate, closestWord } from './closest.js';
import { match, type Match, type Phrase } from './phrase.js';
import { REAL_EXAMPLES } from './real-examples.js';
import { Reading } from './slot.js';
import { tradeMeant, type TradeWord } from './trade-words.js';

/** What is looked for, in words: `a sentence of a security`. */
export interface Sought {
  readonly what: string;
  readonly among: readonly Phrase[];
  /** Examples of sentences that are no phrases. */
  readonly forms?: readonly string[];
  /** What term sheets call what may be meant. */
  readonly trade?: readonly TradeWord[];
  /** What may be meant and stands elsewhere, and what to write instead. */
  readonly others?: readonly { readonly among: readonly Phrase[]; readonly instead: string }[];
}

/** Finds the phrase that some items are; says what is wrong where they are none. */
export function find(sought: Sought, items: readonly Item[], problems: Problems): Match | undefined {
  const { among, others = [], trade = [] } = sought;
  const found = matchAmong(among, items);
  if (found !== undefined) return found;
  const reading = readingOf(sought, items);
  const elsewhere = others.find((other) => matchAmong(other.among, items) !== undefined);
  const [range, at] = [spanOf(items.map((item) => item.range)), reading.furthest];
  if (elsewhere !== undefined) problems.add('SENTENCE_UNKNOWN', elsewhere.instead, range);
  else if (at === 0) problems.add('SENTENCE_UNKNOWN', unknown(sought, items), range);
  else {
    const isBegun = begunBy(among, items).length > 0;
    const called = tradeMeant(inWords(isBegun ? items.slice(at - 1) : items), trade, isBegun);
    const wanted = incomplete(reading);
    const example = called === undefined ? sentenceMeant(among, reading, wanted.startsWith(MEANT)) : `; ${called}`;
    const message = joined(among, reading) ?? packMeant(among, items) ?? wanted + example;
    problems.add('SENTENCE_INCOMPLETE', message, missing(items, at, range));
  }
  return undefined;
}

/** The first of some phrases that some items are. Values are read only where all words of a phrase are there. */
export function matchAmong(among: readonly Phrase[], items: readonly Item[]): Match | undefined {
  const said = new Set(items.map(({ text }) => text));
  for (const phrase of among) {
    const found = phrase.words.every((word) => said.has(word)) ? match(phrase, new Reading(items)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * How far phrases come: those that begin with the very word, where there are such; else those that know a word of it,
 * because what begins with a name of any words could be anything.
 */
function readingOf({ among, trade }: Sought, items: readonly Item[]): Reading {
  const begun = begunBy(among, items);
  const reading = new Reading(items);
  const near = trade === undefined ? among : among.filter((each) => recognises(each, items));
  for (const phrase of begun.length > 0 ? begun : near) match(phrase, reading);
  return reading;
}

const begunBy = (among: readonly Phrase[], [first]: readonly Item[]): readonly Phrase[] =>
  among.filter((each) => beginsWith(each, first?.text ?? ''));

/** Whether more than a name is read of what begins with a word. */
function recognises(phrase: Phrase, items: readonly Item[]): boolean {
  if (items[0]?.kind !== 'Word' || phrase.words.length === 0) return true;
  const own = new Reading(items);
  return match(phrase, own) !== undefined || own.recognises;
}

/** Items without texts, which nobody calls anything. */
const inWords = (items: readonly Item[]): string =>
  items.map(({ kind, text }) => (kind === 'Text' ? '"' : text)).join(' ');

/** Whether a phrase begins with a word of its own: fixed, or one of the words of its first value. */
function beginsWith({ parts: [first] }: Phrase, word: string): boolean {
  if (first === undefined || 'optional' in first) return false;
  if ('literal' in first) return first.literal === word;
  const { form } = first.type;
  return form?.of === 'words' && form.words.some(([written]) => written.split(' ')[0] === word);
}

function unknown({ what, among, forms = [], trade = [] }: Sought, items: readonly Item[]): string {
  const called = tradeMeant(inWords(items), trade, false);
  if (called !== undefined) return `this is not ${what}; ${called}`;
  const near = closestTemplate(
    items.map(({ text }) => text),
    [...among.map(({ template }) => template), ...forms],
  );
  const phrase = among.find(({ template }) => template === near);
  const example = phrase === undefined ? near : exampleOf(phrase);
  if (example !== undefined) return `this is not ${what}; did you mean one such as: ${example}`;
  return `this is not ${what}${trade.length === 0 || forms.length === 0 ? '' : `; ${NO_SENTENCE}`}`;
}

/** What to do with what nobody can say. */
const NO_SENTENCE =
  'where the language has no sentence for it, say it as an event in words, such as TaxEvent means "…", or leave it to the terms on paper, such as document sha256:… prevails over this text';

/** Where two sentences stand in one with a joiner between them: how they are combined. */
function joined(among: readonly Phrase[], { items, furthest }: Reading): string | undefined {
  const at = [furthest - 1, furthest].find((index) => items[index]?.kind === 'Joiner');
  if (at === undefined) return undefined;
  const isSaid = (part: readonly Item[]): boolean =>
    part.length > 0 && among.some((phrase) => match(phrase, new Reading(part)) !== undefined);
  if (!isSaid(items.slice(0, at)) || !isSaid(items.slice(at + 1))) return undefined;
  const quantifier = items[at]?.text === 'or' ? 'any of' : 'all of';
  return `two rules are combined by "${quantifier} (…; …)", with a semicolon between them`;
}

/** Of a name with a version that begins no phrase and has something behind it: which one is meant. */
function packMeant(among: readonly Phrase[], [first, ...rest]: readonly Item[]): string | undefined {
  const names = among.map(({ is }) => is).filter((is) => /^[A-Z]/.test(is));
  if (first?.kind !== 'Pinned' || rest.length === 0 || names.includes(first.text) || names.length === 0)
    return undefined;
  const near = closestWord(first.text, names);
  return `no pack is called ${first.text}${near === undefined ? '' : `; did you mean ${near}?`}`;
}

/**
 * An example of the sentence that comes so far; of several, of the one that shares most words with it.
 *
 * @param isFound - whether the word that is meant is known: then no example of several is needed
 */
function sentenceMeant(among: readonly Phrase[], { items, furthest, expected }: Reading, isFound: boolean): string {
  const begun = begunBy(among, items);
  const near = (begun.length > 0 ? begun : among).filter((phrase) => {
    const own = new Reading(items);
    match(phrase, own);
    return own.furthest === furthest;
  });
  if (isFound && near.length > 1) return '';
  const template = closestTemplate(
    items.map(({ text }) => text),
    near.map((each) => each.template),
  );
  const meant = near.length === 1 ? near[0] : near.find((each) => each.template === template);
  const example = meant === undefined ? '' : exampleOf(meant);
  // what is expected has an example of its own
  const isSaid = example === '' || expected.some((each) => each.endsWith(example.split(' ').at(-1) ?? ''));
  return isSaid ? '' : `, as in: ${example}`;
}

/** A sentence that somebody might write; of what no definition says, one of all that can be said. */
export const exampleOf = ({ is, example }: Phrase): string => REAL_EXAMPLES[is] ?? example;

/** How a message begins that knows the word. */
const MEANT = 'did you mean';

function incomplete({ items, furthest, expected }: Reading): string {
  const [found, before] = [items[furthest], items[furthest - 1]];
  const words = expected
    .filter((each) => /^"[^"]*"( or "[^"]*")*$/.test(each))
    .flatMap((each) => each.slice(1, -1).split('" or "'));
  const near = found === undefined ? undefined : closestWord(found.text, words);
  const wanted = near === undefined ? expected.slice(0, 6).join(', or ') : `"${near}"`;
  const where = before === undefined ? '' : ` after "${before.text}"`;
  const instead = found === undefined || found.text === '' ? '' : `, not "${found.text}"`;
  return near === undefined
    ? `${wanted} is expected${where}${instead}`
    : `${MEANT} ${wanted}${where}? "${found?.text ?? ''}" cannot stand there`;
}

/** Where something is missing: the item that stands there, or right behind the last one. */
const missing = (items: readonly Item[], at: number, { to }: Range): Range => items[at]?.range ?? { from: to, to };
