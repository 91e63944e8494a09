import { businessCalendarRecord, type BusinessCalendar } from '../calendar/business-calendar.js';

/** Closing days of T2 in 2024 to 2027: 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December. */
const HOLIDAYS = [
  ...['2024-01-01', '2024-03-29', '2024-04-01', '2024-05-01', '2024-12-25', '2024-12-26'],
  ...['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-01', '2025-12-25', '2025-12-26'],
  ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-12-25', '2026-12-26'],
  ...['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-01', '2027-12-25', '2027-12-26'],
];

/** A calendar with the given days, by a name. */
export const calendarOf = (id: string, weekend: readonly string[], holidays: readonly string[]): BusinessCalendar =>
  businessCalendarRecord.decode(
    JSON.stringify({
      ...{ schema: 1, id, weekend, holidays, timeZone: 'Europe/Berlin', version: 1 },
      cutOffs: { instruction: '16:00', settlement: '18:00' },
    }),
  );

/** The calendar of T2, the euro settlement system. */
export const TARGET = calendarOf('TARGET', ['saturday', 'sunday'], HOLIDAYS);
