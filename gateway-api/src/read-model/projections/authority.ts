import type { Database } from '../../storage/database.js';
import type { ParticipantRecord } from '../known-event.js';
import { setBusinessDate } from './calendar.js';
import type { ProjectionsOf } from './projections.js';

/** The founding of a channel, and its members. */
export const authorityProjections: ProjectionsOf<'AuthorityBootstrapped' | 'ParticipantChanged'> = {
  AuthorityBootstrapped: (database, { channel }, { charter, participants, calendars }) => {
    const { network, referenceCalendar } = charter;
    database.run('INSERT INTO charter VALUES (?, ?, ?)', channel, network, referenceCalendar);
    for (const participant of participants) writeParticipant(database, channel, participant);
    for (const each of calendars) setBusinessDate(database, channel, each);
  },
  ParticipantChanged: (database, { channel }, { participant }) => writeParticipant(database, channel, participant),
};

function writeParticipant(database: Database, channel: string, participant: ParticipantRecord): void {
  const sql = 'INSERT OR REPLACE INTO participant VALUES (?, ?, ?)';
  database.run(sql, channel, participant.mspId, JSON.stringify(participant));
}
