import { Temporal } from 'temporal-polyfill';
import type { Brand } from '../brand.js';
import { DomainError } from '../errors/domain-error.js';
import { checked, type Reader } from '../serialisation/reader.js';
import { FIRST_DATE, parseBusinessDate, plainDate, type BusinessDate } from './business-date.js';

/** A length of calendar time in one unit, by ISO 8601: `P40D`, `P6M` or `P1Y`. */
export type Period = Brand<string, 'Period'>;

const PERIOD = /^P[1-9][0-9]{0,3}[DMY]$/;

/** Reader of a period. Error: FIELD_INVALID. */
export const period: Reader<Period> = checked((text) => {
  if (!PERIOD.test(text)) throw new DomainError('FIELD_INVALID', { rule: 'a period such as P40D, P6M or P1Y' });
  return text as Period;
});

/**
 * The date a period later. A month or a year later is the day of the same number, or the last day of a month that has
 * no such day: 31 August and six months is 28 February.
 *
 * @throws DomainError DATE_INVALID beyond the dates that can be read
 */
export const addPeriod = (date: BusinessDate, length: Period): BusinessDate =>
  parseBusinessDate(plainDate(date).add(length).toString());

/**
 * The first day of the period that ends on a day, that day included: a week that ends on a Sunday begins on a Monday.
 * Month ends as in {@link addPeriod}. Of a period that is longer than there are dates, the first date that can be read.
 */
export function firstDayOf(length: Period, last: BusinessDate): BusinessDate {
  const first = plainDate(last).subtract(length).add({ days: 1 });
  return Temporal.PlainDate.compare(first, plainDate(FIRST_DATE)) < 0
    ? FIRST_DATE
    : parseBusinessDate(first.toString());
}

/**
 * How the day on which a period is over compares with another: negative where it lies before, zero or positive. Of a period
 * that ends beyond the dates that can be read, too: such a period is never over, and no reason to read no more.
 */
export const compareEnd = (since: BusinessDate, length: Period, day: BusinessDate): number =>
  Temporal.PlainDate.compare(plainDate(since).add(length), plainDate(day));

/** Whether a period that began on a date is over: from the date a period later on, that day included. */
export const hasElapsed = (since: BusinessDate, length: Period, today: BusinessDate): boolean =>
  compareEnd(since, length, today) <= 0;

/** A period in words: `40 days`, `1 year`. */
export function periodInWords(length: Period): string {
  const number = length.slice(1, -1);
  const unit = { D: 'day', M: 'month', Y: 'year' }[length.slice(-1)] ?? '';
  return `${number} ${unit}${number === '1' ? '' : 's'}`;
}
