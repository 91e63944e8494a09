import { addDays, isBefore, type BusinessDate } from '../dates/business-date.js';
import type { ErrorCode } from '../errors/catalogue.js';
import { DomainError } from '../errors/domain-error.js';
import type { MspId, PartyId, Sha256 } from '../identifiers/names.js';
import { compareDecimals, parseDecimal } from '../numbers/decimal.js';
import { LIMITS } from '../limits.js';
import type { MovementOrder } from '../register/movement-order.js';
import { reached, type LedgerMoment } from '../settlement/finality.js';
import type {
  Affirmation,
  JointInstruction,
  JointRequest,
  JointStatus,
  PaymentReport,
  PaymentState,
} from './joint-instruction.js';
import { legParties, type Leg } from './leg.js';
import { counterOfPart, legsOfPart, openLegs, type SettledPart } from './open-part.js';

/**
 * Enters what was proposed. Its last day is bounded: what it reserves is kept from everybody else until then.
 *
 * @param terms - hash of the terms of its deed, where one of its securities has a title
 * @throws DomainError TRADE_DATE_IN_FUTURE, INSTRUCTION_TOO_LONG
 */
export function proposeJoint(
  request: JointRequest,
  proposedBy: MspId,
  today: BusinessDate,
  terms?: Sha256,
): JointInstruction {
  const latest = addDays(today, LIMITS.instructionDaysMax);
  if (isBefore(latest, request.lastDay)) {
    throw new DomainError('INSTRUCTION_TOO_LONG', { instructionId: request.instructionId, latest });
  }
  if (isBefore(today, request.tradeDate)) {
    throw new DomainError('TRADE_DATE_IN_FUTURE', { instructionId: request.instructionId });
  }
  const deed = terms === undefined ? {} : { terms };
  return { ...request, proposedBy, proposedOn: today, ...deed, affirmations: [], payments: [], status: 'proposed' };
}

/** Whether a joint instruction can still change. */
export const isOpen = ({ status }: Pick<JointInstruction, 'status'>): boolean =>
  status === 'proposed' || status === 'affirmed' || status === 'reserved';

/**
 * The instruction with the word of one more party; with that of the last one all are bound.
 *
 * @throws DomainError INSTRUCTION_NOT_PENDING, INSTRUCTION_EXPIRED, PARTY_NOT_OF_INSTRUCTION, AFFIRMED_ALREADY
 */
export function affirmJoint(instruction: JointInstruction, affirmation: Affirmation): JointInstruction {
  const { instructionId, legs } = instruction;
  requireStatus(instruction, 'proposed');
  if (hasExpired(instruction, affirmation.affirmedOn)) throw new DomainError('INSTRUCTION_EXPIRED', { instructionId });
  requireParty(instruction, affirmation.party);
  if (instruction.affirmations.some(({ party }) => party === affirmation.party)) {
    throw new DomainError('AFFIRMED_ALREADY', { instructionId });
  }
  const affirmations = [...instruction.affirmations, affirmation];
  return {
    ...instruction,
    affirmations,
    status: affirmations.length === legParties(legs).length ? 'affirmed' : 'proposed',
  };
}

/**
 * The instruction ended by one of its parties, which is possible until all are bound.
 *
 * @throws DomainError INSTRUCTION_NOT_PENDING, PARTY_NOT_OF_INSTRUCTION
 */
export function withdrawJoint(instruction: JointInstruction, party: PartyId, today: BusinessDate): JointInstruction {
  requireStatus(instruction, 'proposed');
  requireParty(instruction, party);
  return { ...instruction, status: 'withdrawn', decidedOn: today };
}

/** The instruction for which the units of all senders are reserved. @throws DomainError INSTRUCTION_NOT_PENDING */
export function reserveJoint(instruction: JointInstruction): JointInstruction {
  requireStatus(instruction, 'affirmed');
  return { ...instruction, status: 'reserved' };
}

/** What was last said about the payment of a leg. */
const lastSaid = ({ payments }: JointInstruction, leg: number): PaymentState | undefined =>
  payments.filter((each) => each.leg === leg).at(-1)?.state;

