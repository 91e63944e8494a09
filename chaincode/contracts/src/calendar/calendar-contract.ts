import { advance, advanceRequest, calendarId, type BusinessDate, type CalendarId } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readCalendarDate, writeCalendarDate } from '../records/calendar-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit, type CommandHandler } from '../transaction/submit.js';

/** Moves a business date forward by a limited step. The key's policy asks the registrar's peer too. */
const advanceDate: CommandHandler<{ readonly calendar: CalendarId; readonly date: BusinessDate }> = {
  body: advanceRequest,
  run: async (work, { calendar, date }) => {
    const current = await readCalendarDate(work.state, calendar);
    const next = advance(current, date);
    writeCalendarDate(work.state, next);
    work.businessDate = next.businessDate;
    const { businessDate } = next;
    work.events.push({ type: 'BusinessDateAdvanced', calendar, previous: current.businessDate, businessDate });
    return next;
  },
};

/** The business dates that decide every legal date. */
@Info({ title: 'calendar', description: 'Business dates' })
export class CalendarContract extends ScripContract {
  constructor() {
    super('calendar');
  }

  async advance(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'calendar:advance', args, advanceDate);
  }

  async businessDate(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'calendar:businessDate', args, ({ state }, calendar) =>
      readCalendarDate(state, calendarId(calendar, '/calendar')),
    );
  }
}
