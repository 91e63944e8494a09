import {
  DomainError,
  firstReason,
  incurableReason,
  reached,
  refuseInstruction,
  settleInstruction,
  settlementObstacle,
  type Ballot,
  type BatchTerms,
  type BusinessCalendar,
  type BusinessDate,
  type ErrorCode,
  type InstructionId,
  type MovementEffect,
  type Security,
  type SettlementInstruction,
  type Verdict,
} from '@scrip/model';
import { readCalendar } from '../records/calendar-records.js';
import { findInstruction, decideInstructionRecord } from '../records/instruction-records.js';
import { findBallot } from '../records/ballot-records.js';
import { applyMovement } from '../register/movement.js';
import { isTitled } from '../title/seats.js';
import { closeBallot, releaseReservation, writeBallotEnd } from '../title/close-ballot.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { authorityObstacle } from './authority.js';
import { transferOf } from './transfer.js';

/**
 * What became of one instruction of a batch: settled, refused for good, or left as it was because it could not be
 * decided now.
 */
export interface SettlementOutcome {
  readonly instructionId: InstructionId;
  readonly status: 'settled' | 'refused' | 'unchanged';
  /** Reason, unless settled. */
  readonly code?: ErrorCode;
}

/** A batch of instructions of one security as it is worked through: the first that settles fixes the custodian of all senders. */
export interface Batch {
  readonly work: UnitOfWork;
  readonly security: Security;
  readonly calendar: BusinessCalendar;
  readonly terms: Omit<BatchTerms, 'custodian'>;
  custodian: BatchTerms['custodian'];
}

/** A batch with which nothing has happened yet. */
export async function beginBatch(work: UnitOfWork, security: Security, today: BusinessDate): Promise<Batch> {
  const calendar = await readCalendar(work.state, security.calendar);
  return { work, security, calendar, terms: { isin: security.isin, today }, custodian: undefined };
}

/** Settles an instruction, refuses it for good, or leaves it as it was; whichever, it harms no other. */
export async function settleOne(batch: Batch, instructionId: InstructionId): Promise<SettlementOutcome> {
  const { work, terms, custodian } = batch;
  const instruction = await findInstruction(work.state, instructionId);
  if (instruction === undefined) return { instructionId, status: 'unchanged', code: 'INSTRUCTION_UNKNOWN' };
  const obstacle = settlementObstacle(instruction, { ...terms, custodian });
  if (obstacle !== undefined) return { instructionId, status: 'unchanged', code: obstacle };
  try {
    const outcome = await work.attempt(() => decide(batch, instruction));
    if (outcome.status === 'settled') batch.custodian = instruction.custodian;
    return outcome;
  } catch (error) {
    if (error instanceof DomainError) return { instructionId, status: 'unchanged', code: error.code };
    throw error;
  }
}

async function decide(batch: Batch, instruction: SettlementInstruction): Promise<SettlementOutcome> {
  const { work, security, terms } = batch;
  const lapsed = await authorityObstacle(work, security, instruction, terms.today);
  if (lapsed !== undefined) {
    if (lapsed.isForGood) return refuse(batch, instruction, lapsed.code);
    return { instructionId: instruction.instructionId, status: 'unchanged', code: lapsed.code };
  }
  const ballot = isTitled(security) ? await findBallot(work.state, instruction.instructionId) : undefined;
  const verdict = await work.attempt(() => move(batch, instruction, ballot)).catch(notMoved);
  if (verdict === undefined) return { instructionId: instruction.instructionId, status: 'settled' };
  const lasting = incurableReason(verdict);
  if (lasting !== undefined) return refuse(batch, instruction, lasting);
  return { instructionId: instruction.instructionId, status: 'unchanged', code: firstReason(verdict) ?? 'INTERNAL' };
}

/** What forbids a movement: what was staged for it is undone. */
class Forbidden extends Error {
  constructor(readonly verdict: Verdict) {
    super('forbidden');
  }
}

function notMoved(error: unknown): Verdict {
  if (error instanceof Forbidden) return error.verdict;
  throw error;
}

/** Moves what an instruction asks for; what a ballot has reserved for it is free for it alone. @throws {Forbidden} */
async function move(batch: Batch, instruction: SettlementInstruction, ballot: Ballot | undefined): Promise<undefined> {
  const { work, security, terms } = batch;
  if (ballot !== undefined) await releaseReservation(work, instruction);
  const asked = ballot?.lots === undefined ? instruction : { ...instruction, lots: ballot.lots };
  const { movement, facts } = await transferOf(work, security, terms.today, asked);
  const deed = instruction.terms === undefined ? {} : { deed: instruction.terms };
  const { verdict, effect } = await applyMovement(work, movement, facts, deed);
  if (effect === undefined) throw new Forbidden(verdict);
  if (ballot !== undefined && isTitled(security)) await writeBallotEnd(work, security, ballot, 'passed', terms.today);
  complete(batch, instruction, effect);
  return undefined;
}

function complete(batch: Batch, instruction: SettlementInstruction, effect: MovementEffect): void {
  const { work, calendar, terms } = batch;
  const { instructionId, isin, fromHolderId, fromDesignation, toHolderId, toDesignation, units } = instruction;
  const settled = reached(settleInstruction(instruction, calendar, terms.today), 'final', work.at(terms.today));
  decideInstructionRecord(work.state, settled);
  work.events.push({
    type: 'HoldingTransferred',
    isin,
    instructionId,
    fromHolderId,
    ...(fromDesignation === undefined ? {} : { fromDesignation }),
    toHolderId,
    ...(toDesignation === undefined ? {} : { toDesignation }),
    units,
    businessDate: terms.today,
    ...(settled.lateSince === undefined ? {} : { lateSince: settled.lateSince }),
    ...(settled.terms === undefined ? {} : { deed: settled.terms }),
    consumed: effect.consumed.map((lot) => lot.lotId),
    created: effect.created,
  });
}

const BALLOT_ENDS: Partial<Readonly<Record<ErrorCode, Ballot['end']>>> = {
  TRANSFER_VOTED_DOWN: 'votedDown',
  BALLOT_EXPIRED: 'expired',
};

async function refuse(batch: Batch, instruction: SettlementInstruction, code: ErrorCode): Promise<SettlementOutcome> {
  const { work, security, terms } = batch;
  await refuseTransfer(work, security, instruction, code, terms.today);
  return { instructionId: instruction.instructionId, status: 'refused', code };
}

/** Refuses a pending transfer for good: a ballot on it ends, and its units are free. */
export async function refuseTransfer(
  work: UnitOfWork,
  security: Security,
  instruction: SettlementInstruction,
  code: ErrorCode,
  today: BusinessDate,
): Promise<void> {
  const { instructionId, isin } = instruction;
  await closeBallot(work, security, instruction, BALLOT_ENDS[code] ?? 'ended', today);
  decideInstructionRecord(work.state, refuseInstruction(instruction, today, code));
  work.events.push({ type: 'InstructionRefused', isin, instructionId, businessDate: today, code });
}
