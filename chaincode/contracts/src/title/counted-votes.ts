import {
  isStandingFor,
  sha256Hex,
  standingVoteText,
  voteHash,
  voteOf,
  type Ballot,
  type BusinessDate,
  type Isin,
  type MspId,
  type Seat,
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

/** Whether an organisation may give commands today. */
async function votersInStanding(work: UnitOfWork): Promise<(voter: MspId) => boolean> {
  const acting = new Set((await work.participants()).acting.members);
  return (voter) => acting.has(voter);
}

/** The places for which whoever votes there has a standing vote that covers a transfer, in its own collection, too. */
export async function standingRoles(
  work: UnitOfWork,
  isin: Isin,
  seats: readonly Seat[],
  { units, today }: { readonly units: bigint; readonly today: BusinessDate },
): Promise<ReadonlySet<VotingRole>> {
  const ledger = await work.ledgerName();
  const mayVote = await votersInStanding(work);
  const roles = new Set<VotingRole>();
  for (const { role, mspId, deputy, isConflicted } of seats) {
    const voter = isConflicted ? deputy : mspId;
    // a register elsewhere says of each transfer that it has entered it
    if (voter === undefined || role === 'externalRegister' || !mayVote(voter)) continue;
    const standing = await findStandingVote(work.state, isin, role, voter);
    if (standing === undefined || !isStandingFor(standing, units, today)) continue;
    const hash = sha256Hex(standingVoteText(ledger, standing));
    if ((await work.ledger.privateRecords.hash(voter, privateStandingKey(isin, role, hash))) === hash) roles.add(role);
  }
  return roles;
}
