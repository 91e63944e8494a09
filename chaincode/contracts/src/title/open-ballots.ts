import {
  accountsOf,
  addBusinessDays,
  ballotTermsOf,
  DomainError,
  isEvidential,
  lotsThatMove,
  requireDayOpen,
  restsWithoutBuyer,
  sendingAccount,
  settlementBatch,
  votesAsked,
  withReservation,
  type Ballot,
  type BallotTerms,
  type BusinessDate,
  type ErrorCode,
  type InstructionId,
  type LotId,
  type SettlementBatch,
  type SettlementInstruction,
} from '@scrip/model';
import { findBallot, writeBallot } from '../records/ballot-records.js';
import { readCalendar } from '../records/calendar-records.js';
import { protocolOf } from '../records/definition-records.js';
import { readInstruction } from '../records/instruction-records.js';
import { readParty } from '../records/party-records.js';
import { readReservations, writeReservations } from '../records/reservation-records.js';
import { readSecurity } from '../records/security-records.js';
import { shortfallOf } from '../register/held-back.js';
import { transferAttestation } from '../register/attestors.js';
import { transferOf } from '../settlement/transfer.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { deedObstacleToday } from './present-deed.js';
import { rehomeLots } from './rehome.js';
import { isTitled, requireConcerned, seatsOfTransfer, type Titled } from './seats.js';

interface Opened {
  readonly instructionId: InstructionId;
  readonly status: 'open' | 'unchanged';
  readonly code?: ErrorCode;
}

/**
 * Opens the ballots on transfers to whose deeds both parties have consented: from then on the units are reserved, and what
 * moves is attested by the buyer's custodian, too, where the protocol asks for it. Each is opened or left alone. The registrar
 * does it for all transfers of its securities, and whoever has to do with the votes on one for that.
 */
export const openBallots: CommandHandler<SettlementBatch> = {
  body: settlementBatch,
  run: async (work, { isin, instructionIds }) => {
    const security = await readSecurity(work.state, isin);
    const now = await work.moment(security.calendar);
    requireDayOpen(now);
    const terms = isTitled(security)
      ? ballotTermsOf(await protocolOf(work.state, security.title), isEvidential(security.title))
      : undefined;
    if (!isTitled(security) || terms === undefined) throw new DomainError('BALLOT_NOT_WANTED', { isin });
    await requireConcernedByAll(work, security, instructionIds);
    const ballots: Opened[] = [];
    for (const id of instructionIds) ballots.push(await openOrLeave(work, security, terms, id, now.businessDate));
    return { isin, businessDate: now.businessDate, ballots };
  },
};

/** Refuses all, where the caller has nothing to do with one. @throws DomainError AUTHORITY_DENIED, INSTRUCTION_UNKNOWN */
export async function requireConcernedByAll(
  work: UnitOfWork,
  security: Titled,
  instructionIds: readonly InstructionId[],
): Promise<void> {
  if (security.registrar === work.callerMspId) return;
  for (const id of instructionIds) {
    const instruction = await readInstruction(work.state, id);
    if (instruction.isin !== security.isin) throw new DomainError('INSTRUCTION_NOT_OF_BATCH', { instructionId: id });
    await requireConcerned(work, security, instruction);
  }
}

async function openOrLeave(
  work: UnitOfWork,
  security: Titled,
  terms: BallotTerms,
  instructionId: InstructionId,
  today: BusinessDate,
): Promise<Opened> {
  try {
    await work.attempt(() => open(work, security, terms, instructionId, today));
    return { instructionId, status: 'open' };
  } catch (error) {
    if (error instanceof DomainError) return { instructionId, status: 'unchanged', code: error.code };
    throw error;
  }
}

async function open(
  work: UnitOfWork,
  security: Titled,
  { withinDays }: BallotTerms,
  instructionId: InstructionId,
  openedOn: BusinessDate,
): Promise<void> {
  const instruction = await readInstruction(work.state, instructionId);
  const { isin, status, terms } = instruction;
  if (isin !== security.isin) throw new DomainError('INSTRUCTION_NOT_OF_BATCH', { instructionId });
  if (status !== 'pending') throw new DomainError('INSTRUCTION_NOT_PENDING', { instructionId });
  if ((await findBallot(work.state, instructionId)) !== undefined) {
    throw new DomainError('BALLOT_EXISTS', { instructionId });
  }
  const obstacle = await deedObstacleToday(work, security, instruction);
  if (obstacle !== undefined || terms === undefined) throw new DomainError(obstacle ?? 'DEED_MISSING');
  const calendar = await readCalendar(work.state, security.calendar);
  const lots = await reserve(work, security, instruction, openedOn);
  const ballot: Ballot = {
    ...{ instructionId, isin, terms, openedOn, votes: [] },
    lastDay: addBusinessDays([calendar], openedOn, withinDays),
    seats: await seatsOfTransfer(work, security, accountsOf(instruction)),
    ...(lots === undefined ? {} : { lots }),
  };
  writeBallot(work.state, ballot);
  work.events.push({ type: 'BallotOpened', ballot });
}

/** Keeps the units from everybody else. @returns the lots that were set aside, where that was necessary */
async function reserve(
  work: UnitOfWork,
  security: Titled,
  instruction: SettlementInstruction,
  today: BusinessDate,
): Promise<readonly LotId[] | undefined> {
  const { isin, instructionId, units } = instruction;
  const account = sendingAccount(instruction);
  const shortfall = await shortfallOf(work.state, { isin, units, ...account }, today);
  if (shortfall !== undefined) throw new DomainError(shortfall, { instructionId });
  const lots = await setAside(work, security, instruction, today);
  const { holderId, designation } = account;
  const reservation = {
    ...{ instructionId, units },
    ...(designation === undefined ? {} : { designation }),
    ...(lots === undefined ? {} : { lots }),
  };
  const reservations = withReservation(await readReservations(work.state, isin, holderId), reservation);
  writeReservations(work.state, { isin, holderId, reservations });
  return lots;
}

/**
 * Lots at rest are attested by those who suffice whoever buys; only where the buyer's custodian must join are the lots of a
 * transfer set aside, attested by it, too.
 */
async function setAside(
  work: UnitOfWork,
  security: Titled,
  instruction: SettlementInstruction,
  today: BusinessDate,
): Promise<readonly LotId[] | undefined> {
  const votes = votesAsked(security.title, await protocolOf(work.state, security.title));
  const sellers = (await readParty(work.state, instruction.fromHolderId)).custodian;
  const buyers = (await readParty(work.state, instruction.toHolderId)).custodian;
  if (restsWithoutBuyer(votes, security, sellers)) return undefined;
  const { movement, facts } = await transferOf(work, security, today, instruction);
  const selection = lotsThatMove(movement, facts);
  if (typeof selection === 'string') throw new DomainError(selection, { instructionId: instruction.instructionId });
  const attestation = await transferAttestation(work, security, { sellers, buyers });
  const created = await rehomeLots(work, security, today, {
    ...{ account: sendingAccount(instruction), units: instruction.units, attestation },
    lotIds: selection.consumed.map(({ lotId }) => lotId),
  });
  return created.map(({ lotId }) => lotId);
}
