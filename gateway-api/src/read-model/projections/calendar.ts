import { adjustDate, businessCalendar, canonicalJson, isBefore, parseBusinessDate } from '@scrip/model';
import { text, type Database } from '../../storage/database.js';
import { BusinessDayQueries } from '../business-day-queries.js';
import type { EventOf, ProjectionsOf } from './projections.js';

/** Business days: calendars, dates, cut-offs and breaks. */
export const calendarProjections: ProjectionsOf<
  | 'CalendarPublished'
  | 'BusinessDateStepAsked'
  | 'BusinessDateAdvanced'
  | 'BreakRaised'
  | 'BreakChanged'
  | 'BreakResolved'
> = {
  CalendarPublished: (database, { channel }, { calendar }) => {
    const sql = 'INSERT OR REPLACE INTO calendar VALUES (?, ?, ?)';
    database.run(sql, channel, calendar.id, canonicalJson(calendar));
  },
  BusinessDateStepAsked: (database, { channel }, { calendar, businessDate, phase, correction, by }) => {
    const asked = JSON.stringify({ businessDate, phase, correction, by });
    database.run('UPDATE business_date SET asked = ? WHERE channel = ? AND calendar = ?', asked, channel, calendar);
  },
  BusinessDateAdvanced: (database, { channel }, event) => {
    setBusinessDate(database, channel, event);
    markLate(database, channel, event);
  },
  BreakRaised: (database, { channel }, event) => writeBreak(database, channel, event.break),
  BreakChanged: (database, { channel }, event) => writeBreak(database, channel, event.break),
  BreakResolved: (database, { channel }, event) => writeBreak(database, channel, event.break),
};

/** The moment that holds for a calendar; a step that was asked for is taken or given up with it. */
export function setBusinessDate(
  database: Database,
  channel: string,
  { calendar, businessDate, phase }: Pick<EventOf<'BusinessDateAdvanced'>, 'calendar' | 'businessDate' | 'phase'>,
): void {
  const sql = 'INSERT OR REPLACE INTO business_date VALUES (?, ?, ?, ?, NULL)';
  database.run(sql, channel, calendar, businessDate, phase);
}

/** A break as it is now. */
function writeBreak(
  database: Database,
  channel: string,
  written: EventOf<'BreakRaised' | 'BreakResolved'>['break'],
): void {
  const status = written.resolution === undefined ? 'open' : 'resolved';
  const { calendar, breakId } = written;
  const facts = JSON.stringify(written);
  database.run('INSERT OR REPLACE INTO break VALUES (?, ?, ?, ?, ?)', channel, calendar, breakId, status, facts);
}

/**
 * Marks as late what is still pending although its day has ended. The ledger marks an instruction when it settles; to
 * mark each one at the end of the day would make the close a transaction without bound.
 */
function markLate(
  database: Database,
  channel: string,
  { calendar: id, businessDate, phase }: EventOf<'BusinessDateAdvanced'>,
): void {
  const calendar = businessCalendar(new BusinessDayQueries(database, channel).calendar(id), '');
  const today = parseBusinessDate(businessDate);
  const rows = database.all(
    `SELECT DISTINCT settlement_date FROM instruction
       JOIN security ON security.channel = instruction.channel AND security.isin = instruction.isin
       WHERE instruction.channel = ? AND security.calendar = ? AND status = 'pending' AND late_since IS NULL
         AND settlement_date <= ?`,
    ...[channel, id, businessDate],
  );
  for (const row of rows) {
    const settlementDate = text(row, 'settlement_date');
    const due = adjustDate([calendar], parseBusinessDate(settlementDate), 'following');
    const hasEnded = isBefore(due, today) || (due === today && phase === 'closed');
    if (!hasEnded) continue;
    database.run(
      `UPDATE instruction SET late_since = ? WHERE channel = ? AND settlement_date = ? AND status = 'pending'
         AND isin IN (SELECT isin FROM security WHERE channel = ? AND calendar = ?)`,
      ...[due, channel, settlementDate, channel, id],
    );
  }
}

/** What the ledger says of the lateness of an instruction that has settled. */
export function noteLateness(
  database: Database,
  channel: string,
  instructionId: string,
  lateSince: string | undefined,
): void {
  const sql = 'UPDATE instruction SET late_since = ? WHERE channel = ? AND instruction_id = ?';
  database.run(sql, lateSince ?? null, channel, instructionId);
}
