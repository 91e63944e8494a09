import { changeHolidays, holidayChange, type HolidayChange } from '@scrip/model';
import { readCalendar, writeCalendar } from '../records/calendar-records.js';
import { calendarAttestors } from './attestors.js';
import type { CommandHandler } from '../transaction/submit.js';

/**
 * Publishes another version of a calendar, by the calendar authority; earlier versions stay on the ledger. Instructions
 * due on a day that became a holiday stay as they are and settle on the following business day.
 */
export const publishHolidays: CommandHandler<HolidayChange> = {
  body: holidayChange,
  run: async (work, change) => {
    const { businessDate } = await work.moment(change.calendar);
    const calendar = changeHolidays(await readCalendar(work.state, change.calendar), change, businessDate);
    const attestors = calendarAttestors(await work.participants());
    writeCalendar(work.state, calendar, await work.keyPolicy({ attestors }));
    work.events.push({ type: 'CalendarPublished', calendar });
    return { calendar: calendar.id, version: calendar.version };
  },
};
