import {
  addTally,
  DomainError,
  givenVote,
  isAutomaton,
  isTreasury,
  ownerOf,
  requireRecordDateOver,
  requireSolicitationOpen,
  requireVotable,
  requireVoting,
  talliedAs,
  votingAccount,
  type GivenAct,
  type HolderVote,
  type Party,
  type RecordedVote,
  type VotingAccount,
} from '@scrip/model';
import { readParty } from '../records/party-records.js';
import { findVote, readSolicitation, readTallyOf, writeTally, writeVote } from '../records/solicitation-records.js';
import { securityAndDay } from '../register/encumber.js';
import { requireActOf } from '../register/holder-acts.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { heldAtRecordDate } from './record-date.js';

/**
 * Votes with the units that an account had at the end of the record date: its custodian brings in what its holder has
 * signed, or speaks for a holder without keys. Once for each account.
 */
export const castHolderVote: CommandHandler<GivenAct<HolderVote>> = {
  body: givenVote,
  run: async (work, given) => {
    const { act, authorisation } = given;
    const { security, today } = await securityAndDay(work, act.isin);
    const solicitation = await readSolicitation(work.state, act);
    requireVoting(solicitation, today);
    if (act.hash !== solicitation.hash) throw new DomainError('VOTE_ON_ANOTHER', { hash: solicitation.hash });
    if (authorisation === undefined && isAutomaton(work.operator)) throw new DomainError('SIGNATURES_INSUFFICIENT');
    const units = act.yes + act.no;
    await requireActOf(work, act.holderId, given, { purpose: 'solicitation:vote', security, units, today });
    const owner = await readParty(work.state, ownerOf(act));
    if (isTreasury(security.issuer, owner)) throw new DomainError('VOTE_OF_ISSUER', { holderId: act.holderId });
    const { isin, number, holderId, designation, yes, no } = act;
    const account = { isin, number, holderId, ...(designation === undefined ? {} : { designation }) };
    const held = await heldAtRecordDate(work.state, account);
    requireVotable(act, held, owner.nominee !== undefined);
    return record(work, {
      ...{ ...account, units: held, yes, no, isAside: false, by: work.callerMspId, operator: work.operator, on: today },
      ...(authorisation === undefined ? {} : { authorisation }),
    });
  },
};

/** Puts on record that units of an account are those of the issuer itself, and so do not count. */
export const setAside: CommandHandler<VotingAccount> = {
  body: votingAccount,
  run: async (work, account) => {
    const { security, today } = await securityAndDay(work, account.isin);
    const solicitation = await readSolicitation(work.state, account);
    requireSolicitationOpen(solicitation);
    requireRecordDateOver(solicitation, today);
    await readParty(work.state, account.holderId);
    const owner: Party = await readParty(work.state, ownerOf(account));
    if (!isTreasury(security.issuer, owner)) throw new DomainError('VOTE_NOT_OF_ISSUER', { partyId: owner.partyId });
    const units = await heldAtRecordDate(work.state, account);
    if (units === 0n) throw new DomainError('VOTE_WITHOUT_UNITS');
    const what = { ...account, units, yes: 0n, no: 0n, isAside: true };
    return record(work, { ...what, by: work.callerMspId, operator: work.operator, on: today });
  },
};

/** Stages what is said of an account, once. @throws DomainError VOTE_EXISTS */
async function record(work: UnitOfWork, vote: RecordedVote): Promise<unknown> {
  const { state, callerMspId: mspId } = work;
  const { isin, number, holderId, units, yes, no } = vote;
  const earlier = await findVote(state, vote);
  if (earlier !== undefined) throw new DomainError('VOTE_EXISTS', { isin, number, on: earlier.on });
  writeVote(state, vote);
  writeTally(state, vote, { mspId, ...addTally(await readTallyOf(state, vote, mspId), talliedAs(vote)) });
  work.events.push({ type: 'HolderVoted', vote });
  return { isin, number, holderId, units, yes, no };
}
