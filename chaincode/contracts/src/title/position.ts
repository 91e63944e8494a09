import {
  accountsOf,
  ballotTermsOf,
  isEvidential,
  tallyOf,
  voterAt,
  votesAsked,
  type Ballot,
  type BusinessDate,
  type SettlementInstruction,
} from '@scrip/model';
import { findBallot } from '../records/ballot-records.js';
import { readCalendarDate } from '../records/calendar-records.js';
import { protocolOf } from '../records/definition-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { confirmedVotes, NONE_STANDING, standingVotes } from './counted-votes.js';
import { isTitled, seatsOfTransfer, type Titled } from './seats.js';

/**
 * Who owns what a transfer is about, who bears what falls due meanwhile, who has consented and voted, and until when it is
 * open. Of a security without a title it says who owns.
 */
export async function positionOf(work: UnitOfWork, instruction: SettlementInstruction): Promise<unknown> {
  const { instructionId, isin, status, units, moments, fromHolderId: seller, toHolderId: buyer } = instruction;
  const security = await readSecurityOnRecord(work.state, isin);
  const { businessDate } = await readCalendarDate(work.state, security.calendar);
  const stands = {
    ...{ instructionId, isin, units, status, businessDate, seller, buyer },
    owner: status === 'settled' ? buyer : seller,
    ...(moments === undefined ? {} : { moments }),
  };
  if (!isTitled(security)) return stands;
  const { eventsWhilePending } = await protocolOf(work.state, security.title);
  const isPending = status === 'pending';
  const bears = isPending ? { eventsBelongTo: eventsWhilePending === 'seller' ? seller : buyer } : {};
  const { terms, deed, accepted, instructedOn } = instruction;
  return {
    ...{ ...stands, ...bears, title: security.title },
    ...(terms === undefined ? {} : { deed: { ...deed, terms, sellerConsentedOn: instructedOn } }),
    ...(accepted === undefined ? {} : { accepted }),
    votes: await votesOf(work, security, instruction, businessDate),
  };
}

async function votesOf(
  work: UnitOfWork,
  security: Titled,
  instruction: SettlementInstruction,
  today: BusinessDate,
): Promise<unknown> {
  const protocol = await protocolOf(work.state, security.title);
  const { title, isin } = security;
  const { instructionId, units } = instruction;
  const ballot = await findBallot(work.state, instructionId);
  const isEnded = ballot?.end !== undefined;
  const seats = isEnded ? ballot.seats : await seatsOfTransfer(work, security, accountsOf(instruction));
  const isAutomatic = protocol.voting.by === 'automatic';
  const standing = isAutomatic ? await standingVotes(work, isin, seats, { units, today }) : NONE_STANDING;
  const asked = {
    by: protocol.voting.by,
    passesWhen: votesAsked(title, protocol),
    standing: [...standing.keys()].sort(),
  };
  const terms = ballotTermsOf(protocol, isEvidential(title));
  if (ballot === undefined || terms === undefined) return { ...asked, seats };
  const confirmed = await confirmedVotes(work, ballot);
  const tally = tallyOf({ ...ballot, seats }, votesAsked(title, protocol), terms, { confirmed, standing }, today);
  return { ...asked, ballot: shown({ ...ballot, seats }, confirmed), tally: ballot.end ?? tally };
}

/** The ballot with who votes from each seat now, and whether what is recorded of a vote still counts. */
function shown({ seats, votes, ...ballot }: Ballot, confirmed: Ballot['votes']): unknown {
  return {
    ...ballot,
    seats: seats.map((seat) => {
      const voter = voterAt(seat, votes);
      return voter === undefined ? seat : { ...seat, voter };
    }),
    votes: votes.map((vote) => ({ ...vote, isConfirmed: confirmed.includes(vote) })),
  };
}
