import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { isErrorCode, type ErrorCode } from '../errors/catalogue.js';
import {
  instructionId,
  mspId,
  partyId,
  sha256Text,
  type InstructionId,
  type MspId,
  type PartyId,
  type Sha256,
} from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { money } from '../numbers/money.js';
import type { SignedAct } from '../party/signers.js';
import { movementOrder, type MovementOrder } from '../register/movement-order.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { checked, count, list, optional, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { finalityMoments, type FinalityMoments } from '../settlement/finality.js';
import { authorisation, type Authorisation } from '../signature/statement.js';
import { buyIn, type BuyIn } from './buy-in.js';
import { deliveriesOf, leg, type Leg } from './leg.js';
import { settledPart, type SettledPart } from './open-part.js';
import { penalty, type Penalty } from './penalty.js';
import { preimage } from './preimage.js';
import { buyInTerms, hashLock, partialTerms, requireCoherent, type AgreedTerms } from './terms.js';

/** When a joint instruction settles: as soon as all are bound, on its date, or when its proposer orders it. */
export const SETTLEMENT_MODES = ['onAffirmation', 'onDate', 'onOrder'] as const;

/** When a joint instruction settles. */
export type SettlementMode = (typeof SETTLEMENT_MODES)[number];

/** What parties agree: legs that settle together or not at all. */
export interface JointRequest extends AgreedTerms {
  readonly instructionId: InstructionId;
  readonly legs: readonly Leg[];
  readonly mode: SettlementMode;
  readonly tradeDate: BusinessDate;
  /** The day on which it is to settle: after it, it is late. */
  readonly settlementDate: BusinessDate;
  /** The last day on which it can settle. */
  readonly lastDay: BusinessDate;
  /** From when units are reserved; absent: with the last affirmation. */
  readonly reserveOn?: BusinessDate;
}

/** What a party says to a joint instruction, by signature or through the custodian of a party without keys. */
export interface Affirmation {
  readonly party: PartyId;
  readonly custodian: MspId;
  readonly affirmedOn: BusinessDate;
  readonly authorisation?: Authorisation;
}

/** What a paying agent says about a payment: that it has the money, or that it has given it back. */
export const PAYMENT_STATES = ['received', 'returned'] as const;

/** What a paying agent says about a payment. */
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** The statement of a paying agent about one leg. */
export interface PaymentStatement {
  /** Position of the leg, from 0. */
  readonly leg: number;
  readonly state: PaymentState;
  readonly statedBy: MspId;
  readonly statedOn: BusinessDate;
}

/** How a joint instruction stands; `settled`, `refused`, `withdrawn`, `expired` and `boughtIn` are final. */
export const JOINT_STATUSES = [
  'proposed',
  'affirmed',
  'reserved',
  'settled',
  'refused',
  'withdrawn',
  'expired',
  'boughtIn',
] as const;

/** How a joint instruction stands. */
export type JointStatus = (typeof JOINT_STATUSES)[number];

/** Why an instruction has not settled although it is due. */
export interface SettlementFailure {
  /** The day on which it should have settled. */
  readonly since: BusinessDate;
  readonly code: ErrorCode;
  /** Legs whose sender or payer keeps it from settling; none where nobody of them does. */
  readonly legs: readonly number[];
  /** The day up to which penalties are recorded; that day is not. */
  readonly accruedTo: BusinessDate;
}

/** A joint instruction on the ledger. */
export interface JointInstruction extends JointRequest {
  readonly proposedBy: MspId;
  readonly proposedOn: BusinessDate;
  /** SHA-256 of what it says with the title of its securities, as that was when it was proposed; absent: none has one. */
  readonly terms?: Sha256;
  readonly affirmations: readonly Affirmation[];
  readonly payments: readonly PaymentStatement[];
  readonly status: JointStatus;
  /** Business date of its end. */
  readonly decidedOn?: BusinessDate;
  /** Reason of the refusal. */
  readonly refusal?: ErrorCode;
  /** The order that has ended it, so that units that it kept could be taken. */
  readonly endedBy?: MovementOrder;
  /** Present once it is due and has not settled; kept when it settles late or ends otherwise. */
  readonly failure?: SettlementFailure;
  readonly penalties?: readonly Penalty[];
  /** What of it has settled for itself; all of it once it is settled and has settled in parts. */
  readonly parts?: readonly SettledPart[];
  /** The others with which it settled on the net of all. */
  readonly nettedWith?: readonly InstructionId[];
  /** What opened its hash lock. */
  readonly preimage?: string;
  /** How it was bought in. */
  readonly boughtIn?: BuyIn;
  /** The instruction for whose buy-in this one was the delivery of another party. */
  readonly coverOf?: InstructionId;
  readonly moments?: FinalityMoments;
}

const requestFields = {
  instructionId,
  legs: list(leg, { min: 1, max: LIMITS.legsPerInstructionMax }),
  mode: word(...SETTLEMENT_MODES),
  tradeDate: businessDate,
  settlementDate: businessDate,
  lastDay: businessDate,
  reserveOn: optional(businessDate),
  netting: optional(word('allowed')),
  partial: optional(partialTerms),
  buyIn: optional(buyInTerms),
  hashLock: optional(hashLock),
} as const;

const requestOf = record(requestFields);

/**
 * Reader of what is proposed: the body of `instruction:propose`.
 * Errors: SETTLEMENT_BEFORE_TRADE, INSTRUCTION_DATES_INVALID, INSTRUCTION_WITHOUT_DELIVERY, INSTRUCTION_TERMS_INVALID,
 * and those of its fields.
 */
