/**
 * Days and periods of the calendar. A day is a whole number: days since 1970-01-01, so that days are compared and added
 * without a limit. The arithmetic is that of H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
 */
export type Day = number;

const DAYS_OF_ERA = 146_097;
const EPOCH = 719_468;

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dayOfCivil({ year: y, month, day }: Civil): Day {
  const year = month <= 2 ? y - 1 : y;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_OF_ERA + dayOfEra - EPOCH;
}

function civilOfDay(of: Day): Civil {
  const shifted = of + EPOCH;
  const era = Math.floor(shifted / DAYS_OF_ERA);
  const dayOfEra = shifted - era * DAYS_OF_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** A date as it is written, `2026-06-15`. */
export function dayOf(written: string): Day {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(written) ?? [];
  if (year === undefined || month === undefined || day === undefined) throw new Error(`${written} is no date`);
  return dayOfCivil({ year: Number(year), month: Number(month), day: Number(day) });
}

/** How a day is written; for years of four digits. */
export function writtenDay(of: Day): string {
  const { year, month, day } = civilOfDay(of);
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

/** A whole number of days, months or years. */
export interface Period {
  readonly count: number;
  readonly unit: 'days' | 'months' | 'years';
}

/** A period as it is written, `6 months` or `1 year`. */
export function periodOf(written: string): Period {
  const [, count, unit] = /^(\d{1,3}|\d{4}|\d,\d{3}) (day|month|year)s?$/.exec(written) ?? [];
  if (count === undefined) throw new Error(`${written} is no period`);
  const number = Number(count.replace(',', ''));
  if (unit === 'day') return { count: number, unit: 'days' };
  return { count: number, unit: unit === 'month' ? 'months' : 'years' };
}

/** How facts name a period: ISO 8601, `P6M`. */
export const isoPeriod = ({ count, unit }: Period): string => `P${count}${unit.charAt(0).toUpperCase()}`;

const daysInMonth = (year: number, month: number): number =>
  month === 12 ? 31 : dayOfCivil({ year, month: month + 1, day: 1 }) - dayOfCivil({ year, month, day: 1 });

function monthsLater(of: Day, months: number): Day {
  const { year, month, day } = civilOfDay(of);
  const later = year * 12 + month - 1 + months;
  const target = { year: Math.floor(later / 12), month: (((later % 12) + 12) % 12) + 1 };
  return dayOfCivil({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

/** The day on which a period is over: that of the same number, or the last of a month that has no such day. */
export function over(from: Day, { count, unit }: Period): Day {
  if (unit === 'days') return from + count;
  return monthsLater(from, unit === 'months' ? count : count * 12);
}

/** The first day of a period that ends today: the day behind that of the same number. */
export function firstWithin({ count, unit }: Period, today: Day): Day {
  if (unit === 'days') return today - count + 1;
  return monthsLater(today, -(unit === 'months' ? count : count * 12)) + 1;
}
