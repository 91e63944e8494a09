import { compareDecimals, parseDecimal } from '@scrip/model';
import { money as moneySlot, number, percent as percentSlot } from '../phrases/quantities.js';
import { single, type Found, type Reading, type Slot } from '../phrases/slot.js';
import { code, pinned, text as textSlot, unquoted } from '../phrases/values.js';
import { span } from './span.js';

/** A value in its canonical form: a date, a decimal, a code, a text, or an amount of money. */
export type Value = string | { readonly amount: string; readonly currency: string };

/** A value as a text, with its unit where it has one of its own. */
export const textOf = (value: Value): string =>
  typeof value === 'string' ? value : `${value.amount} ${value.currency}`;

/** What a question names: one value, or all from the first to the last day of a month or a year. */
export interface Literal {
  readonly low: Value;
  readonly high: Value;
}

/** How values are compared in a test. */
export type Relation =
  'is' | 'isNot' | 'isOneOf' | 'isBetween' | 'above' | 'atLeast' | 'below' | 'atMost' | 'contains' | 'beginsWith';

/** A kind of values of features. */
export interface ValueKind {
  /** In words: `a date`. */
  readonly what: string;
  /** How values of the kind are compared, in words; others are a mistake. */
  readonly comparisons: string;
  readonly compares: (words: string) => boolean;
  readonly literal: Slot<Literal>;
  /** Negative, zero or positive; undefined: the two cannot be compared. */
  readonly compare: (left: Value, right: Value) => number | undefined;
  /** With its unit. */
  readonly show: (value: Value) => string;
}

/** A literal that is one value. */
function exactly<V extends Value>(of: Slot<V>): Slot<Literal> {
  return {
    ...{ expects: of.expects, example: of.example },
    read: (reading, at) => {
      const found = of.read(reading, at);
      return found && { value: { low: found.value, high: found.value }, next: found.next };
    },
    write: ({ low }) => of.write(low as V),
  };
}

const QUANTITY = ['is', 'is not', 'is between', '>', '>=', '<', '<='];
const NAME = ['is', 'is not', 'is one of'];
const compared = (...words: readonly string[]): Pick<ValueKind, 'comparisons' | 'compares'> => ({
  comparisons: words.map((each) => `"${each}"`).join(', '),
  compares: (given) => words.includes(given),
});

const texts = (left: Value, right: Value): number => (left === right ? 0 : left < right ? -1 : 1);
const decimals = (left: Value, right: Value): number =>
  compareDecimals(parseDecimal(textOf(left)), parseDecimal(textOf(right)));
const amounts = (left: Value, right: Value): number | undefined => {
  if (typeof left === 'string' || typeof right === 'string' || left.currency !== right.currency) return undefined;
  return decimals(left.amount, right.amount);
};

/** A quantity of units: `500,000 units`. */
const units: Slot<string> = {
  ...number,
  expects: 'a number of units such as 40,000 units',
  read: (reading: Reading, at: number): Found<string> | undefined => {
    const found = number.read(reading, at) ?? reading.miss(at, units.expects);
    return found && { ...found, next: reading.items[found.next]?.text === 'units' ? found.next + 1 : found.next };
  },
};

const word = code(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'a word such as EUR', 'EUR');
/** A text in quotation marks, or a single word or code. */
const wording = single<string>(
  textSlot.expects,
  textSlot.example,
  ({ kind, text }) => (kind === 'Text' ? unquoted(text) : kind === 'Word' || kind === 'Code' ? text : undefined),
  (value) => textSlot.write(value),
);

/** Kinds of values, and what can be asked of each. */
export const KINDS = {
  date: {
    what: 'a date',
    ...compared('is', 'is not', 'is between', 'before', 'after', 'by', 'from', 'in'),
    literal: span,
    compare: texts,
    show: textOf,
  },
  percent: {
    what: 'a percentage',
    ...compared(...QUANTITY),
    literal: exactly(percentSlot),
    compare: decimals,
    show: (value) => `${textOf(value)}%`,
  },
  number: { what: 'a number', ...compared(...QUANTITY), literal: exactly(number), compare: decimals, show: textOf },
  units: {
    what: 'a number of units',
    ...compared(...QUANTITY),
    literal: exactly(units),
    compare: decimals,
    show: (value) => `${textOf(value)} units`,
  },
  money: {
    what: 'an amount of money',
    ...compared(...QUANTITY),
    literal: exactly(moneySlot),
    compare: amounts,
    show: textOf,
  },
  word: {
    what: 'a word',
    ...compared(...NAME, 'begins with'),
    literal: exactly(word),
    compare: texts,
    show: textOf,
  },
  name: {
    what: 'a name with its version',
    ...compared(...NAME),
    literal: exactly(pinned),
    compare: texts,
    show: textOf,
  },
  text: {
    what: 'a text',
    ...compared(...NAME, 'begins with', 'contains'),
    literal: exactly(wording),
    compare: texts,
    show: textOf,
  },
} as const satisfies Readonly<Record<string, ValueKind>>;
