import { setBusinessDate } from './calendar.js';
import type { ProjectionsOf } from './projections.js';

/** The founding of a channel. */
export const authorityProjections: ProjectionsOf<'AuthorityBootstrapped'> = {
  AuthorityBootstrapped: (database, { channel }, { charter, participants, calendars }) => {
    const { network, referenceCalendar } = charter;
    database.run('INSERT INTO charter VALUES (?, ?, ?)', channel, network, referenceCalendar);
    for (const { mspId, ...facts } of participants) {
      database.run('INSERT INTO participant VALUES (?, ?, ?)', channel, mspId, JSON.stringify(facts));
    }
    for (const each of calendars) setBusinessDate(database, channel, each);
  },
};