export const jointRequest: Reader<JointRequest> = (value, path) => {
  const read = requestOf(value, path);
  const { tradeDate, settlementDate, lastDay, reserveOn } = read;
  if (isBefore(settlementDate, tradeDate)) {
    refuseField(`${path}/settlementDate`, 'not before the trade date', 'SETTLEMENT_BEFORE_TRADE');
  }
  if (isBefore(lastDay, settlementDate)) {
    refuseField(`${path}/lastDay`, 'not before the settlement date', 'INSTRUCTION_DATES_INVALID');
  }
  if (reserveOn !== undefined && isBefore(settlementDate, reserveOn)) {
    refuseField(`${path}/reserveOn`, 'not after the settlement date', 'INSTRUCTION_DATES_INVALID');
  }
  if (deliveriesOf(read.legs).length === 0) {
    refuseField(`${path}/legs`, 'a delivery among them', 'INSTRUCTION_WITHOUT_DELIVERY');
  }
  requireCoherent(read, path);
  return read;
};

/** Version of the text that an affirmation is over; version 1, which had none, did not say who proposed. */
const AFFIRMED_VERSION = 2;

/** What the signatures of an affirmation are over: all that the instruction says, and who proposed it and may order it. */
export function affirmedAct(instruction: JointRequest & Pick<JointInstruction, 'proposedBy' | 'terms'>): SignedAct {
  const { instructionId: id, proposedBy, legs, mode, tradeDate, settlementDate, lastDay } = instruction;
  const body: Record<string, unknown> = {
    ...{ version: AFFIRMED_VERSION, instructionId: id, proposedBy },
    ...{ legs, mode, tradeDate, settlementDate, lastDay },
  };
  for (const name of AGREED) if (instruction[name] !== undefined) body[name] = instruction[name];
  return { purpose: 'instruction:affirm', body };
}

/** Fields that may be absent, and are signed where they are not. */
const AGREED = ['reserveOn', 'netting', 'partial', 'buyIn', 'hashLock', 'terms'] as const;

/** A party's word to an instruction. */
export interface PartyWord {
  readonly instructionId: InstructionId;
  readonly party: PartyId;
  readonly authorisation?: Authorisation;
}

/** What the signatures of a withdrawal are over. */
export const withdrawnAct = ({ instructionId: id, party }: PartyWord): SignedAct => ({
  purpose: 'instruction:withdraw',
  body: { instructionId: id, party },
});

/** Reader of the body of `instruction:affirm` and `instruction:withdraw`. */
export const partyWord: Reader<PartyWord> = record({
  instructionId,
  party: partyId,
  authorisation: optional(authorisation),
});

const legPosition = count({ min: 0, max: LIMITS.legsPerInstructionMax - 1 });

/** Reader of the body of `instruction:statePayment`: the amount is said again, so that a slip is noticed. */
export const paymentReport = record({ instructionId, leg: legPosition, amount: money, state: word(...PAYMENT_STATES) });

/** What a paying agent reports. */
export type PaymentReport = ReturnType<typeof paymentReport>;

const namedInstructions = record({ instructionIds: list(instructionId, { min: 1, max: LIMITS.jointPerBatchMax }) });

/** Reader of the body of `instruction:settle`. Error: DUPLICATE_IN_BATCH. */
export const jointBatch: Reader<{ readonly instructionIds: readonly InstructionId[] }> = (value, path) => {
  const batch = namedInstructions(value, path);
  requireDistinct(batch.instructionIds);
  return batch;
};

const errorCode: Reader<ErrorCode> = checked((text) => (isErrorCode(text) ? text : refuseField('', 'an error code')));
const affirmation = record({
  party: partyId,
  custodian: mspId,
  affirmedOn: businessDate,
  authorisation: optional(authorisation),
});
const payment = record({
  leg: legPosition,
  state: word(...PAYMENT_STATES),
  statedBy: mspId,
  statedOn: businessDate,
});

/** Reader of a joint instruction of the ledger. */
export const jointInstruction: Reader<JointInstruction> = record({
  ...requestFields,
  proposedBy: mspId,
  proposedOn: businessDate,
  terms: optional(sha256Text),
  affirmations: list(affirmation, { min: 0, max: 2 * LIMITS.legsPerInstructionMax }),
  payments: list(payment, { min: 0, max: 2 * LIMITS.legsPerInstructionMax }),
  status: word(...JOINT_STATUSES),
  decidedOn: optional(businessDate),
  refusal: optional(errorCode),
  endedBy: optional(movementOrder),
  failure: optional(
    record({
      since: businessDate,
      code: errorCode,
      legs: list(legPosition, { min: 0, max: LIMITS.legsPerInstructionMax }),
      accruedTo: businessDate,
    }),
  ),
  penalties: optional(list(penalty, { min: 0, max: LIMITS.penaltiesPerInstructionMax })),
  parts: optional(list(settledPart, { min: 1, max: LIMITS.partsPerInstructionMax + 1 })),
  nettedWith: optional(list(instructionId, { min: 1, max: LIMITS.instructionsPerNettingSetMax - 1 })),
  preimage: optional(preimage),
  boughtIn: optional(buyIn),
  coverOf: optional(instructionId),
  moments: optional(finalityMoments),
});

/** How a joint instruction is stored. */
export const jointRecord = storedRecord<JointInstruction>('joint instruction', jointInstruction);
