import {
  accountsOf,
  endBallot,
  sendingAccount,
  totalUnits,
  withoutReservation,
  type Ballot,
  type BusinessDate,
  type Security,
  type SettlementInstruction,
} from '@scrip/model';
import { findBallot, writeBallot } from '../records/ballot-records.js';
import { readInstruction } from '../records/instruction-records.js';
import { readLots } from '../records/lot-records.js';
import { readReservations, writeReservations } from '../records/reservation-records.js';
import { sideOf } from '../register/movement.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { rehomeLots } from './rehome.js';
import { isTitled, seatsOfTransfer, type Titled } from './seats.js';

/** Ends the reservation that the ballot on a transfer has made: done in the transaction that settles or ends the transfer. */
export async function releaseReservation(
  { state }: UnitOfWork,
  { isin, instructionId, fromHolderId: holderId }: SettlementInstruction,
): Promise<void> {
  const reservations = await readReservations(state, isin, holderId);
  const rest = withoutReservation(reservations, instructionId);
  if (rest.length < reservations.length) writeReservations(state, { isin, holderId, reservations: rest });
}

/** Stages the end of a ballot, and says it. */
export async function writeBallotEnd(
  work: UnitOfWork,
  security: Titled,
  ballot: Ballot,
  end: NonNullable<Ballot['end']>,
  today: BusinessDate,
): Promise<void> {
  const accounts = accountsOf(await readInstruction(work.state, ballot.instructionId));
  const seats = await seatsOfTransfer(work, security, accounts);
  const ended = endBallot({ ...ballot, seats }, end, today);
  writeBallot(work.state, ended);
  work.events.push({ type: 'BallotEnded', ballot: ended });
}

/** Ends the ballot of a transfer that does not settle, if it has one: its units are free, and attested as before. */
export async function closeBallot(
  work: UnitOfWork,
  security: Security,
  instruction: SettlementInstruction,
  end: NonNullable<Ballot['end']>,
  today: BusinessDate,
): Promise<void> {
  if (!isTitled(security)) return;
  const ballot = await findBallot(work.state, instruction.instructionId);
  if (ballot === undefined || ballot.end !== undefined) return;
  await releaseReservation(work, instruction);
  if (ballot.lots !== undefined) await bringBack(work, security, instruction, ballot.lots, today);
  await writeBallotEnd(work, security, ballot, end, today);
}

async function bringBack(
  work: UnitOfWork,
  security: Security,
  instruction: SettlementInstruction,
  lotIds: NonNullable<Ballot['lots']>,
  today: BusinessDate,
): Promise<void> {
  const account = sendingAccount(instruction);
  const lots = await readLots(work.state, security.isin, account.holderId, lotIds);
  if (lots.length === 0) return;
  const { attestors, quorums } = await sideOf(work, security, account);
  const attestation = quorums === undefined ? { attestors } : { attestors, quorums };
  const found = lots.map(({ lotId }) => lotId);
  await rehomeLots(work, security, today, { account, lotIds: found, units: totalUnits(lots), attestation });
}
