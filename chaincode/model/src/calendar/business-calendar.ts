import {
  businessDate,
  dayOfWeek,
  isBefore,
  type BusinessDate,
  type Weekday,
  WEEKDAYS,
} from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { calendarId, type CalendarId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { count, list, pattern, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** The cut-offs of a business day, in their order: for instructions due the same day, then for settlement. */
export const CUT_OFFS = ['instruction', 'settlement'] as const;

/** A cut-off of a business day. */
export type CutOff = (typeof CUT_OFFS)[number];

/**
 * A business calendar on the ledger. The times are what its authority undertakes to keep: the ledger has no clock, and
 * a cut-off has passed when the calendar authority and the registrar say so.
 */
export interface BusinessCalendar {
  readonly id: CalendarId;
  readonly weekend: readonly Weekday[];
  /** Closing days in ascending order; a day of the weekend may be among them. */
  readonly holidays: readonly BusinessDate[];
  /** IANA name of the zone in which the cut-offs are given. */
  readonly timeZone: string;
  /** Hour and minute of each cut-off. */
  readonly cutOffs: Readonly<Record<CutOff, string>>;
  /** Counts the changes of the holidays, from 1. */
  readonly version: number;
}

const timeOfDay = pattern(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'hour and minute');

/** A list of dates, each once, in ascending order. */
const ascendingDates: Reader<readonly BusinessDate[]> = (value, path) => {
  const dates = list(businessDate, { min: 0, max: LIMITS.holidaysPerCalendarMax })(value, path);
  dates.forEach((date, index) => {
    const before = dates[index - 1];
    if (before !== undefined && !isBefore(before, date)) refuseField(`${path}/${index}`, 'in ascending order');
  });
  return dates;
};

const weekend: Reader<readonly Weekday[]> = (value, path) => {
  const days = list(word(...WEEKDAYS), { min: 0, max: WEEKDAYS.length - 1 })(value, path);
  requireDistinct(days);
  return days;
};

/** The fields of a calendar that its authority chooses. */
export const calendarFields = {
  id: calendarId,
  weekend,
  holidays: ascendingDates,
  timeZone: pattern(/^[A-Za-z]+(\/[A-Za-z_+-]+){0,2}$/, 'an IANA time zone'),
  cutOffs: record({ instruction: timeOfDay, settlement: timeOfDay }),
} as const;

/** Reader of a calendar of the ledger. */
export const businessCalendar: Reader<BusinessCalendar> = record({
  ...calendarFields,
  version: count({ min: 1, max: Number.MAX_SAFE_INTEGER }),
});

/** How a calendar is stored. */
export const businessCalendarRecord = storedRecord<BusinessCalendar>('business calendar', businessCalendar);

/** Whether a calendar is open on a date. */
export const isOpenOn = ({ weekend, holidays }: BusinessCalendar, date: BusinessDate): boolean =>
  !weekend.includes(dayOfWeek(date)) && !holidays.includes(date);

/** Days that become holidays and days that no longer are, as seen from a version of the calendar. */
export interface HolidayChange {
  readonly calendar: CalendarId;
  /** Version that the change was decided on; any other is refused. */
  readonly version: number;
  readonly add: readonly BusinessDate[];
  readonly remove: readonly BusinessDate[];
}

/** Reader of the body of `calendar:changeHolidays`. */
export const holidayChange: Reader<HolidayChange> = (value, path) => {
  const change = record({
    calendar: calendarId,
    version: count({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    add: ascendingDates,
    remove: ascendingDates,
  })(value, path);
  if (change.add.length + change.remove.length === 0) refuseField(path, 'at least one day');
  return change;
};

/**
 * The next version of a calendar. Days up to the business date are settled facts and stay as they were.
 *
 * @throws DomainError CALENDAR_VERSION_STALE, HOLIDAY_NOT_FUTURE, HOLIDAY_UNCHANGED, LIMIT_EXCEEDED
 */
export function changeHolidays(
  calendar: BusinessCalendar,
  { version, add, remove }: HolidayChange,
  today: BusinessDate,
): BusinessCalendar {
  if (version !== calendar.version) throw new DomainError('CALENDAR_VERSION_STALE', { version: calendar.version });
  const { holidays } = calendar;
  for (const date of [...add, ...remove]) {
    if (!isBefore(today, date)) throw new DomainError('HOLIDAY_NOT_FUTURE', { date, businessDate: today });
  }
  const unchanged = add.find((date) => holidays.includes(date)) ?? remove.find((date) => !holidays.includes(date));
  if (unchanged !== undefined) throw new DomainError('HOLIDAY_UNCHANGED', { date: unchanged });
  const changed = [...holidays.filter((date) => !remove.includes(date)), ...add].sort();
  if (changed.length > LIMITS.holidaysPerCalendarMax) {
    throw new DomainError('LIMIT_EXCEEDED', { holidaysMax: LIMITS.holidaysPerCalendarMax });
  }
  return { ...calendar, holidays: changed, version: version + 1 };
}
