import {
  businessCalendarRecord,
  calendarDateRecord,
  daysPassed,
  DomainError,
  passedDayRecord,
  type BusinessCalendar,
  type BusinessDate,
  type CalendarDate,
  type CalendarId,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';
import { readCharter } from './authority-records.js';

const dateKey = (calendar: CalendarId): string => `date/${calendar}`;
const passedDayKey = (calendar: CalendarId, date: BusinessDate): string => `passedDay/${calendar}/${date}`;
const calendarKey = (calendar: CalendarId): string => `calendar/${calendar}`;
const versionKey = (calendar: CalendarId, version: number): string => `calendarVersion/${calendar}/${version}`;

/** The business date of a calendar. @throws DomainError CALENDAR_UNKNOWN */
export async function readCalendarDate(state: WorldState, calendar: CalendarId): Promise<CalendarDate> {
  const value = await state.get(dateKey(calendar));
  if (value === undefined) throw new DomainError('CALENDAR_UNKNOWN', { calendar });
  return calendarDateRecord.decode(value);
}

/** Business date of the reference calendar. @throws DomainError NOT_BOOTSTRAPPED */
export async function readReferenceDate(state: WorldState): Promise<BusinessDate> {
  const { referenceCalendar } = await readCharter(state);
  return (await readCalendarDate(state, referenceCalendar)).businessDate;
}

/**
 * Stages that the days up to a business date have passed. Their keys have no policy of their own: like the creation of any
 * key they take the chaincode's majority, beside those whom the business date asks for.
 */
export function writeDaysPassed(state: WorldState, calendar: CalendarId, from: BusinessDate, to: BusinessDate): void {
  for (const date of daysPassed(from, to)) {
    state.put(passedDayKey(calendar, date), passedDayRecord.encode({ calendar, date }));
  }
}

/** Whether a day of a calendar has passed; what is read changes once at most. */
export const hasPassed = async (state: WorldState, calendar: CalendarId, date: BusinessDate): Promise<boolean> =>
  (await state.get(passedDayKey(calendar, date))) !== undefined;

/** Answers the business date of a calendar by what is found otherwise, whenever it is asked for, and lets nothing move it. */
export function standInForDate(state: WorldState, calendar: CalendarId, find: () => Promise<CalendarDate>): void {
  state.standIn(dateKey(calendar), async () => calendarDateRecord.encode(await find()));
}

/** Stages a business date. @param policy - set when the calendar opens; absent: as it is */
export function writeCalendarDate(state: WorldState, date: CalendarDate, policy?: Uint8Array): void {
  state.put(dateKey(date.calendar), calendarDateRecord.encode(date), policy);
}

/** A calendar as it is now. @throws DomainError CALENDAR_UNKNOWN */
export async function readCalendar(state: WorldState, calendar: CalendarId): Promise<BusinessCalendar> {
  return decode(calendar, await state.get(calendarKey(calendar)));
}

/** A calendar as it was in one of its versions. @throws DomainError CALENDAR_UNKNOWN */
export async function readCalendarVersion(
  state: WorldState,
  calendar: CalendarId,
  version: number,
): Promise<BusinessCalendar> {
  return decode(calendar, await state.get(versionKey(calendar, version)));
}

function decode(calendar: CalendarId, value: string | undefined): BusinessCalendar {
  if (value === undefined) throw new DomainError('CALENDAR_UNKNOWN', { calendar });
  return businessCalendarRecord.decode(value);
}

/** Stages a version of a calendar as the one in force, and beside the earlier ones, which stay. */
export function writeCalendar(state: WorldState, calendar: BusinessCalendar, policy: Uint8Array): void {
  const value = businessCalendarRecord.encode(calendar);
  state.put(calendarKey(calendar.id), value, policy);
  state.put(versionKey(calendar.id, calendar.version), value, policy);
}
