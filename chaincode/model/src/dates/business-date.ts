import { Temporal } from 'temporal-polyfill';
import type { Brand } from '../brand.js';
import { DomainError } from '../errors/domain-error.js';
import { checked, type Reader } from '../serialisation/reader.js';

/**
 * A date of a business calendar as it stands on the ledger: ISO 8601 `year-month-day`, without a time and without a
 * zone. It decides every legal date; the timestamp of a transaction is chosen by its client and decides none.
 */
export type BusinessDate = Brand<string, 'BusinessDate'>;

/** The first date that can be read. */
export const FIRST_DATE = '1900-01-01' as BusinessDate;

const DATE = /^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$/;

/**
 * Reads a date from 1900 to 2199.
 *
 * @throws DomainError DATE_INVALID for another form or a day that does not exist
 */
export function parseBusinessDate(text: string): BusinessDate {
  if (known.has(text)) return text as BusinessDate;
  try {
    if (!DATE.test(text)) throw new RangeError('form');
    return plainDate(text).toString() as BusinessDate;
  } catch (error) {
    throw new DomainError('DATE_INVALID', {}, error);
  }
}

/** Dates that were found to exist: a register reads the same few again and again. */
const known = new Map<string, Temporal.PlainDate>();
const KNOWN_MAX = 10_000;

/** A date in a form that can be reckoned with. @throws RangeError for a day that does not exist */
export function plainDate(text: string): Temporal.PlainDate {
  const earlier = known.get(text);
  if (earlier !== undefined) return earlier;
  const date = Temporal.PlainDate.from(text, { overflow: 'reject' });
  if (known.size < KNOWN_MAX) known.set(text, date);
  return date;
}

/** Reader of {@link parseBusinessDate}. */
export const businessDate: Reader<BusinessDate> = checked(parseBusinessDate);

/** Negative, zero or positive as `left` is before, on or after `right`: years of four digits are ordered as texts are. */
export const compareDates = (left: BusinessDate, right: BusinessDate): number =>
  left < right ? -1 : left > right ? 1 : 0;

/** Calendar days from `date` to `other`; negative when `other` lies before. */
export const daysBetween = (date: BusinessDate, other: BusinessDate): number =>
  date === other ? 0 : plainDate(date).until(plainDate(other), { largestUnit: 'day' }).days;

/** The date some calendar days later. @throws DomainError DATE_INVALID beyond the dates that can be read */
export const addDays = (date: BusinessDate, days: number): BusinessDate =>
  days === 0 ? date : parseBusinessDate(plainDate(date).add({ days }).toString());

/** Whether `date` lies before `other`. */
export const isBefore = (date: BusinessDate, other: BusinessDate): boolean => compareDates(date, other) < 0;

/** The days of the week by their English names, Monday first (ISO 8601). */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number];

/** The day of the week of a date. */
export const dayOfWeek = (date: BusinessDate): Weekday => WEEKDAYS[plainDate(date).dayOfWeek - 1] ?? 'sunday';

/** Year and month of a date: `2026-11`. */
export const monthOf = (date: BusinessDate): string => date.slice(0, 7);

/** The last day of the month of a date. */
export const lastOfMonth = (date: BusinessDate): BusinessDate => {
  const { daysInMonth: day } = plainDate(date);
  return plainDate(date).with({ day }).toString() as BusinessDate;
};
