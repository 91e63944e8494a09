import {
  accountsOf,
  ballotTermsOf,
  DomainError,
  isEvidential,
  vote,
  voteHash,
  withVote,
  type CastVote,
  type OwnershipProtocol,
  type Vote,
} from '@scrip/model';
import { privateVoteKey, readBallot, writeBallot } from '../records/ballot-records.js';
import { protocolOf } from '../records/definition-records.js';
import { readInstruction } from '../records/instruction-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { presentTerms } from './present-deed.js';
import { isTitled, seatsOfTransfer } from './seats.js';

/**
 * Casts a vote that lies in the voter's collection: every endorser compares it with the hash that the channel has of it.
 * A person gives it, and signs it where the ledger has a key of the person.
 */
export const castVote: CommandHandler<Vote> = {
  body: vote,
  run: async (work, given) => {
    const { instructionId, isin, role, voter, operator } = given;
    if (voter !== work.callerMspId) throw new DomainError('AUTHORITY_DENIED', { rule: 'the own vote' });
    if (operator !== work.operator) throw new DomainError('VOTE_OF_ANOTHER', { instructionId });
    const security = await readSecurity(work.state, isin);
    const ballot = await readBallot(work.state, instructionId);
    const { businessDate } = await work.moment(security.calendar);
    if (!isTitled(security)) throw new DomainError('BALLOT_UNKNOWN', { instructionId });
    requireReason(given, await protocolOf(work.state, security.title), isEvidential(security.title));
    // whoever has a place now votes from it, whoever had it when the ballot was opened
    const transfer = await readInstruction(work.state, instructionId);
    if ((await presentTerms(work, security, transfer)) !== ballot.terms) {
      throw new DomainError('DEED_SUPERSEDED', { instructionId });
    }
    const seats = await seatsOfTransfer(work, security, accountsOf(transfer));
    const cast = withVote({ ...ballot, seats }, { ...given, ...signedBy(work) }, businessDate);
    await requireRecorded(work, given);
    writeBallot(work.state, cast);
    work.events.push({ type: 'VoteCast', ballot: cast, vote: given });
    return { instructionId, role, decision: given.decision };
  },
};

/** With what shows to everybody that the person gave it. */
const signedBy = ({ signed }: UnitOfWork): Pick<CastVote, 'signed'> => (signed === undefined ? {} : { signed });

/** Whoever votes against a transfer, or steps aside, says why; where the protocol wants it, everybody does. */
function requireReason({ decision, reason, instructionId }: Vote, protocol: OwnershipProtocol, evident: boolean): void {
  const isAsked = ballotTermsOf(protocol, evident)?.reasons === true || decision === 'no' || decision === 'stepsAside';
  if (isAsked && decision !== 'withdrawn' && reason === undefined) {
    throw new DomainError('VOTE_REASON_MISSING', { instructionId });
  }
}

/** @throws DomainError VOTE_NOT_RECORDED, VOTE_DIFFERS */
async function requireRecorded(work: UnitOfWork, given: Vote): Promise<void> {
  const { voter, instructionId, role } = given;
  const hash = await work.ledger.privateRecords.hash(voter, privateVoteKey(instructionId, role));
  if (hash === undefined) throw new DomainError('VOTE_NOT_RECORDED', { instructionId });
  if (hash !== voteHash(await work.ledgerName(), given)) throw new DomainError('VOTE_DIFFERS', { instructionId });
}
