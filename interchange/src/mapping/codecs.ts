import {
  businessDate,
  cfi,
  currency,
  decimalText,
  DomainError,
  ERROR_CATALOGUE,
  isin,
  LIMITS,
  mic,
  money,
  period,
  text,
  unitPrice,
  units,
  type Reader,
} from '@scrip/model';
import { noCounterpart } from '../document/interchange-error.js';
import type { Source } from '../document/source.js';
import { JsonNumber, type Tree } from '../document/tree.js';
import type { Codec, Known } from './codec.js';
import { decimalOf } from './numbers.js';

/** A value as the model reads it. @throws NoCounterpart with what the model says of it */
export function checked<T>(reader: Reader<T>, value: unknown): unknown {
  try {
    reader(value, '');
    return value;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { rule } = error.details;
    const needed = typeof rule === 'string' ? `: needed is ${rule}` : '';
    return noCounterpart(`${ERROR_CATALOGUE[error.code].happened.replace(/\.$/, '')}${needed}`);
  }
}

/** The single value of a part. @throws NoCounterpart */
export const single = (source: Source, at = ''): string => source.take(at) ?? noCounterpart('it is not a single value');

/** A text that both sides write alike, and that a reader of the model accepts. */
export const same = (reader: Reader<unknown>): Codec => ({
  write: (value) => String(value),
  read: (source) => checked(reader, single(source)),
});

/** A code or a text that both sides write alike. */
export const ISIN_TEXT = same(isin);
export const CFI_TEXT = same(cfi);
export const CURRENCY_TEXT = same(currency);
export const MIC_TEXT = same(mic);
export const DATE_TEXT: Codec = {
  write: (value) => String(value),
  // xsd:date may have a zone, which moves no day of a term
  read: (source) => checked(businessDate, single(source).replace(/(?:Z|[+-]\d\d:\d\d)$/, '')),
};
export const TITLE_TEXT: Codec = {
  write: (value) => String(value),
  read: (source) => checked(text(LIMITS.nameCharactersMax), single(source).replace(/\s+/g, ' ').trim()),
};

/** How a format writes decimal numbers. */
export type Numbers = (digits: string) => Tree;
export const asText: Numbers = (digits) => digits;
export const asNumber: Numbers = (digits) => new JsonNumber(digits);

/** A rate or a part that the language has in per cent and the format as a fraction: 4.25 and 0.0425. */
export const fractionOf = (write: Numbers, lowest = '0', highest = '1000'): Codec => ({
  write: (value) => write(decimalOf(String(value), -2)),
  read: (source) => checked(decimalText(lowest, highest), decimalOf(single(source), 2)),
});

/** A whole number of units. */
export const unitsAs = (write: Numbers): Codec => ({
  write: (value) => write(String(value)),
  read: (source) => checked(units, decimalOf(single(source))),
});

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** An amount of which the format says the currency elsewhere: that of the security. */
export const amountIn = (write: Numbers): Codec => ({
  write: (value, known) => {
    const { amount, currency: of } = value as Money;
    if (of !== known.value('currency', 'currency')) noCounterpart('its currency is not that of the security');
    return write(amount);
  },
  read: (source, known) => {
    const of = known.value('currency', 'currency') ?? noCounterpart('the currency of the security is not said');
    return checked(money, { amount: decimalOf(single(source)), currency: of });
  },
});

/** An amount with its currency in fields `amount` and `currency`. @param isUnitPrice - finer than the currency's coins */
export const moneyRecord = (isUnitPrice: boolean): Codec => ({
  write: (value) => ({ ...(value as Money) }),
  read: (source) => {
    const value = { amount: decimalOf(single(source, 'amount')), currency: single(source, 'currency') };
    return checked(isUnitPrice ? unitPrice : money, value);
  },
});

/** A word for a word; several words of the format may say the same, of which the first is written. */
export function wordsOf(pairs: Readonly<Record<string, readonly string[]>>, what: string): Codec {
  return {
    write: (value) => pairs[String(value)]?.[0] ?? noCounterpart(`${what} has no word for it`),
    read: (source) => {
      const written = single(source);
      const found = Object.entries(pairs).find(([, words]) => words.includes(written));
      return found?.[0] ?? noCounterpart(`the language has no word for "${written}"`);
    },
  };
}

const DAYS_OF_WEEK = 7;

/** `P6M` in fields `periodMultiplier` and `period`, as FpML and the Common Domain Model have it. */
export const frequencyRecord = (
  write: Numbers,
): Codec & { write(value: unknown): { readonly periodMultiplier: Tree; readonly period: string } } => ({
  write: (value) => {
    const written = String(value);
    return { periodMultiplier: write(written.slice(1, -1)), period: written.slice(-1) };
  },
  read: (source) => {
    const [count, unit] = [decimalOf(single(source, 'periodMultiplier')), single(source, 'period')];
    if (unit === 'W') return checked(period, `P${String(Number(count) * DAYS_OF_WEEK)}D`);
    return 'DMY'.includes(unit)
      ? checked(period, `P${count}${unit}`)
      : noCounterpart('it is not a period in days, months or years');
  },
});

const PINNED = /^([A-Z][A-Za-z0-9_]{0,39})@([1-9][0-9]{0,5})$/;

/** The name of a definition: two values of the language, one of the format. */
export const nameOfDefinition = (slot: 'name' | 'version'): Codec => ({
  write: (_, known) => `${String(known.value('head', 'name'))}@${String(known.value('head', 'version'))}`,
  read: (source) => {
    const [, name, version] =
      PINNED.exec(single(source)) ?? noCounterpart('it is not the name of a definition, such as ACME_2031@1');
    return slot === 'name' ? name : Number(version);
  },
});

/** A value that a format says only as one fixed thing: that the principal is repaid at par. */
export const onlyAs = (expected: string, known: (of: Known) => unknown, why: string): Codec => ({
  write: (value, of) => (value === expected ? String(known(of)) : noCounterpart(why)),
  read: (source, of) => {
    if (known(of) === undefined) return undefined;
    single(source);
    return expected;
  },
});
