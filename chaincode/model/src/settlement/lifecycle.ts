import type { BusinessCalendar } from '../calendar/business-calendar.js';
import { adjustDate } from '../calendar/business-day.js';
import { requireBusinessDay, type DayMoment } from '../calendar/day-step.js';
import { addDays, daysBetween, isBefore, type BusinessDate } from '../dates/business-date.js';
import type { ErrorCode } from '../errors/catalogue.js';
import { DomainError } from '../errors/domain-error.js';
import type { Isin } from '../identifiers/isin.js';
import type { MspId, Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import type { MovementOrder } from '../register/movement-order.js';
import {
  requestOf,
  type Acceptance,
  type GivenInstruction,
  type InstructionRequest,
  type SettlementInstruction,
  type Withdrawal,
} from './instruction.js';

/**
 * Enters an instruction as pending.
 *
 * @param terms - hash of the terms of its deed, where it has one
 * @throws DomainError TRADE_DATE_IN_FUTURE
 */
export function enterInstruction(
  request: GivenInstruction,
  custodian: MspId,
  today: BusinessDate,
  terms?: Sha256,
): SettlementInstruction {
  if (isBefore(today, request.tradeDate)) {
    throw new DomainError('TRADE_DATE_IN_FUTURE', { instructionId: request.instructionId });
  }
  const { authorisation } = request;
  const kept = { ...requestOf(request), ...(authorisation === undefined ? {} : { authorisation }) };
  const entered = { ...kept, custodian, instructedOn: today, status: 'pending' } as const;
  return terms === undefined ? entered : { ...entered, terms };
}

/**
 * The instruction with the receiver's consent to the terms of its deed.
 *
 * @param terms - to which it consents
 * @throws DomainError INSTRUCTION_NOT_PENDING, DEED_DIFFERS, PARTY_NOT_OF_INSTRUCTION, ACCEPTED_ALREADY
 */
export function acceptTransfer(
  instruction: SettlementInstruction,
  terms: Sha256 | undefined,
  accepted: Acceptance,
): SettlementInstruction {
  requirePending(instruction);
  const { instructionId } = instruction;
  if (terms === undefined || terms !== instruction.terms) throw new DomainError('DEED_DIFFERS', { instructionId });
  if (accepted.party !== instruction.toHolderId) throw new DomainError('PARTY_NOT_OF_INSTRUCTION', { instructionId });
  if (instruction.accepted !== undefined) throw new DomainError('ACCEPTED_ALREADY', { instructionId });
  return { ...instruction, accepted };
}

/**
 * Why the deed of a transfer does not bind both parties, if so.
 *
 * @param present - hash of its terms by the title that the security has now
 */
export function deedObstacle(
  { deed, accepted, terms }: Partial<SettlementInstruction>,
  present: Sha256,
): ErrorCode | undefined {
  if (deed === undefined) return 'DEED_MISSING';
  if (terms !== present) return 'DEED_SUPERSEDED';
  return accepted === undefined ? 'DEED_NOT_ACCEPTED' : undefined;
}

/**
 * Refuses a settlement date on which nothing can settle, or that is farther ahead than `LIMITS.settlementDaysAheadMax`. After the cut-off, an instruction that is due at once is
 * refused and not moved to the next day: its date was agreed between the parties, and is not the network's to change.
 *
 * @throws DomainError SETTLEMENT_TOO_FAR, NOT_A_BUSINESS_DAY, INSTRUCTION_CUT_OFF_PASSED
 */
export function requireSettlementDate(
  { instructionId, settlementDate }: Pick<InstructionRequest, 'instructionId' | 'settlementDate'>,
  calendar: BusinessCalendar,
  now: DayMoment,
): void {
  const { settlementDaysAheadMax: daysMax } = LIMITS;
  if (daysBetween(now.businessDate, settlementDate) > daysMax) {
    throw new DomainError('SETTLEMENT_TOO_FAR', { instructionId, daysMax });
  }
  requireBusinessDay(calendar, settlementDate);
  if (now.phase !== 'open' && !isBefore(now.businessDate, settlementDate)) {
    throw new DomainError('INSTRUCTION_CUT_OFF_PASSED', { instructionId, businessDate: now.businessDate });
  }
}

/** Whether the cut-off of settlement is still to come. */
export const isSettlementOpen = ({ phase }: DayMoment): boolean => phase === 'open' || phase === 'instructionCutOff';

/** Refuses settlement once its cut-off has passed. @throws DomainError SETTLEMENT_CUT_OFF_PASSED */
export function requireSettlementOpen(now: DayMoment): void {
  if (!isSettlementOpen(now)) throw new DomainError('SETTLEMENT_CUT_OFF_PASSED', { businessDate: now.businessDate });
}

/** Refuses what takes effect on a business day that has ended. @throws DomainError BUSINESS_DAY_CLOSED */
export function requireDayOpen({ phase, businessDate }: DayMoment): void {
  if (phase === 'closed') throw new DomainError('BUSINESS_DAY_CLOSED', { businessDate });
}

/**
 * Since when an instruction is late: the day on which it should have settled, if that has passed. A settlement date
 * that became a holiday after it was instructed moves to the following business day.
 *
 * @returns undefined when it is not late
 */
export function lateSince(
  { settlementDate }: Pick<InstructionRequest, 'settlementDate'>,
  calendar: BusinessCalendar,
  today: BusinessDate,
): BusinessDate | undefined {
  const due = adjustDate([calendar], settlementDate, 'following');
  return isBefore(due, today) ? due : undefined;
}

/**
 * Whether the last day of a transfer has passed: irrevocable as it is, nobody is bound by it for ever. Its giver gives
 * another one.
 */
export const isPastItsTime = (
  { settlementDate, lastDay }: Pick<InstructionRequest, 'settlementDate' | 'lastDay'>,
  today: BusinessDate,
): boolean => isBefore(lastDay ?? addDays(settlementDate, LIMITS.transferDaysMax), today);

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

/** The instruction settled on a business date, marked when it is late. @throws DomainError INSTRUCTION_NOT_PENDING */
export function settleInstruction(
  instruction: SettlementInstruction,
  calendar: BusinessCalendar,
  today: BusinessDate,
): SettlementInstruction {
  requirePending(instruction);
  const late = lateSince(instruction, calendar, today);
  return { ...instruction, status: 'settled', decidedOn: today, ...(late === undefined ? {} : { lateSince: late }) };
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

/**
 * The instruction with the word of one more party that it is not to settle; with that of both it has ended. It is
 * irrevocable, so that neither undoes it alone; what both no longer want binds nobody. Units that move within one holder
 * are withdrawn by it alone.
 *
 * @throws DomainError INSTRUCTION_NOT_PENDING, PARTY_NOT_OF_INSTRUCTION, WITHDRAWN_ALREADY
 */
export function withdrawTransfer(instruction: SettlementInstruction, word: Withdrawal): SettlementInstruction {
  requirePending(instruction);
  const { instructionId, fromHolderId, toHolderId, withdrawals: earlier = [] } = instruction;
  const parties = new Set([fromHolderId, toHolderId]);
  if (!parties.has(word.party)) throw new DomainError('PARTY_NOT_OF_INSTRUCTION', { instructionId });
  if (earlier.some(({ party }) => party === word.party)) throw new DomainError('WITHDRAWN_ALREADY', { instructionId });
  const withdrawals = [...earlier, word];
  if (withdrawals.length < parties.size) return { ...instruction, withdrawals };
  return { ...instruction, withdrawals, status: 'withdrawn', decidedOn: word.withdrawnOn };
}

/** The instruction ended by an order, whatever its parties want. @throws DomainError INSTRUCTION_NOT_PENDING */
export const cancelTransfer = (
  instruction: SettlementInstruction,
  today: BusinessDate,
  endedBy: MovementOrder,
): SettlementInstruction => ({ ...refuseInstruction(instruction, today, 'ENDED_BY_ORDER'), endedBy });

function requirePending(instruction: SettlementInstruction): void {
  if (instruction.status !== 'pending') {
    throw new DomainError('INSTRUCTION_NOT_PENDING', { instructionId: instruction.instructionId });
  }
}
