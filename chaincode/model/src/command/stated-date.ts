import { businessDate, daysBetween, isBefore, type BusinessDate } from '../dates/business-date.js';
import { calendarId, type CalendarId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, record, refuseField, type Reader } from '../serialisation/reader.js';

/**
 * The business date of one calendar on which a command is carried out, and the last one on which it can be entered. Who
 * signs the command off-line signs both, so that it does not depend on the day on which it is submitted.
 */
export interface StatedDate {
  readonly calendar: CalendarId;
  /** A day that has come. */
  readonly on: BusinessDate;
  /** A day that has not passed; at most `overrideDaysMax` calendar days after `on`. */
  readonly until: BusinessDate;
}

const fields = record({ calendar: calendarId, on: businessDate, until: businessDate });

const statedDate: Reader<StatedDate> = (value, path) => {
  const stated = fields(value, path);
  const { overrideDaysMax: daysMax } = LIMITS;
  const isInOrder = !isBefore(stated.until, stated.on) && daysBetween(stated.on, stated.until) <= daysMax;
  return isInOrder ? stated : refuseField(`${path}/until`, `from the day that is stated to ${daysMax} days after it`);
};

const dates = list(statedDate, { min: 1, max: LIMITS.calendarsMax });

/** Reader of the dates that a command states, one for each calendar. Errors: FIELD_INVALID, DUPLICATE_IN_BATCH. */
export const statedDates: Reader<readonly StatedDate[]> = (value, path) => {
  const stated = dates(value, path);
  requireDistinct(stated.map(({ calendar }) => calendar));
  return stated;
};
