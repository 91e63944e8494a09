import { calendarDateRecord, DomainError, type CalendarDate, type CalendarId } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (calendar: CalendarId): string => `date/${calendar}`;

/** The business date of a calendar. @throws DomainError CALENDAR_UNKNOWN */
export async function readCalendarDate(state: WorldState, calendar: CalendarId): Promise<CalendarDate> {
  const value = await state.get(keyOf(calendar));
  if (value === undefined) throw new DomainError('CALENDAR_UNKNOWN', { calendar });
  return calendarDateRecord.decode(value);
}

/** Stages a business date. @param policy - set when the calendar opens; absent: as it is */
export function writeCalendarDate(state: WorldState, date: CalendarDate, policy?: Uint8Array): void {
  state.put(keyOf(date.calendar), calendarDateRecord.encode(date), policy);
}
