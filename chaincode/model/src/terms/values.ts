import { businessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { lei, type Lei } from '../identifiers/lei.js';
import { calendarId, type CalendarId } from '../identifiers/names.js';
import { registerNumber, type RegisterNumber } from '../identifiers/register-number.js';
import { LIMITS } from '../limits.js';
import { decimalText } from '../numbers/decimal.js';
import { money, unitPrice, type Money } from '../numbers/money.js';
import type { Rounding } from '../numbers/rounding.js';
import { units } from '../numbers/units.js';
import {
  count,
  list,
  optional,
  pattern,
  record,
  refuseField,
  text,
  word,
  type Reader,
} from '../serialisation/reader.js';

/** A decimal string without zeros at the end of its fraction, so that one number is written in one way. */
export const decimal = (lowest: string, highest?: string): Reader<string> => {
  const read = decimalText(lowest, highest);
  return (value, path) => requirePlain(read(value, path), path);
};

function requirePlain(text: string, path: string): string {
  return /\.[0-9]*0$/.test(text) ? refuseField(path, 'a number without zeros at its end', 'AMOUNT_INVALID') : text;
}

/** A rate, a price or a part in per cent, not negative. */
export const percent = decimal('0', '1000');

/** A margin or a change in per cent, which may be negative. */
export const signedPercent = decimal('-100', '100');

/** A part of a whole in per cent. */
export const part = decimal('0', '100');

/** A number by which something is multiplied or to which it is compared. */
export const factor = decimal('0');

/** An amount of money. */
export const amount: Reader<Money> = plainMoney(money);

/** What one unit costs: more digits than the minor unit are allowed. */
export const unitAmount: Reader<Money> = plainMoney(unitPrice);

function plainMoney(reader: Reader<Money>): Reader<Money> {
  return (value, path) => {
    const read = reader(value, path);
    requirePlain(read.amount, `${path}/amount`);
    return read;
  };
}

/** What somebody or something is called: a text in the words of the document. */
export const label: Reader<string> = text(LIMITS.nameCharactersMax);

/** What is said in words, for people and courts to judge. */
export const wording: Reader<string> = text(LIMITS.termTextCharactersMax);

/** Name of an event, such as `ChangeOfControl`. */
export const eventName = pattern(/^[A-Z][A-Za-z0-9]{0,39}$/, 'the name of an event, such as ChangeOfControl');

/** Name of a quantity in a formula, such as `round price`. */
export const quantityName = pattern(/^[a-z][a-z0-9]*( [a-z0-9]+){0,5}$/, 'the name of a quantity, such as round price');

/** Name of a published rate or index, such as `EURIBOR` or `HICP ex tobacco`. */
export const indexName: Reader<string> = text(60);

/** Calendars, each once: a day counts as a business day where it is one in all of them. */
export const calendars: Reader<readonly CalendarId[]> = distinct(
  list(calendarId, { min: 1, max: LIMITS.calendarsPerTermMax }),
);

/**
 * Day counts by ISDA 2006 section 4.16 (2021: 4.6.1) and ICMA rule 251; ACTUS `dayCountConvention`.
 */
export const DAY_COUNTS = [
  'ACT/ACT-ICMA',
  'ACT/ACT-ISDA',
  'ACT/360',
  'ACT/365F',
  '30/360',
  '30E/360',
  '30E/360-ISDA',
] as const;

/** Business day conventions by ISDA 2006 section 4.12; ACTUS `businessDayConvention`. */
export const DAY_CONVENTIONS = [
  'following',
  'modified-following',
  'preceding',
  'modified-preceding',
  'unchanged',
] as const;

/** Roundings that a text can name (`exact` refuses instead). */
export const ROUNDINGS = ['down', 'up', 'floor', 'ceiling', 'half-even', 'half-up'] as const satisfies Rounding[];

/** Number of days of a notice, a grace or a record date. */
export const days = count({ min: 0, max: LIMITS.termDaysMax });

/** Whether days are counted in the calendars of the security or all of them count. */
export const dayKind = word('business', 'calendar');

/** How many days before it takes effect something is told: at least, and at most where that is limited. */
export const notice = record({ daysMin: days, daysMax: optional(days) });

/** Prices in per cent of the nominal, each from a date on until the next one. */
export const prices = schedule(record({ from: businessDate, percent }));

/** A list of as many entries as a schedule may have. */
export function schedule<T>(entry: Reader<T>): Reader<readonly T[]> {
  return list(entry, { min: 1, max: LIMITS.scheduleEntriesMax });
}

/** Some things that are named, in the order in which they come. */
export const labels: Reader<readonly string[]> = distinct(list(label, { min: 1, max: LIMITS.labelsPerTermMax }));

/** Words of a list, each once. */
export const words = <const W extends string>(...of: readonly W[]): Reader<readonly W[]> =>
  distinct(list(word(...of), { min: 1, max: of.length }));

function distinct<T extends string>(reader: Reader<readonly T[]>): Reader<readonly T[]> {
  return (value, path) => {
    const read = reader(value, path);
    return new Set(read).size === read.length ? read : refuseField(path, 'each once', 'DUPLICATE_IN_BATCH');
  };
}

/** Somebody that is not the issuer: by LEI, by a public register, or by name where it has neither. */
export type NamedParty = { readonly lei: Lei } | { readonly register: RegisterNumber } | { readonly name: string };

/** Reader of a {@link NamedParty}. */
export const party: Reader<NamedParty> = oneOf({ lei, register: registerNumber, name: label });

/** Into what is converted or exercised: a security, or a class of shares of the issuer. */
export type Delivered = { readonly isin: Isin } | { readonly class: string };

/** Reader of {@link Delivered}. */
export const delivered: Reader<Delivered> = oneOf({ isin, class: label });

/** What a price is observed of: a security, an index, or a class of shares of the issuer. */
export type Underlying = Delivered | { readonly index: string };

/** Reader of an {@link Underlying}. */
export const underlying: Reader<Underlying> = oneOf({ isin, class: label, index: indexName });

/** So many units got for so many given. */
export const ratio = record({ numerator: units, denominator: units });

type Choices = Readonly<Record<string, Reader<unknown>>>;
type Choice<C extends Choices> = {
  [K in keyof C]: { readonly [N in K]: C[K] extends Reader<infer T> ? T : never };
}[keyof C];

/** A record with exactly one of the named fields, by which it is told what it is. */
export function oneOf<C extends Choices>(choices: C): Reader<Choice<C>> {
  const readers = Object.entries(choices).map(([name, reader]) => [name, record({ [name]: reader })] as const);
  return (value, path) => {
    const named = typeof value === 'object' && value !== null ? value : {};
    const [, read] = readers.find(([name]) => Object.hasOwn(named, name)) ?? readers[0] ?? [];
    return (read ?? record({}))(value, path) as Choice<C>;
  };
}
