import {
  DomainError,
  firstReason,
  incurableReason,
  reached,
  refuseInstruction,
  settleInstruction,
  settlementObstacle,
  type BatchTerms,
  type BusinessCalendar,
  type BusinessDate,
  type ErrorCode,
  type InstructionId,
  type MovementEffect,
  type Security,
  type SettlementInstruction,
} from '@scrip/model';
import { readCalendar } from '../records/calendar-records.js';
import { findInstruction, decideInstructionRecord } from '../records/instruction-records.js';
import { applyMovement } from '../register/movement.js';
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
  const { movement, facts } = await transferOf(work, security, terms.today, instruction);
  const { verdict, effect } = await applyMovement(work, movement, facts);
  if (effect !== undefined) return complete(batch, instruction, effect);
  const lasting = incurableReason(verdict);
  if (lasting !== undefined) return refuse(batch, instruction, lasting);
  return { instructionId: instruction.instructionId, status: 'unchanged', code: firstReason(verdict) ?? 'INTERNAL' };
}

function complete(batch: Batch, instruction: SettlementInstruction, effect: MovementEffect): SettlementOutcome {
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
    consumed: effect.consumed.map((lot) => lot.lotId),
    created: effect.created,
  });
  return { instructionId, status: 'settled' };
}

function refuse(batch: Batch, instruction: SettlementInstruction, code: ErrorCode): SettlementOutcome {
  const { work, terms } = batch;
  const { instructionId, isin } = instruction;
  decideInstructionRecord(work.state, refuseInstruction(instruction, terms.today, code));
  work.events.push({ type: 'InstructionRefused', isin, instructionId, businessDate: terms.today, code });
  return { instructionId, status: 'refused', code };
}
