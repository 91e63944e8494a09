import { spanOf, type Range } from '../syntax/range.js';
import type { Reading } from './slot.js';
import { type Slot } from './slot.js';

type Part =
  | { readonly literal: string }
  | { readonly slot: string; readonly type: Slot }
  | { readonly optional: readonly Part[] };

/** A sentence, or a part of one, by which something is said: fixed words with values between them. */
export interface Phrase {
  /** What it says: name and version of a constructor, or the name of a sentence. */
  readonly is: string;
  /** As the reference shows it: `{side} resides in {countries}`; what may be left out stands in brackets. */
  readonly template: string;
  readonly slots: Readonly<Record<string, Slot>>;
  readonly parts: readonly Part[];
  /** Words of its own that it cannot do without: what lacks one of them is not this. */
  readonly words: readonly string[];
  /** With all that can be said in it, where that goes together. */
  readonly example: string;
}

/** Values by the names of their slots. */
export type Values = Readonly<Record<string, unknown>>;

/** A phrase as it was found in a text. */
export interface Match {
  readonly phrase: Phrase;
  readonly values: Values;
  /** Where each value stands. */
  readonly ranges: ReadonlyMap<string, Range>;
}

/**
 * Makes a phrase.
 *
 * @param template - words, commas, `{name}` for a value, `[…]` around what may be left out
 * @param slots - the kinds of the values by their names
 * @param example - absent: all of it, each value by its own example
 */
export function phrase(
  is: string,
  template: string,
  slots: Readonly<Record<string, Slot>> = {},
  example?: string,
): Phrase {
  const tokens = template.match(/\{[^}]+\}|\[|\]|,|[^\s{}[\],]+/g) ?? [];
  const [parts] = partsOf(tokens, 0, slots);
  const words = parts.flatMap((each) => ('literal' in each ? [each.literal] : []));
  return { is, template, slots, parts, words, example: example ?? exampleOf(parts) };
}

function partsOf(
  tokens: readonly string[],
  from: number,
  slots: Readonly<Record<string, Slot>>,
): readonly [readonly Part[], number] {
  const parts: Part[] = [];
  let at = from;
  for (let token = tokens[at]; token !== undefined && token !== ']'; token = tokens[at]) {
    if (token === '[') {
      const [optional, end] = partsOf(tokens, at + 1, slots);
      parts.push({ optional });
      at = end + 1;
      continue;
    }
    parts.push(token.startsWith('{') ? slotPart(token.slice(1, -1), slots) : { literal: token });
    at += 1;
  }
  return [parts, at];
}

function slotPart(slot: string, slots: Readonly<Record<string, Slot>>): Part {
  const type = slots[slot];
  if (type === undefined) throw new Error(`no slot ${slot}`);
  return { slot, type };
}

const exampleOf = (parts: readonly Part[]): string => exampleWords(parts).join(' ').replaceAll(' ,', ',');

const exampleWords = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap((part) => {
    if ('literal' in part) return [part.literal];
    return 'optional' in part ? exampleWords(part.optional) : [part.type.example];
  });

/** Reads a phrase that takes up all items; undefined: it is not this one, and the reading knows how far it came. */
export function match(of: Phrase, reading: Reading): Match | undefined {
  const found = matchParts(of.parts, 0, reading, true);
  return found && { phrase: of, ...found };
}

/** What stands for a phrase at the beginning of some items, and where the next one is. */
interface MatchedParts extends Omit<Match, 'phrase'> {
  readonly next: number;
}

/** Reads a phrase from an item on; others may follow it. */
export const matchFrom = ({ parts }: Phrase, reading: Reading, at: number): MatchedParts | undefined =>
  matchParts(parts, at, reading, false);

/** @param isWhole - whether nothing may follow */
function matchParts(parts: readonly Part[], at: number, reading: Reading, isWhole: boolean): MatchedParts | undefined {
  const bound = boundIn(parts, at, reading, isWhole);
  if (bound === undefined) return undefined;
  return {
    values: Object.fromEntries(bound.of.map(([name, value]) => [name, value])),
    ranges: new Map(bound.of.map(([name, , range]) => [name, range])),
    next: bound.next,
  };
}

interface Bound {
  readonly of: readonly (readonly [name: string, value: unknown, range: Range])[];
  readonly next: number;
}

function boundIn(parts: readonly Part[], at: number, reading: Reading, isWhole: boolean): Bound | undefined {
  const [part, ...rest] = parts;
  if (part === undefined) {
    if (!isWhole || at === reading.items.length) return { of: [], next: at };
    reading.miss(at, 'the end of the sentence');
    return undefined;
  }
  if ('optional' in part) {
    return boundIn([...part.optional, ...rest], at, reading, isWhole) ?? boundIn(rest, at, reading, isWhole);
  }
  if ('literal' in part) {
    if (reading.items[at]?.text === part.literal) {
      reading.recognise();
      return boundIn(rest, at + 1, reading, isWhole);
    }
    reading.miss(at, `"${part.literal}"`);
    return undefined;
  }
  const found = part.type.read(reading, at);
  if (found === undefined) return undefined;
  const range = spanOf(reading.items.slice(at, found.next).map((item) => item.range));
  const others = boundIn(rest, found.next, reading, isWhole);
  return others && { of: [[part.slot, found.value, range], ...others.of], next: others.next };
}

/** Writes a phrase; undefined: a value that it cannot do without is missing. */
export function write({ parts }: Phrase, values: Values): string | undefined {
  const words = writeParts(parts, values);
  return words === undefined ? undefined : joined(words);
}

/** Writes as much of a phrase as is known. @param gap - what stands for a value that is missing */
export const writeDraft = ({ parts }: Phrase, values: Values, gap: (slot: string) => string): string =>
  joined(writeParts(parts, values, gap) ?? []);

const joined = (words: readonly string[]): string => words.join(' ').replaceAll(' ,', ',');

/** @param gap - what stands for a missing value; absent: nothing can, and nothing is written */
function writeParts(
  parts: readonly Part[],
  values: Values,
  gap?: (slot: string) => string,
): readonly string[] | undefined {
  const words: string[] = [];
  for (const part of parts) {
    if ('literal' in part) words.push(part.literal);
    else if ('optional' in part) words.push(...(writeParts(part.optional, values) ?? []));
    else if (values[part.slot] !== undefined) words.push(part.type.write(values[part.slot]));
    else if (gap !== undefined) words.push(gap(part.slot));
    else return undefined;
  }
  return words;
}

/** The names of the slots that a phrase cannot do without. */
export const requiredSlots = ({ parts }: Phrase): readonly string[] =>
  parts.flatMap((part) => ('slot' in part ? [part.slot] : []));

/**
 * A slot for a record that is said by a phrase of its own, within another one.
 *
 * @param expects - as messages name it
 * @param example - absent: all that can be said in it
 */
export function part(
  expects: string,
  template: string,
  slots: Readonly<Record<string, Slot>>,
  example?: string,
): Slot<Values> {
  const of = phrase(expects, template, slots, example);
  return {
    expects,
    example: of.example,
    form: { of: 'part', phrase: of },
    read: (reading, at) => {
      const found = matchFrom(of, reading, at);
      return found === undefined ? reading.miss(at, expects) : { value: found.values, next: found.next };
    },
    write: (values) => write(of, values) ?? '',
  };
}
