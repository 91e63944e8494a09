import { calendarDateRecord, DomainError, type BusinessDate, type CalendarDate, type CalendarId } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';
import { readCharter } from './authority-records.js';

const keyOf = (calendar: CalendarId): string => `date/${calendar}`;

/** The business date of a calendar. @throws DomainError CALENDAR_UNKNOWN */
export async function readCalendarDate(state: WorldState, calendar: CalendarId): Promise<CalendarDate> {
  const value = await state.get(keyOf(calendar));
  if (value === undefined) throw new DomainError('CALENDAR_UNKNOWN', { calendar });
  return calendarDateRecord.decode(value);
}

/** Business date of the reference calendar. @throws DomainError NOT_BOOTSTRAPPED */
export async function readReferenceDate(state: WorldState): Promise<BusinessDate> {
  const { referenceCalendar } = await readCharter(state);
  return (await readCalendarDate(state, referenceCalendar)).businessDate;
}

/** Stages a business date. @param policy - set when the calendar opens; absent: as it is */
export function writeCalendarDate(state: WorldState, date: CalendarDate, policy?: Uint8Array): void {
  state.put(keyOf(date.calendar), calendarDateRecord.encode(date), policy);
}