/** Whether its paying agents may state payments: for reserved units, or for a delivery that may settle in parts. */
const takesMoney = ({ status, partial }: JointInstruction): boolean =>
  status === 'reserved' || (status === 'affirmed' && partial !== undefined);

/**
 * The instruction with what its paying agent reports about what is open of a payment: received once, and returned once
 * after that. Only for units that are reserved, or agreed to come in parts, is money taken, and only until the
 * instruction has ended is it given back by such a report.
 *
 * @param isForAgent - whether it is stated in the place of an agent that may state nothing any longer: only that the money
 *   is back with who paid, so that the parties are given up
 * @throws DomainError INSTRUCTION_NOT_RESERVED, AUTHORITY_DENIED, PAYMENT_DIFFERS, PAYMENT_STATED_ALREADY
 */
export function statePayment(
  instruction: JointInstruction,
  { leg, amount, state }: PaymentReport,
  statedBy: MspId,
  today: BusinessDate,
  isForAgent: (agent: MspId) => boolean = () => false,
): JointInstruction {
  const { instructionId, payments } = instruction;
  if (!takesMoney(instruction)) throw new DomainError('INSTRUCTION_NOT_RESERVED', { instructionId });
  const paid = openLegs(instruction)[leg];
  if (paid?.kind !== 'payment') throw new DomainError('PAYMENT_DIFFERS', { instructionId, leg });
  const isAgents = paid.payingAgent === statedBy || (state === 'returned' && isForAgent(paid.payingAgent));
  if (!isAgents) throw new DomainError('AUTHORITY_DENIED', { rule: 'paying agent of the leg' });
  const isSame =
    paid.amount.currency === amount.currency &&
    compareDecimals(parseDecimal(paid.amount.amount), parseDecimal(amount.amount)) === 0;
  if (!isSame) throw new DomainError('PAYMENT_DIFFERS', { instructionId, leg });
  if (lastSaid(instruction, leg) !== (state === 'received' ? undefined : 'received')) {
    throw new DomainError('PAYMENT_STATED_ALREADY', { instructionId, leg });
  }
  return { ...instruction, payments: [...payments, { leg, state, statedBy, statedOn: today }] };
}

/** Whether every payment has been received and none given back. */
export const isPaid = (instruction: JointInstruction): boolean =>
  instruction.legs.every(({ kind }, leg) => kind !== 'payment' || lastSaid(instruction, leg) === 'received');

/**
 * Whether the last day has passed. Money that a paying agent has received and not given back keeps an instruction
 * alive, and so does a hash lock that was opened in time: units never part from what is given for them.
 */
export const hasExpired = (instruction: JointInstruction, today: BusinessDate): boolean =>
  isBefore(instruction.lastDay, today) &&
  instruction.preimage === undefined &&
  instruction.legs.every((_, leg) => lastSaid(instruction, leg) !== 'received');

/**
 * Why units cannot be reserved yet, if so.
 *
 * @returns undefined when nothing but the units themselves can stand in the way
 */
export function reservationObstacle(
  { status, reserveOn }: JointInstruction,
  today: BusinessDate,
): ErrorCode | undefined {
  if (status === 'proposed') return 'INSTRUCTION_NOT_AFFIRMED';
  return reserveOn !== undefined && isBefore(today, reserveOn) ? 'RESERVATION_NOT_DUE' : undefined;
}

/** Why a reserved instruction cannot settle yet, if so. @param isOrdered - whether its proposer asks for it */
export function jointObstacle(
  instruction: JointInstruction,
  today: BusinessDate,
  isOrdered: boolean,
): ErrorCode | undefined {
  const { mode, settlementDate, hashLock, preimage } = instruction;
  if (mode !== 'onAffirmation' && isBefore(today, settlementDate)) return 'SETTLEMENT_DATE_NOT_REACHED';
  if (hashLock !== undefined && preimage === undefined) return 'PREIMAGE_NOT_PRESENTED';
  if (!isPaid(instruction)) return 'PAYMENT_NOT_RECEIVED';
  return mode === 'onOrder' && !isOrdered ? 'SETTLEMENT_NOT_ORDERED' : undefined;
}

