import type { Calendar, Weekday } from './calendar.js';
import type { ConfigProblem } from './config-error.js';
import type { Entries, Entry } from './entries.js';
import { suggest } from './suggestion.js';

const DAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const weekday = (date: string): Weekday | undefined => DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()];

/** Why a calendar is closed on a date; undefined on business days. */
function closing(calendar: Calendar, date: string): string | undefined {
  if (calendar.holidays.includes(date)) return 'a holiday';
  const day = weekday(date);
  return day !== undefined && calendar.weekend.includes(day) ? `a ${day}` : undefined;
}

function nextBusinessDay(calendar: Calendar, date: string): string {
  const next = new Date(`${date}T00:00:00Z`);
  const last = calendar.holidays.length + DAYS.length;
  for (let days = 0; days < last; days += 1) {
    next.setUTCDate(next.getUTCDate() + 1);
    const candidate = next.toISOString().slice(0, 10);
    if (closing(calendar, candidate) === undefined) return candidate;
  }
  return date;
}

function checkCalendar({ file, value }: Entry<Calendar>): ConfigProblem[] {
  const problems = value.holidays.flatMap((date, index) => {
    const before = index === 0 ? undefined : value.holidays[index - 1];
    if (before === undefined || before < date) return [];
    const what = before === date ? `holiday ${date} is listed twice` : `holiday ${date} stands after ${before}`;
    return [file.problem(['holidays', index], what, 'list each day once, in ascending order')];
  });
  const closed = closing(value, value.openingDate);
  if (closed !== undefined) {
    const hint = `the next business day is ${nextBusinessDay(value, value.openingDate)}`;
    const message = `openingDate ${value.openingDate} is ${closed} in calendar ${value.id}`;
    problems.push(file.problem(['openingDate'], message, hint));
  }
  return problems;
}

function checkReference(entries: Entries): ConfigProblem[] {
  const known = entries.names('calendar', 'id');
  return entries.consortium.flatMap(({ file, value: { referenceCalendar: id } }) =>
    known.includes(id) ? [] : [file.problem(['referenceCalendar'], `no calendar has the id ${id}`, suggest(id, known))],
  );
}

/** Checks that holidays ascend, that each calendar opens on a business day, and that the reference calendar is one. */
export function checkCalendars(entries: Entries): ConfigProblem[] {
  return [...entries.calendars.flatMap(checkCalendar), ...checkReference(entries)];
}
