import {
  canonicalJson,
  DomainError,
  isAside,
  LIMITS,
  parseCanonicalJson,
  sha256Hex,
  standingVote,
  standingVoteReference,
  standingVoteText,
  vote,
  voteReason,
  voteReasonHash,
  voteReference,
  voteText,
  type InstructionId,
  type VoteReason,
  type VotingRole,
} from '@scrip/model';
import { findBallot, privateReasonKey, privateStandingKey, privateVoteKey } from '../records/ballot-records.js';
import { presented } from '../transaction/presented.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import type { LedgerTransaction } from '../world-state/ledger-transaction.js';

/**
 * Keeps a vote in the collection of the voter, at its own peer alone; the channel sees that there is one. From then on the
 * voter's earlier vote from this place counts no longer, and this one when it is cast. Of who has
 * stepped aside, its reason stays with it.
 */
export const recordVote: CommandHandler<ReturnType<typeof voteReference>> = {
  body: voteReference,
  run: async (work, { instructionId, role, vote: named }) => {
    const given = presented(work.ledger, 'vote', vote, 'VOTE_NOT_PRESENTED');
    const text = voteText(await work.ledgerName(), given);
    const isNamed = given.instructionId === instructionId && given.role === role;
    if (!isNamed || sha256Hex(text) !== named) throw new DomainError('VOTE_DIFFERS', { instructionId });
    requireOwn(work, given.voter);
    const ballot = await findBallot(work.state, instructionId);
    if (isAside(given.voter, role, ballot?.votes ?? [])) throw new DomainError('VOTER_NOT_SEATED', { instructionId });
    const { privateRecords } = work.ledger;
    if (given.reason !== undefined) {
      const reason = presented(work.ledger, 'reason', voteReason, 'VOTE_REASON_MISSING');
      if (voteReasonHash(reason) !== given.reason) throw new DomainError('VOTE_DIFFERS', { instructionId });
      privateRecords.write(privateReasonKey(instructionId, role), canonicalJson(reason));
    }
    privateRecords.write(privateVoteKey(instructionId, role), text);
    return { instructionId, role, vote: named };
  },
};

/**
 * Why the organisation of this peer has voted as it did, the last time that it gave a reason.
 *
 * @throws DomainError VOTE_REASON_MISSING, PEER_NOT_OF_CALLER
 */
export async function readVoteReason(
  { privateRecords }: LedgerTransaction,
  instructionId: InstructionId,
  role: VotingRole,
): Promise<VoteReason> {
  const text = await privateRecords.read(privateReasonKey(instructionId, role));
  if (text === undefined) throw new DomainError('VOTE_REASON_MISSING', { instructionId });
  return voteReason(parseCanonicalJson(text, LIMITS.privateRecordCharactersMax), '/reason');
}

/** Keeps a standing vote in the collection of the voter; it counts when the channel is told, too. */
export const recordStandingVote: CommandHandler<ReturnType<typeof standingVoteReference>> = {
  body: standingVoteReference,
  run: async (work, { isin, role, standing: named }) => {
    const given = presented(work.ledger, 'standing', standingVote, 'VOTE_NOT_PRESENTED');
    const text = standingVoteText(await work.ledgerName(), given);
    if (given.isin !== isin || given.role !== role || sha256Hex(text) !== named) {
      throw new DomainError('VOTE_DIFFERS', { isin });
    }
    requireOwn(work, given.voter);
    work.ledger.privateRecords.write(privateStandingKey(isin, role, named), text);
    return { isin, role, standing: named };
  },
};

function requireOwn(work: UnitOfWork, voter: string): void {
  if (voter !== work.callerMspId) throw new DomainError('AUTHORITY_DENIED', { rule: 'the own vote' });
}