/**
 * The instruction settled, with what was left of it where parts had settled before; on the day on which it was due it
 * has not failed.
 *
 * @throws DomainError INSTRUCTION_NOT_PENDING
 */
export function settleJoint(instruction: JointInstruction, at: LedgerMoment): JointInstruction {
  requireStatus(instruction, 'reserved');
  const { failure, parts, ...rest } = instruction;
  const isLate = failure !== undefined && isBefore(failure.since, at.businessDate);
  const settled = { ...rest, ...(isLate ? { failure } : {}), status: 'settled', decidedOn: at.businessDate } as const;
  const whole = parts === undefined ? settled : { ...settled, parts: [...parts, partOf(openLegs(instruction), at)] };
  return reached(whole, 'final', at);
}

/** The instruction with one more part settled; what remains is open. @throws DomainError INSTRUCTION_NOT_PENDING */
export function settlePart(instruction: JointInstruction, units: bigint, at: LedgerMoment): JointInstruction {
  requireStatus(instruction, 'affirmed');
  const { parts = [] } = instruction;
  return { ...instruction, parts: [...parts, partOf(legsOfPart(instruction, units), at)] };
}

function partOf(legs: readonly Leg[], { businessDate, transactionId }: LedgerMoment): SettledPart {
  const [delivery] = legs;
  if (delivery?.kind !== 'delivery') throw new Error('a part of no delivery');
  return { units: delivery.units, ...counterOfPart(legs), settledOn: businessDate, transactionId };
}

/** The instruction refused for a reason that is recorded. @throws DomainError INSTRUCTION_NOT_PENDING */
export function refuseJoint(instruction: JointInstruction, today: BusinessDate, refusal: ErrorCode): JointInstruction {
  requireOpen(instruction);
  return { ...instruction, status: 'refused', decidedOn: today, refusal };
}

/** The instruction ended by an order for the units that it keeps. @throws DomainError INSTRUCTION_NOT_PENDING */
export const endByOrder = (
  instruction: JointInstruction,
  today: BusinessDate,
  endedBy: MovementOrder,
): JointInstruction => ({ ...refuseJoint(instruction, today, 'ENDED_BY_ORDER'), endedBy });

/** The instruction ended because its last day has passed. @throws DomainError INSTRUCTION_NOT_PENDING */
export function expireJoint(instruction: JointInstruction, today: BusinessDate): JointInstruction {
  requireOpen(instruction);
  return { ...instruction, status: 'expired', decidedOn: today };
}

/** What keeps an instruction from settling, and whose legs. */
export interface FailureCause {
  readonly code: ErrorCode;
  readonly legs: readonly number[];
}

/** The legs that have not been paid. */
export const unpaidLegs = (instruction: JointInstruction): readonly number[] =>
  instruction.legs.flatMap(({ kind }, leg) =>
    kind === 'payment' && lastSaid(instruction, leg) !== 'received' ? [leg] : [],
  );

/** The instruction with why it has not settled since it was due; the same one when that is known already. */
export function noteFailure(
  instruction: JointInstruction,
  due: BusinessDate,
  { code, legs }: FailureCause,
): JointInstruction {
  const { failure } = instruction;
  if (failure?.code === code && failure.legs.join() === legs.join()) return instruction;
  return {
    ...instruction,
    failure: { since: failure?.since ?? due, code, legs, accruedTo: failure?.accruedTo ?? due },
  };
}

function requireStatus({ status, instructionId }: JointInstruction, needed: JointStatus): void {
  if (status !== needed) throw new DomainError('INSTRUCTION_NOT_PENDING', { instructionId, status });
}

function requireOpen(instruction: JointInstruction): void {
  if (!isOpen(instruction))
    throw new DomainError('INSTRUCTION_NOT_PENDING', { instructionId: instruction.instructionId });
}

function requireParty({ legs, instructionId }: JointInstruction, party: PartyId): void {
  if (!legParties(legs).includes(party)) throw new DomainError('PARTY_NOT_OF_INSTRUCTION', { instructionId });
}
