import type { Item } from '../syntax/items.js';
import type { Phrase } from './phrase.js';

/** A value that was read, and where the next item is. */
export interface Found<V> {
  readonly value: V;
  readonly next: number;
}

/** What is read, with how far it came and what was expected there: the best guess at what is wrong. */
export class Reading {
  #furthest = -1;
  #recognises = false;
  readonly #expected = new Set<string>();

  constructor(readonly items: readonly Item[]) {}

  /** Index of the item at which nothing that was tried went on. */
  get furthest(): number {
    return Math.max(0, this.#furthest);
  }

  /** What could have stood there. */
  get expected(): readonly string[] {
    return [...this.#expected];
  }

  /** Whether a word was read that a phrase has of its own, beside values. */
  get recognises(): boolean {
    return this.#recognises;
  }

  /** Notes that such a word was read. */
  recognise(): void {
    this.#recognises = true;
  }

  /** Notes what would have been read at an item. */
  miss(at: number, expected: string): Found<never> | undefined {
    if (at > this.#furthest) this.#expected.clear();
    this.#furthest = Math.max(this.#furthest, at);
    if (at === this.#furthest) this.#expected.add(expected);
    return undefined;
  }
}

/** Of what a slot is made: words of which one is said, values in a list, or a phrase of its own, or one of several. */
export type SlotForm =
  | { readonly of: 'words'; readonly words: readonly (readonly [written: string, value: unknown])[] }
  | { readonly of: 'list'; readonly each: Slot; readonly last: 'and' | 'or' }
  | { readonly of: 'part'; readonly phrase: Phrase }
  | { readonly of: 'either'; readonly phrases: readonly Phrase[] };

/** A kind of value: how it is read from the items of a sentence, and how it is written. */
export interface Slot<V = unknown> {
  /** As messages name it: `a country such as DE`. */
  readonly expects: string;
  /** An example, for the reference. */
  readonly example: string;
  /** Of what it is made; absent: it is one value. */
  readonly form?: SlotForm;
  read(reading: Reading, at: number): Found<V> | undefined;
  /** @param value - in canonical form */
  write(value: V): string;
}

/** A slot of one item. @param valueOf - undefined where it is none of these */
export function single<V>(
  expects: string,
  example: string,
  valueOf: (item: Item) => V | undefined,
  write: (value: V) => string,
): Slot<V> {
  return {
    expects,
    example,
    write,
    read: (reading, at) => {
      const item = reading.items[at];
      const value = item === undefined ? undefined : valueOf(item);
      return value === undefined ? reading.miss(at, expects) : { value, next: at + 1 };
    },
  };
}

/** A slot that reads and writes as another one, with an example of its own. */
export const like = <V>(slot: Slot<V>, example: string): Slot<V> => ({ ...slot, example });

/** A slot of a fixed number of words, each of which stands for a value. */
export function oneOf<V extends string | number | boolean>(words: readonly (readonly [string, V])[]): Slot<V> {
  const [expects, example] = [words.map(([each]) => `"${each}"`).join(' or '), words[0]?.[0] ?? ''];
  const longestFirst = [...words].sort(([a], [b]) => b.length - a.length);
  return {
    expects,
    example,
    form: { of: 'words', words },
    read: (reading, at) => {
      for (const [written, value] of longestFirst) {
        const parts = written.split(' ');
        if (parts.every((part, index) => reading.items[at + index]?.text === part)) {
          return { value, next: at + parts.length };
        }
      }
      return reading.miss(at, expects);
    },
    write: (value) => words.find(([, each]) => each === value)?.[0] ?? String(value),
  };
}

/** Words for yes and for no. */
export const either = (yes: string, no: string): Slot<boolean> =>
  oneOf([
    [yes, true],
    [no, false],
  ]);

/** Words that stand for themselves. */
export const word = <const W extends string>(...words: readonly W[]): Slot<W> =>
  oneOf(words.map((each) => [each, each] as const));

/** Several values, with commas and a last `and` or `or`. */
export function listOf<V>(each: Slot<V>, last: 'and' | 'or'): Slot<readonly V[]> {
  const isJoiner = (text: string | undefined): boolean => text === ',' || text === last;
  return {
    expects: each.expects,
    example: each.example,
    form: { of: 'list', each, last },
    read: (reading, at) => {
      const first = each.read(reading, at);
      if (first === undefined) return undefined;
      const values = [first.value];
      let next = first.next;
      while (isJoiner(reading.items[next]?.text)) {
        // "DE, FR, or IE" has a comma before its last value, too
        const isLast = reading.items[next]?.text === ',' && reading.items[next + 1]?.text === last;
        const more = each.read(reading, next + (isLast ? 2 : 1));
        if (more === undefined) break;
        values.push(more.value);
        next = more.next;
      }
      reading.miss(next, `"${last}" and another one`);
      return { value: values, next };
    },
    write: (values) => {
      const texts = values.map((value) => each.write(value));
      const head = texts.slice(0, -1);
      return head.length === 0 ? texts.join('') : `${head.join(', ')} ${last} ${texts.at(-1) ?? ''}`;
    },
  };
}
