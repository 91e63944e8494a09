import { addDays, businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { isErrorCode, type ErrorCode } from '../errors/catalogue.js';
import { isin, type Isin } from '../identifiers/isin.js';
import {
  partyId,
  instructionId,
  mspId,
  sha256Text,
  type PartyId,
  type InstructionId,
  type MspId,
  type Sha256,
} from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import type { SignedAct } from '../party/signers.js';
import {
  designation,
  isSameSubAccount,
  receivingAccount,
  requireOthers,
  sendingAccount,
  type Designation,
} from '../register/designation.js';
import { namedEncumbrances, type SubjectTo } from '../register/encumbrance-requests.js';
import { legalBasisFields, type LegalBasis } from '../register/legal-basis.js';
import { lotChoice, type LotChoice } from '../register/lot-choice.js';
import { movementOrder, type MovementOrder } from '../register/movement-order.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { checked, list, optional, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { storedAs, storedRecord, type Migration, type StoredRecord } from '../serialisation/stored-record.js';
import { authorisation, type Authorisation } from '../signature/statement.js';
import { deed, type Deed } from '../title/deed.js';
import {
  finalityMoments,
  momentsIn,
  sharedMoment,
  sharedMoments,
  type FinalityMoments,
  type SharedMoment,
} from './finality.js';

/** The intention of one movement, free of payment, as its custodian gives it. */
export interface InstructionRequest {
  readonly instructionId: InstructionId;
  readonly isin: Isin;
  readonly fromHolderId: PartyId;
  /** The sub-account that gives; absent: units of the sender that are allocated to nobody. */
  readonly fromDesignation?: Designation;
  readonly toHolderId: PartyId;
  /** For whom the receiver is to hold; absent: for itself or, a nominee, for nobody yet. */
  readonly toDesignation?: Designation;
  readonly units: bigint;
  /** Which lots of the sender move; absent: the first acquired first. */
  readonly lots?: LotChoice;
  /** Encumbrances that go along with the units on which they lie; absent: only free units move. */
  readonly subjectTo?: SubjectTo;
  readonly tradeDate: BusinessDate;
  readonly settlementDate: BusinessDate;
  /** The last day on which it can settle; absent: `LIMITS.transferDaysMax` days after its settlement date. */
  readonly lastDay?: BusinessDate;
  /** What a transfer of title says beside: asked for where the security has one. */
  readonly deed?: Deed;
}

/** An instruction with the signatures of those who give it; without any, the custodian answers for it. */
export interface GivenInstruction extends InstructionRequest {
  readonly authorisation?: Authorisation;
  /** The receiver's consent to the deed, where it comes with the instruction. */
  readonly acceptance?: { readonly authorisation?: Authorisation };
}

/** What the signatures of an instruction are over: all that it says. */
export const signedInstruction = (given: InstructionRequest): SignedAct => ({
  purpose: 'settlement:instruct',
  body: requestOf(given),
});

/** What an instruction asks for, without what stands beside. */
export function requestOf(given: InstructionRequest): InstructionRequest {
  const { fromDesignation, toDesignation, lots, subjectTo, lastDay, deed: said } = given;
  return {
    instructionId: given.instructionId,
    isin: given.isin,
    fromHolderId: given.fromHolderId,
    ...(fromDesignation === undefined ? {} : { fromDesignation }),
    toHolderId: given.toHolderId,
    ...(toDesignation === undefined ? {} : { toDesignation }),
    units: given.units,
    ...(lots === undefined ? {} : { lots }),
    ...(subjectTo === undefined ? {} : { subjectTo }),
    tradeDate: given.tradeDate,
    settlementDate: given.settlementDate,
    ...(lastDay === undefined ? {} : { lastDay }),
    ...(said === undefined ? {} : { deed: said }),
  };
}

/** The word of a party of a transfer that it is not to settle. */
export interface Withdrawal {
  readonly party: PartyId;
  readonly custodian: MspId;
  readonly withdrawnOn: BusinessDate;
  readonly authorisation?: Authorisation;
}

/** The word of the receiver of a transfer that it takes title on the terms of the deed. */
export interface Acceptance {
  readonly party: PartyId;
  readonly custodian: MspId;
  readonly acceptedOn: BusinessDate;
  readonly authorisation?: Authorisation;
}

/** The body of `settlement:accept`. */
export interface GivenAcceptance {
  readonly instructionId: InstructionId;
  readonly party: PartyId;
  readonly terms: Sha256;
  readonly authorisation?: Authorisation;
}

/** Reader of the body of `settlement:accept`. */
export const givenAcceptance: Reader<GivenAcceptance> = record({
  instructionId,
  party: partyId,
  terms: sha256Text,
  authorisation: optional(authorisation),
});

/** What the signatures of an acceptance are over. */
export const acceptedAct = ({ instructionId: id, party, terms }: GivenAcceptance): SignedAct => ({
  purpose: 'settlement:accept',
  body: { instructionId: id, party, terms },
});

/** How a transfer stands: pending until it settles, is refused, or is withdrawn by both parties; those are final. */
export const TRANSFER_STATUSES = ['pending', 'settled', 'refused', 'withdrawn'] as const;

/** How a transfer stands. */
export type InstructionStatus = (typeof TRANSFER_STATUSES)[number];

/** A settlement instruction on the ledger. */
export interface SettlementInstruction extends Omit<GivenInstruction, 'acceptance'> {
  /** Custodian of the sender, who gave the instruction. */
  readonly custodian: MspId;
  readonly instructedOn: BusinessDate;
  readonly status: InstructionStatus;
  /** Business date of its end. */
  readonly decidedOn?: BusinessDate;
  /** SHA-256 of the terms of its deed, as they were when it was entered; absent: it has none. */
  readonly terms?: Sha256;
  /** The receiver's consent to these terms. */
  readonly accepted?: Acceptance;
  /** Day on which it should have settled, when it settled on a later one. */
  readonly lateSince?: BusinessDate;
  /** Reason of the refusal. */
  readonly refusal?: ErrorCode;
  /** The parties that do not want it any longer; it has ended once there are both. */
  readonly withdrawals?: readonly Withdrawal[];
  /** The order by which the registrar has ended it. */
  readonly endedBy?: MovementOrder;
  readonly moments?: FinalityMoments;
}

const requestFields = {
  instructionId,
  isin,
  fromHolderId: partyId,
  fromDesignation: optional(designation),
  toHolderId: partyId,
  toDesignation: optional(designation),
  units,
  lots: optional(lotChoice),
  subjectTo: optional(namedEncumbrances),
  tradeDate: businessDate,
  settlementDate: businessDate,
  lastDay: optional(businessDate),
  deed: optional(deed),
} as const;

const keptFields = { ...requestFields, authorisation: optional(authorisation) } as const;
const givenFields = {
  ...keptFields,
  acceptance: optional(record({ authorisation: optional(authorisation) })),
} as const;

/**
 * Reader of an instruction request. Within one holder, units move between sub-accounts.
 * Errors: SETTLEMENT_BEFORE_TRADE, INSTRUCTION_DATES_INVALID, INSTRUCTION_TOO_LONG, SAME_HOLDER, DESIGNATION_INVALID and those
 * of its fields.
 */
export const instructionRequest: Reader<InstructionRequest> = (value, path) =>
  requireSense(record(requestFields)(value, path), path);

/** Reader of an instruction as it is given. Errors: as {@link instructionRequest}. */
export const givenInstruction: Reader<GivenInstruction> = (value, path) =>
  requireSense(record(givenFields)(value, path), path);

function requireSense<T extends InstructionRequest>(request: T, path: string): T {
  if (isBefore(request.settlementDate, request.tradeDate)) {
    refuseField(`${path}/settlementDate`, 'not before the trade date', 'SETTLEMENT_BEFORE_TRADE');
  }
  requireLastDay(request, path);
  const [from, to] = [sendingAccount(request), receivingAccount(request)];
  requireOthers(from, `${path}/fromDesignation`);
  requireOthers(to, `${path}/toDesignation`);
  if (isSameSubAccount(from, to)) refuseField(`${path}/toHolderId`, 'another holder or sub-account', 'SAME_HOLDER');
  return request;
}

function requireLastDay({ settlementDate, lastDay }: InstructionRequest, path: string): void {
  if (lastDay === undefined) return;
  if (isBefore(lastDay, settlementDate)) {
    refuseField(`${path}/lastDay`, 'not before the settlement date', 'INSTRUCTION_DATES_INVALID');
  }
  const latest = addDays(settlementDate, LIMITS.transferDaysMax);
  if (isBefore(latest, lastDay)) refuseField(`${path}/lastDay`, `not after ${latest}`, 'INSTRUCTION_TOO_LONG');
}

/** Reader of the body of `settlement:instruct`. Error: DUPLICATE_IN_BATCH. */
export const instructBatch: Reader<{ readonly instructions: readonly GivenInstruction[] }> = (value, path) => {
  const batch = record({ instructions: list(givenInstruction, { min: 1, max: LIMITS.instructionsPerBatchMax }) })(
    value,
    path,
  );
  requireDistinct(batch.instructions.map((request) => request.instructionId));
  return batch;
};

/** A settlement batch: instructions of one security whose senders have one custodian. */
export interface SettlementBatch {
  readonly isin: Isin;
  readonly instructionIds: readonly InstructionId[];
}

/** Reader of the body of `settlement:settle`. Error: DUPLICATE_IN_BATCH. */
export const settlementBatch: Reader<SettlementBatch> = (value, path) => {
  const batch = record({ isin, instructionIds: list(instructionId, { min: 1, max: LIMITS.instructionsPerBatchMax }) })(
    value,
    path,
  );
  requireDistinct(batch.instructionIds);
  return batch;
};

/** The end of a transfer by order: the body of `settlement:cancel`. */
export interface CancellationOrder extends LegalBasis {
  readonly instructionId: InstructionId;
}

/** Reader of the body of `settlement:cancel`. */
export const cancellationOrder: Reader<CancellationOrder> = record({ instructionId, ...legalBasisFields });

const withdrawal = record({
  party: partyId,
  custodian: mspId,
  withdrawnOn: businessDate,
  authorisation: optional(authorisation),
});

const acceptance = record({
  party: partyId,
  custodian: mspId,
  acceptedOn: businessDate,
  authorisation: optional(authorisation),
});

const errorCode: Reader<ErrorCode> = checked((text) => (isErrorCode(text) ? text : refuseField('', 'an error code')));

/** An instruction as it is stored: each transaction of its moments once. */
type StoredInstruction = Omit<SettlementInstruction, 'moments'> & { readonly moments?: readonly SharedMoment[] };

const storedInstruction: Reader<StoredInstruction> = record({
  ...keptFields,
  custodian: mspId,
  instructedOn: businessDate,
  status: word(...TRANSFER_STATUSES),
  decidedOn: optional(businessDate),
  terms: optional(sha256Text),
  accepted: optional(acceptance),
  lateSince: optional(businessDate),
  refusal: optional(errorCode),
  withdrawals: optional(list(withdrawal, { min: 1, max: 2 })),
  endedBy: optional(movementOrder),
  moments: optional(list(sharedMoment, { min: 1, max: 3 })),
});

/** Each moment named its transaction. */
const withSharedMoments: Migration = ({ moments, ...rest }) =>
  moments === undefined ? rest : { ...rest, moments: sharedMoments(finalityMoments(moments, '/moments')) };

/** How an instruction is stored. */
export const instructionRecord: StoredRecord<SettlementInstruction> = storedAs<
  StoredInstruction,
  SettlementInstruction
>(storedRecord('settlement instruction', storedInstruction, [withSharedMoments]), {
  to: ({ moments, ...rest }) => (moments === undefined ? rest : { ...rest, moments: sharedMoments(moments) }),
  from: ({ moments, ...rest }) => (moments === undefined ? rest : { ...rest, moments: momentsIn(moments) }),
});
