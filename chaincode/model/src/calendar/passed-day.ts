import { addDays, businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { calendarId, type CalendarId } from '../identifiers/names.js';
import { record } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/**
 * A day of a calendar that has passed, be it a business day or none. It is written once, when the business date moves
 * beyond it: whoever asks whether a day is over reads something that no other day changes.
 */
export interface PassedDay {
  readonly calendar: CalendarId;
  readonly date: BusinessDate;
}

/** How a day that has passed is stored. */
export const passedDayRecord = storedRecord<PassedDay>(
  'passed day',
  record({ calendar: calendarId, date: businessDate }),
);

/** The days that pass when a business date moves: from the one that ends up to the one that begins, in their order. */
export function daysPassed(from: BusinessDate, to: BusinessDate): readonly BusinessDate[] {
  const passed: BusinessDate[] = [];
  for (let day = from; isBefore(day, to); day = addDays(day, 1)) passed.push(day);
  return passed;
}
