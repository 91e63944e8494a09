import type { Source } from '../document/source.js';
import type { Tree } from '../document/tree.js';
import type { Codec, Known } from './codec.js';

/** A value of a sentence, and the place where it stands in a document. */
export interface Field {
  readonly kind: 'field';
  /** Sentence (`isin`, `paysFixed@1`), or several of which a document has one at that place. */
  readonly is: readonly string[];
  readonly slot: string;
  readonly at: string;
  readonly codec: Codec;
  /** Which of several sentences a document says; undefined: none of them. Within {@link Each} it is chosen there. */
  readonly choose?: Choose;
  /** Within {@link Each}: only in items of these sentences; absent: in all. */
  readonly beside?: readonly string[];
}

/** Which sentence an object says, as far as the rest of it tells. */
export type Choose = (object: Source, known: Known) => string | undefined;

/** A sentence that a document says by one fixed value. */
export interface Whole {
  readonly kind: 'whole';
  readonly is: string;
  readonly at: string;
  readonly value: Tree;
  /** Whether the value says it, as far as the rest of the object tells; absent: always. */
  readonly when?: (object: Source) => boolean;
}

/** What a document demands and no sentence says. */
export interface Constant {
  readonly kind: 'constant';
  readonly at: string;
  readonly value: Tree;
  readonly why: string;
  /** Whether it is written; absent: always. */
  readonly when?: (said: SaidSoFar) => boolean;
  /** What it tells whoever reads it, and no sentence can; absent: nothing. */
  readonly tells?: string;
}

/** What follows from sentences that stand elsewhere too: written for whoever reads that alone, and compared when it is read. */
export interface Derived {
  readonly kind: 'derived';
  readonly at: string;
  /** Why it is written. */
  readonly why: string;
  /** Why it has no sentence where it does not follow. */
  readonly otherwise: string;
  /** @returns undefined: nothing follows */
  readonly of: (said: SaidSoFar) => Tree | undefined;
}

/** Sentences of which each is an item of a list; what is said of all of them stands in every item. */
export interface Each {
  readonly kind: 'each';
  /** The list. */
  readonly at: string;
  readonly is: readonly string[];
  /** Which sentence an item says. */
  readonly choose: Choose;
  readonly entries: readonly Entry[];
}

/** One row of the table of a format. */
export type Entry = Field | Whole | Constant | Derived | Each;

/** All sentences as far as they are known. */
export interface SaidSoFar extends Known {
  has(is: string): boolean;
  all(is: string): readonly Readonly<Record<string, unknown>>[];
}

/** One kind of object of a format: the table of all that it and the language both say. */
export interface Form {
  /** What it is called: `bond`, `stock class (preferred)`. */
  readonly name: string;
  /** Where its object is in a document that is written. */
  readonly path: string;
  /** The instrument that it is, by its constructor. */
  readonly instrument: string;
  /** Whether a security is written as this form, among those of its instrument. */
  readonly fits: (said: SaidSoFar) => boolean;
  /** What a security says that is written so, for whoever asks why another one is not; absent: its instrument alone. */
  readonly needs?: string;
  /** Where its entries are found in a document that is read. */
  readonly find: (document: Source) => readonly Source[];
  /** The whole document around what the entries wrote. */
  readonly wrap: (object: Tree) => Tree;
  readonly entries: readonly Entry[];
  /** Why a sentence, or a value of it (`sentence slot`), has no place in the format. */
  readonly noPlace: Readonly<Record<string, string>>;
  /** Why all others have none. */
  readonly otherwise: string;
  /** Why a value of the format has no sentence, by the beginning of its path below the object. */
  readonly unsaid: readonly (readonly [at: string, why: string])[];
  /** What the format demands of a document and no definition says: place and what belongs there. */
  readonly demands: readonly (readonly [at: string, what: string])[];
}

/** A format of others. */
export interface Format {
  readonly name: string;
  readonly title: string;
  readonly forms: readonly Form[];
  /** Whether a text could be of this format. */
  readonly recognises: (text: string) => boolean;
  /** @throws InterchangeError */
  readonly read: (text: string) => Tree;
  readonly write: (document: Tree) => string;
}

/** A value of one sentence, or of one of several, at a place. */
export const field = (
  is: string | readonly string[],
  slot: string,
  at: string,
  codec: Codec,
  choose?: Choose,
): Field => ({
  ...{ kind: 'field', is: typeof is === 'string' ? [is] : is, slot, at, codec },
  ...(choose === undefined ? {} : { choose }),
});

/** The same within items of some sentences alone. */
export const beside = (is: readonly string[], of: Field): Field => ({ ...of, beside: is });

/** A sentence that is said by one fixed value. */
export const whole = (is: string, at: string, value: Tree, when?: Whole['when']): Whole => ({
  ...{ kind: 'whole', is, at, value },
  ...(when === undefined ? {} : { when }),
});

/** What a document demands. */
export const constant = (
  at: string,
  value: Tree,
  why: string,
  more: Pick<Constant, 'when' | 'tells'> = {},
): Constant => ({ kind: 'constant', at, value, why, ...more });

/** What follows from other sentences. */
export const derived = (at: string, why: string, otherwise: string, of: Derived['of']): Derived => ({
  ...{ kind: 'derived', at, why, otherwise, of },
});

/** The rows that count for an item of a sentence: those of it, and those of what is said of all items. */
export const entriesFor = ({ is: kinds, entries }: Each, is: string): readonly Entry[] =>
  entries.filter((entry) => {
    if (entry.kind !== 'field') return true;
    if (entry.beside !== undefined) return entry.beside.includes(is);
    return entry.is.includes(is) || !entry.is.some((each) => kinds.includes(each));
  });
