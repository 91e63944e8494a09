import {
  DomainError,
  requireStandingDays,
  rolesOf,
  sha256Hex,
  standingVote,
  standingVoteEnd,
  standingVoteText,
  votesAsked,
  type StandingVote,
} from '@scrip/model';
import { endStandingVote, findStandingVote, privateStandingKey, writeStandingVote } from '../records/ballot-records.js';
import { protocolOf } from '../records/definition-records.js';
import { readSecurity, readSecurityOnRecord } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { isTitled } from './seats.js';

/**
 * Gives the word of an organisation that it lets the transfers of a security pass from its place, by maker and checker: it
 * counts only where the protocol votes in this way, and is recorded as what it is.
 */
export const giveStandingVote: CommandHandler<StandingVote> = {
  body: standingVote,
  run: async (work, given) => {
    const { isin, role, voter } = given;
    if (voter !== work.callerMspId) throw new DomainError('AUTHORITY_DENIED', { rule: 'the own vote' });
    const security = await readSecurity(work.state, isin);
    const { businessDate: today } = await work.moment(security.calendar);
    if (!isTitled(security)) throw new DomainError('STANDING_VOTE_REFUSED', { isin });
    const protocol = await protocolOf(work.state, security.title);
    if (protocol.voting.by !== 'automatic' || role === 'externalRegister') {
      throw new DomainError('STANDING_VOTE_REFUSED', { isin });
    }
    if (!rolesOf(votesAsked(security.title, protocol)).includes(role)) {
      throw new DomainError('VOTER_NOT_SEATED', { isin, role });
    }
    requireStandingDays(given, today);
    const hash = sha256Hex(standingVoteText(await work.ledgerName(), given));
    if ((await work.ledger.privateRecords.hash(voter, privateStandingKey(isin, role, hash))) !== hash) {
      throw new DomainError('VOTE_NOT_RECORDED', { isin });
    }
    writeStandingVote(work.state, given);
    work.events.push({ type: 'StandingVoteGiven', standing: given });
    return { isin, role };
  },
};

/** Ends a standing vote of the caller's organisation. @throws DomainError STANDING_VOTE_UNKNOWN */
export const withdrawStandingVote: CommandHandler<ReturnType<typeof standingVoteEnd>> = {
  body: standingVoteEnd,
  run: async (work, { isin, role }) => {
    const given = await findStandingVote(work.state, isin, role, work.callerMspId);
    if (given === undefined) throw new DomainError('STANDING_VOTE_UNKNOWN', { isin, role });
    await work.moment((await readSecurityOnRecord(work.state, isin)).calendar);
    endStandingVote(work.state, given);
    work.events.push({ type: 'StandingVoteEnded', standing: given });
    return { isin, role };
  },
};
