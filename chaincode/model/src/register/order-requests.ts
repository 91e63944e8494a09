import { isin, type Isin } from '../identifiers/isin.js';
import { mspId, partyId, type MspId, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { endedInstructions, ORDER_OVERRIDES, type EndedInstructions, type OrderOverride } from './movement-order.js';
import { list, optional, record, word, type Reader } from '../serialisation/reader.js';
import { designation, receivingAccount, requireOthers, type Designation } from './designation.js';
import { encumbranceId } from './encumbrance.js';
import { namedEncumbrances, type SubjectTo } from './encumbrance-requests.js';
import { lotChoice, type LotChoice } from './lot-choice.js';
import { legalBasisFields, type LegalBasis } from './legal-basis.js';

/** So many units that an organisation has frozen may be taken. */
export interface FreezeRelease {
  readonly imposedBy: MspId;
  readonly units: bigint;
}

/** The body of `register:forceTransfer`. */
export interface ForcedTransferRequest extends LegalBasis {
  readonly isin: Isin;
  readonly fromHolderId: PartyId;
  readonly toHolderId: PartyId;
  readonly units: bigint;
  /** The sub-account of either that is meant; absent: units that are allocated to nobody. */
  readonly fromDesignation?: Designation;
  readonly toDesignation?: Designation;
  /** Which lots are taken; absent: the first acquired first. */
  readonly lots?: LotChoice;
  /** What the order releases of freezes of units; whatever it does not name stays frozen. */
  readonly releases?: readonly FreezeRelease[];
  /** Encumbrances that the order ends; all others stay. */
  readonly discharges?: readonly string[];
  /** Encumbrances that go along with units on which they lie, whether they follow by the holder's word or not. */
  readonly subjectTo?: SubjectTo;
  readonly overrides?: OrderOverride;
  readonly ends?: EndedInstructions;
}

const forcedTransferFields = record({
  ...legalBasisFields,
  isin,
  fromHolderId: partyId,
  toHolderId: partyId,
  units,
  fromDesignation: optional(designation),
  toDesignation: optional(designation),
  lots: optional(lotChoice),
  releases: optional(list(record({ imposedBy: mspId, units }), { min: 1, max: LIMITS.participantsMax })),
  discharges: optional(list(encumbranceId, { min: 1, max: LIMITS.encumbrancesPerHoldingMax })),
  subjectTo: optional(namedEncumbrances),
  overrides: optional(word(...ORDER_OVERRIDES)),
  ends: optional(endedInstructions),
});

/** Reader of a forced transfer. Errors: DUPLICATE_IN_BATCH, DESIGNATION_INVALID. */
export const forcedTransferRequest: Reader<ForcedTransferRequest> = (value, path) => {
  const request = forcedTransferFields(value, path);
  requireDistinct(request.discharges ?? []);
  requireDistinct((request.releases ?? []).map(({ imposedBy }) => imposedBy));
  requireOthers(receivingAccount(request), `${path}/toDesignation`);
  return request;
};

/** The body of `register:recoverHolding`: all that a holder has who has lost access, to the record that succeeds it. */
export interface RecoveryOfHolding extends LegalBasis {
  readonly isin: Isin;
  readonly fromHolderId: PartyId;
  readonly toHolderId: PartyId;
  readonly ends?: EndedInstructions;
}

/** Reader of a recovery. Error: DUPLICATE_IN_BATCH. */
export const recoveryOfHolding: Reader<RecoveryOfHolding> = record({
  ...legalBasisFields,
  isin,
  fromHolderId: partyId,
  toHolderId: partyId,
  ends: optional(endedInstructions),
});

/** The body of `register:redeem` and of `register:cancel`. */
export interface RedemptionRequest extends LegalBasis {
  readonly isin: Isin;
  readonly holderId: PartyId;
  readonly units: bigint;
  /** The sub-account that is meant; absent: units that are allocated to nobody. */
  readonly designation?: Designation;
  /** Which lots are taken; absent: the first acquired first. */
  readonly lots?: LotChoice;
  readonly ends?: EndedInstructions;
}

/** Reader of a redemption. Error: DUPLICATE_IN_BATCH. */
export const redemptionRequest: Reader<RedemptionRequest> = record({
  ...legalBasisFields,
  isin,
  holderId: partyId,
  units,
  designation: optional(designation),
  lots: optional(lotChoice),
  ends: optional(endedInstructions),
});
