import { isBefore, type BusinessDate } from '../dates/business-date.js';
import type { ErrorCode } from '../errors/catalogue.js';
import { DomainError } from '../errors/domain-error.js';
import type { Isin } from '../identifiers/isin.js';
import type { MspId } from '../identifiers/names.js';
import type { GivenInstruction, SettlementInstruction } from './instruction.js';

/**
 * Enters an instruction as pending.
 *
 * @throws DomainError TRADE_DATE_IN_FUTURE
 */
export function enterInstruction(
  request: GivenInstruction,
  custodian: MspId,
  today: BusinessDate,
): SettlementInstruction {
  if (isBefore(today, request.tradeDate)) {
    throw new DomainError('TRADE_DATE_IN_FUTURE', { instructionId: request.instructionId });
  }
  return { ...request, custodian, instructedOn: today, status: 'pending' };
}

/** The batch in which an instruction is to be settled. */
export interface BatchTerms {
  readonly isin: Isin;
  /** Custodian of all senders of the batch; undefined until the first instruction has fixed it. */
  readonly custodian: MspId | undefined;
  readonly today: BusinessDate;
}

/**
 * Why an instruction cannot be settled in a batch now. None of these reasons ends it: it stays as it is.
 *
 * @returns undefined when it can be settled
 */
export function settlementObstacle(instruction: SettlementInstruction, batch: BatchTerms): ErrorCode | undefined {
  if (instruction.isin !== batch.isin) return 'INSTRUCTION_NOT_OF_BATCH';
  if (instruction.status !== 'pending') return 'INSTRUCTION_NOT_PENDING';
  if (batch.custodian !== undefined && instruction.custodian !== batch.custodian) return 'INSTRUCTION_NOT_OF_BATCH';
  if (isBefore(batch.today, instruction.settlementDate)) return 'SETTLEMENT_DATE_NOT_REACHED';
  return undefined;
}

/** The instruction settled on a business date. @throws DomainError INSTRUCTION_NOT_PENDING */
export function settleInstruction(instruction: SettlementInstruction, today: BusinessDate): SettlementInstruction {
  requirePending(instruction);
  return { ...instruction, status: 'settled', decidedOn: today };
}

/** The instruction refused for a reason that is recorded. @throws DomainError INSTRUCTION_NOT_PENDING */
export function refuseInstruction(
  instruction: SettlementInstruction,
  today: BusinessDate,
  refusal: ErrorCode,
): SettlementInstruction {
  requirePending(instruction);
  return { ...instruction, status: 'refused', decidedOn: today, refusal };
}

function requirePending(instruction: SettlementInstruction): void {
  if (instruction.status !== 'pending') {
    throw new DomainError('INSTRUCTION_NOT_PENDING', { instructionId: instruction.instructionId });
  }
}
