import type { Database } from '../../storage/database.js';
import type { ProjectionsOf } from './projections.js';

/** The founding of a channel, and its business dates. */
export const authorityProjections: ProjectionsOf<'AuthorityBootstrapped' | 'BusinessDateAdvanced'> = {
  AuthorityBootstrapped: (database, { channel }, { charter, participants, calendars }) => {
    const { network, referenceCalendar } = charter;
    database.run('INSERT INTO charter VALUES (?, ?, ?)', channel, network, referenceCalendar);
    for (const { mspId, ...facts } of participants) {
      database.run('INSERT INTO participant VALUES (?, ?, ?)', channel, mspId, JSON.stringify(facts));
    }
    for (const { calendar, businessDate } of calendars) setBusinessDate(database, channel, calendar, businessDate);
  },
  BusinessDateAdvanced: (database, { channel }, { calendar, businessDate }) => {
    setBusinessDate(database, channel, calendar, businessDate);
  },
};

function setBusinessDate(database: Database, channel: string, calendar: string, date: string): void {
  database.run('INSERT OR REPLACE INTO business_date VALUES (?, ?, ?)', channel, calendar, date);
}
