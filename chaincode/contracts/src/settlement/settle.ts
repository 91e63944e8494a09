import {
  DomainError,
  firstReason,
  incurableReason,
  reached,
  refuseInstruction,
  requireLease,
  requireSettlementOpen,
  settleInstruction,
  settlementBatch,
  settlementObstacle,
  withoutPassingLots,
  type BatchTerms,
  type BusinessCalendar,
  type ErrorCode,
  type InstructionId,
  type MovementEffect,
  type Security,
  type SettlementBatch,
  type SettlementInstruction,
} from '@scrip/model';
import { readCalendar } from '../records/calendar-records.js';
import { findInstruction, writeInstruction } from '../records/instruction-records.js';
import { readLease } from '../records/lease-records.js';
import { readSecurity } from '../records/security-records.js';
import { applyMovement } from '../register/movement.js';
import type { CommandHandler } from '../transaction/submit.js';
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

/** The batch as it is worked through. */
interface Batch {
  readonly work: UnitOfWork;
  readonly security: Security;
  readonly calendar: BusinessCalendar;
  readonly terms: Omit<BatchTerms, 'custodian'>;
  custodian: BatchTerms['custodian'];
}

/**
 * Settles instructions in the order in which the registrar lists them; each is settled or refused alone. All are of
 * one security and of one custodian of the sender (the first that can be settled fixes it), so that one set of
 * endorsements satisfies the policies of all consumed lots.
 */
export const settle: CommandHandler<SettlementBatch> = {
  body: settlementBatch,
  run: async (work, { isin, instructionIds }) => {
    const security = await readSecurity(work.state, isin);
    requireLease(await readLease(work.state, security.registrar), work.callerMspId);
    const now = await work.moment(security.calendar);
    requireSettlementOpen(now);
    const { businessDate } = now;
    const calendar = await readCalendar(work.state, security.calendar);
    const batch: Batch = { work, security, calendar, terms: { isin, today: businessDate }, custodian: undefined };
    const outcomes: SettlementOutcome[] = [];
    for (const id of instructionIds) outcomes.push(await settleOne(batch, id));
    work.events.splice(0, work.events.length, ...withoutPassingLots(work.events));
    return { isin, businessDate, instructions: outcomes };
  },
};

async function settleOne(batch: Batch, instructionId: InstructionId): Promise<SettlementOutcome> {
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
  writeInstruction(work.state, settled);
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
  writeInstruction(work.state, refuseInstruction(instruction, terms.today, code));
  work.events.push({ type: 'InstructionRefused', isin, instructionId, businessDate: terms.today, code });
  return { instructionId, status: 'refused', code };
}
