import { addDays, daysBetween, isBefore, lastOfMonth, monthOf, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { isOpenOn, type BusinessCalendar } from './business-calendar.js';

/**
 * Calendars that count together: a business day is one on which all of them are open (2006 ISDA Definitions, section
 * 1.4; the "joined" form of a list of business centres).
 */
export type JoinedCalendars = readonly BusinessCalendar[];

/**
 * What is done with a date that is no business day (2006 ISDA Definitions, section 4.12; 2021 ISDA Interest Rate
 * Derivatives Definitions, section 2.3): it stays, or moves to the first following business day, to that one unless it
 * falls in the next month, or to the first preceding one.
 */
export type BusinessDayConvention = 'none' | 'following' | 'modifiedFollowing' | 'preceding';

/** Whether a date is a business day. */
export const isBusinessDay = (calendars: JoinedCalendars, date: BusinessDate): boolean =>
  calendars.every((calendar) => isOpenOn(calendar, date));

/** The first business day from a date on, the date included, in one direction. */
function firstBusinessDay(calendars: JoinedCalendars, date: BusinessDate, direction: 1 | -1): BusinessDate {
  for (let days = 0; days <= LIMITS.closedDaysMax; days += 1) {
    const candidate = addDays(date, days * direction);
    if (isBusinessDay(calendars, candidate)) return candidate;
  }
  throw new DomainError('BUSINESS_DAY_ABSENT', { date, daysMax: LIMITS.closedDaysMax });
}

/** The first business day after a date. @throws DomainError BUSINESS_DAY_ABSENT, DATE_INVALID */
export const nextBusinessDay = (calendars: JoinedCalendars, date: BusinessDate): BusinessDate =>
  firstBusinessDay(calendars, addDays(date, 1), 1);

/** The last business day before a date. @throws DomainError BUSINESS_DAY_ABSENT, DATE_INVALID */
export const previousBusinessDay = (calendars: JoinedCalendars, date: BusinessDate): BusinessDate =>
  firstBusinessDay(calendars, addDays(date, -1), -1);

/**
 * The date, moved by a convention when it is no business day.
 *
 * @throws DomainError BUSINESS_DAY_ABSENT, DATE_INVALID
 */
export function adjustDate(
  calendars: JoinedCalendars,
  date: BusinessDate,
  convention: BusinessDayConvention,
): BusinessDate {
  if (convention === 'none') return date;
  if (convention === 'preceding') return firstBusinessDay(calendars, date, -1);
  const following = firstBusinessDay(calendars, date, 1);
  const isModified = convention === 'modifiedFollowing' && monthOf(following) !== monthOf(date);
  return isModified ? firstBusinessDay(calendars, date, -1) : following;
}

/**
 * The business day some business days later, or earlier when the number is negative. A date that is no business day
 * counts from where it stands: one business day after a Saturday is Monday.
 *
 * @throws DomainError BUSINESS_DAY_ABSENT, DATE_INVALID, LIMIT_EXCEEDED
 */
export function addBusinessDays(calendars: JoinedCalendars, date: BusinessDate, days: number): BusinessDate {
  requireSpan(days);
  const step = days < 0 ? previousBusinessDay : nextBusinessDay;
  let moved = date;
  for (let count = 0; count < Math.abs(days); count += 1) moved = step(calendars, moved);
  return moved;
}

/**
 * How many business days lie from one date up to another, the first included and the last not; negative when the other
 * date is the earlier one.
 *
 * @throws DomainError LIMIT_EXCEEDED
 */
export function businessDaysBetween(calendars: JoinedCalendars, from: BusinessDate, to: BusinessDate): number {
  if (isBefore(to, from)) return -businessDaysBetween(calendars, to, from) || 0;
  const span = daysBetween(from, to);
  requireSpan(span);
  const dates = Array.from({ length: span }, (_, days) => addDays(from, days));
  return dates.filter((date) => isBusinessDay(calendars, date)).length;
}

/** The last business day of the month of a date. @throws DomainError BUSINESS_DAY_ABSENT */
export const lastBusinessDayOfMonth = (calendars: JoinedCalendars, date: BusinessDate): BusinessDate =>
  firstBusinessDay(calendars, lastOfMonth(date), -1);

function requireSpan(days: number): void {
  const { dateSpanDaysMax: daysMax } = LIMITS;
  if (Math.abs(days) > daysMax) throw new DomainError('LIMIT_EXCEEDED', { daysMax });
}
