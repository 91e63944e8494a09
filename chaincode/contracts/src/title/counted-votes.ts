import {
  isStandingFor,
  standingVoteHash,
  voteHash,
  voteOf,
  type Ballot,
  type BusinessDate,
  type CountedVotes,
  type Isin,
  type MspId,
  type Seat,
  type StandingVote,
  type Vote,
  type VotingRole,
} from '@scrip/model';
import { findStandingVote, privateStandingKey, privateVoteKey } from '../records/ballot-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * The votes of a ballot that still lie in their voters' own collections: every endorser compares the hash that the channel
 * has. What a voter has changed there since counts no longer, even before the ballot says so, nor does the vote of an
 * organisation that has lost its standing.
 */
export async function confirmedVotes(work: UnitOfWork, { votes }: Ballot): Promise<readonly Vote[]> {
  const ledger = await work.ledgerName();
  const mayVote = await votersInStanding(work);
  const confirmed: Vote[] = [];
  for (const each of votes) {
    const { voter, instructionId, role } = each;
    const hash = await work.ledger.privateRecords.hash(voter, privateVoteKey(instructionId, role));
    if (hash === voteHash(ledger, voteOf(each)) && mayVote(voter)) confirmed.push(each);
  }
  return confirmed;
}

/** Where a protocol counts no standing votes. */
export const NONE_STANDING: CountedVotes['standing'] = new Map();

/** Whether an organisation may give commands today. */
async function votersInStanding(work: UnitOfWork): Promise<(voter: MspId) => boolean> {
  const acting = new Set((await work.participants()).acting.members);
  return (voter) => acting.has(voter);
}

/** The standing votes of those who vote from some places that cover a transfer, and lie in their own collections, too. */
export async function standingVotes(
  work: UnitOfWork,
  isin: Isin,
  seats: readonly Seat[],
  { units, today }: { readonly units: bigint; readonly today: BusinessDate },
): Promise<CountedVotes['standing']> {
  const ledger = await work.ledgerName();
  const mayVote = await votersInStanding(work);
  const found = new Map<VotingRole, StandingVote>();
  for (const { role, mspId, deputy, isConflicted } of seats) {
    const voter = isConflicted ? deputy : mspId;
    // a register elsewhere says of each transfer that it has entered it
    if (voter === undefined || role === 'externalRegister' || !mayVote(voter)) continue;
    const standing = await findStandingVote(work.state, isin, role, voter);
    if (standing === undefined || !isStandingFor(standing, units, today)) continue;
    const hash = standingVoteHash(ledger, standing);
    const kept = await work.ledger.privateRecords.hash(voter, privateStandingKey(isin, role, hash));
    if (kept === hash) found.set(role, standing);
  }
  return found;
}
