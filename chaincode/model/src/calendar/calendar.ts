import { businessDate, daysBetween, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { calendarId, type CalendarId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { record } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** A calendar with the business date that holds on the ledger. */
export interface CalendarDate {
  readonly calendar: CalendarId;
  readonly businessDate: BusinessDate;
}

/** How a business date is stored. */
export const calendarDateRecord = storedRecord<CalendarDate>(
  'business date',
  record({ calendar: calendarId, businessDate }),
);

/** Reader of the body of `calendar:advance`. */
export const advanceRequest = record({ calendar: calendarId, date: businessDate });

/**
 * The calendar at a later date. Because a step cannot be taken back, its length is limited: a mistyped year is refused
 * instead of ending the use of the calendar.
 *
 * @throws DomainError BUSINESS_DATE_NOT_LATER: a business date never stands still or goes back by a command;
 *   BUSINESS_DATE_STEP_EXCEEDED: more than `LIMITS.businessDateStepDaysMax` calendar days forward
 */
export function advance(current: CalendarDate, date: BusinessDate): CalendarDate {
  if (!isBefore(current.businessDate, date)) {
    throw new DomainError('BUSINESS_DATE_NOT_LATER', { businessDate: current.businessDate });
  }
  if (daysBetween(current.businessDate, date) > LIMITS.businessDateStepDaysMax) {
    const { businessDateStepDaysMax: daysMax } = LIMITS;
    throw new DomainError('BUSINESS_DATE_STEP_EXCEEDED', { businessDate: current.businessDate, daysMax });
  }
  return { ...current, businessDate: date };
}
