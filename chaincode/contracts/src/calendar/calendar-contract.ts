import { BREAK_SEVERITIES, calendarId, DomainError } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readParticipants } from '../records/authority-records.js';
import { openBreakIds, readBreak } from '../records/break-records.js';
import { readCalendar, readCalendarDate, readCalendarVersion } from '../records/calendar-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { assignBreak, endBreak, explainBreak, raiseBreak } from './breaks.js';
import { publishHolidays } from './change-holidays.js';
import { advanceDay, correctDay } from './take-step.js';

/** The business dates that decide every legal date, the calendars that they run on, and the breaks that hold them up. */
@Info({ title: 'calendar', description: 'Business days: calendars, dates, cut-offs and breaks' })
export class CalendarContract extends ScripContract {
  constructor() {
    super('calendar');
  }

  async advance(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'calendar:advance', args, advanceDay);
  }

  async correct(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'calendar:correct', args, correctDay);
  }

  async changeHolidays(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'calendar:changeHolidays', args, publishHolidays);
  }

  async raiseBreak(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'calendar:raiseBreak', args, raiseBreak);
  }

  async assignBreak(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'calendar:assignBreak', args, assignBreak);
  }

  async explainBreak(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'calendar:explainBreak', args, explainBreak);
  }

  async resolveBreak(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'calendar:resolveBreak', args, endBreak);
  }

  async businessDate(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'calendar:businessDate', args, ({ state }, calendar) =>
      readCalendarDate(state, calendarId(calendar, '/calendar')),
    );
  }

  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'calendar:get', args, ({ state }, calendar) =>
      readCalendar(state, calendarId(calendar, '/calendar')),
    );
  }

  async version(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'calendar:version', args, ({ state }, calendar, version = '') => {
      if (!/^[1-9][0-9]{0,9}$/.test(version)) throw new DomainError('FIELD_INVALID', { path: '/version' });
      return readCalendarVersion(state, calendarId(calendar, '/calendar'), Number(version));
    });
  }

  async openBreaks(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'calendar:openBreaks', args, async ({ state }, text) => {
      const { calendar } = await readCalendarDate(state, calendarId(text, '/calendar'));
      const breaks = [];
      const { members } = await readParticipants(state);
      for (const severity of BREAK_SEVERITIES) {
        for (const id of await openBreakIds(state, calendar, members, severity)) {
          breaks.push(await readBreak(state, calendar, id));
        }
      }
      return { calendar, breaks };
    });
  }
}
