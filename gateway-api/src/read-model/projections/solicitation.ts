import { addTally, canonicalJson, talliedAs, type RecordedVote } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import { tallyOf } from '../solicitation-queries.js';
import type { EventOf, ProjectionsOf } from './projections.js';

type SolicitationEvent = EventOf<'SolicitationOpened' | 'SolicitationDecided' | 'SolicitationEnded'>;

function keep(database: Database, { channel }: EventPlace, { solicitation, security }: SolicitationEvent): void {
  const { isin, number, state, recordDate, deadline, effectiveFrom, closesEarly } = solicitation;
  const tally = tallyOf(database, channel, isin, number);
  database.run(
    'INSERT OR REPLACE INTO solicitation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ...[channel, isin, number, state, recordDate, deadline, effectiveFrom, closesEarly ? 1 : 0],
    ...[tally.yes.toString(), tally.no.toString(), tally.aside.toString(), tally.votes, canonicalJson(solicitation)],
  );
  const sql = 'UPDATE security SET name = ?, facts = ? WHERE channel = ? AND isin = ?';
  database.run(sql, security.name, canonicalJson(security), channel, isin);
}

function enter(database: Database, { channel }: EventPlace, { vote }: EventOf<'HolderVoted'>): void {
  const { isin, number, holderId, designation = [], isAside } = vote;
  const account = [holderId, ...designation].join('/');
  const sql = 'INSERT INTO solicitation_vote VALUES (?, ?, ?, ?, ?, ?)';
  database.run(sql, channel, isin, number, account, holderId, canonicalJson(vote));
  const [units, yes, no] = [BigInt(vote.units), BigInt(vote.yes), BigInt(vote.no)];
  const said = talliedAs({ units, yes, no, isAside } as RecordedVote);
  const tally = addTally(tallyOf(database, channel, isin, number), said);
  database.run(
    'UPDATE solicitation SET yes = ?, no = ?, aside = ?, votes = ? WHERE channel = ? AND isin = ? AND number = ?',
    ...[tally.yes.toString(), tally.no.toString(), tally.aside.toString(), tally.votes, channel, isin, number],
  );
}

/** Solicitations as they are from now on, with the security; and votes as they come in. */
export const solicitationProjections: ProjectionsOf<SolicitationEvent['type'] | 'HolderVoted'> = {
  SolicitationOpened: keep,
  SolicitationDecided: keep,
  SolicitationEnded: keep,
  HolderVoted: enter,
};
