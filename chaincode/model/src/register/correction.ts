import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { breakId, partyId, type BreakId, type PartyId } from '../identifiers/names.js';
import { price } from '../numbers/money.js';
import { units } from '../numbers/units.js';
import { optional, record, refuseField, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { designation, requireOthers, type Designation, type SubAccount } from './designation.js';
import { disputeId } from './freeze.js';
import { entryId, type EntryId } from './entry-id.js';
import { legalBasisFields, type LegalBasis } from './legal-basis.js';
import { selectLots, type LotSelection, type SelectionShortfall } from './lot-selection.js';
import { compareByAcquisition, totalUnits, type Lot } from './lot.js';
import { isOfRecordOnly } from './movement.js';
import type { MovementEntry } from './movement-entry.js';

/** An entry of a register, with the business date of it. */
export interface EntryReference {
  readonly entry: EntryId;
  readonly on: BusinessDate;
}

/** When and at what price units count as acquired. */
export interface AcquisitionTerms {
  readonly acquiredOn?: BusinessDate;
  readonly price?: string;
}

/** The body of `register:correct`. */
export interface CorrectionRequest extends LegalBasis {
  readonly isin: Isin;
  /** The entry that brought units to the wrong holder. It stays as it is. */
  readonly corrects: EntryReference;
  /** The break over the error, which somebody has found and put on record; absent: a dispute is the ground. */
  readonly breakId?: BreakId;
  /** The dispute that was upheld; absent: a break is the ground. */
  readonly disputeId?: string;
  /** To whom the units go: back to who gave them, or to who should have received them. */
  readonly toHolderId: PartyId;
  /** For whom it is to hold them; absent: for nobody else. */
  readonly toDesignation?: Designation;
  readonly units: bigint;
  /** When and at what price the right holder acquired them; absent: as the lots that are taken say. */
  readonly acquiredOn?: BusinessDate;
  readonly price?: string;
}

/** Reader of an entry that is named. */
export const entryReference: Reader<EntryReference> = record({ entry: entryId, on: businessDate });

const correctionFields = record({
  ...legalBasisFields,
  isin,
  corrects: entryReference,
  breakId: optional(breakId),
  disputeId: optional(disputeId),
  toHolderId: partyId,
  toDesignation: optional(designation),
  units,
  acquiredOn: optional(businessDate),
  price: optional(price),
});

/** Reader of a correction of the register. Error: DESIGNATION_INVALID. */
export const registerCorrection: Reader<CorrectionRequest> = (value, path) => {
  const read = correctionFields(value, path);
  requireOthers(correctedAccount(read), `${path}/toDesignation`);
  if ((read.breakId === undefined) === (read.disputeId === undefined)) refuseField(path, 'a break or a dispute');
  return read;
};

/** The sub-account to which a correction brings units. */
export const correctedAccount = ({
  toHolderId: holderId,
  toDesignation: of,
}: Pick<CorrectionRequest, 'toHolderId' | 'toDesignation'>): SubAccount =>
  of === undefined ? { holderId } : { holderId, designation: of };

/** What a correction has moved of an entry: kept beside it. */
export interface CorrectionNote extends EntryReference {
  readonly units: bigint;
}

/** Reader of what a correction has moved. */
export const correctionNoted: Reader<CorrectionNote> = record({ entry: entryId, on: businessDate, units });

/** How what a correction has moved is stored. */
export const correctionNote = storedRecord<CorrectionNote>('correction', correctionNoted);

/** Why the units of an entry cannot be taken back. */
export type CorrectionShortfall = 'UNITS_PASSED_ON';

/**
 * The lots that a correction takes: first those that the entry created and what is left of them, then others of the same
 * holder, because units of a security are alike. What has passed on to others is theirs: nobody who acquired from a
 * registered holder in good faith loses by a correction (for instance eWpG section 26, UCC section 8-303).
 */
export function selectCredited(
  lots: readonly Lot[],
  quantity: bigint,
  entry: EntryId,
): LotSelection | SelectionShortfall | CorrectionShortfall {
  if (totalUnits(lots) < quantity) return 'UNITS_PASSED_ON';
  const names: string = entry;
  const isCredited = ({ lotId, sources }: Lot): boolean => lotId === names || sources.some((each) => each === names);
  const creditedFirst = (left: Lot, right: Lot): number =>
    Number(isCredited(right)) - Number(isCredited(left)) || compareByAcquisition(left, right);
  return selectLots([...lots].sort(creditedFirst), quantity);
}

/**
 * The holder from whom an entry can be corrected: who received units by it.
 *
 * @param corrected - units that earlier corrections of the entry have moved
 * @throws DomainError ENTRY_NOT_CORRECTABLE, CORRECTION_EXCEEDS_ENTRY
 */
export function requireCorrectable(
  { kind, to, units: brought }: Pick<MovementEntry, 'kind' | 'to' | 'units'>,
  quantity: bigint,
  corrected: bigint,
): PartyId {
  if (to === undefined || isOfRecordOnly({ kind })) throw new DomainError('ENTRY_NOT_CORRECTABLE', { kind });
  if (corrected + quantity > brought) throw new DomainError('CORRECTION_EXCEEDS_ENTRY');
  return to;
}

/** Terms of acquisition as somebody states them. @throws DomainError DATE_INVALID for a day that has not come */
export function acquisitionTerms({ acquiredOn, price: paid }: AcquisitionTerms, today: BusinessDate): AcquisitionTerms {
  if (acquiredOn !== undefined && isBefore(today, acquiredOn)) {
    throw new DomainError('DATE_INVALID', { path: '/acquiredOn', rule: 'not after the business date' });
  }
  return { ...(acquiredOn === undefined ? {} : { acquiredOn }), ...(paid === undefined ? {} : { price: paid }) };
}

/**
 * {@link acquisitionTerms} of a correction: what the right holder should have had came about by the entry, so no earlier
 * day counts, by which a holding period could be made up.
 *
 * @throws DomainError DATE_INVALID
 */
export function correctedTerms(request: CorrectionRequest, today: BusinessDate): AcquisitionTerms {
  const { acquiredOn, corrects } = request;
  if (acquiredOn !== undefined && isBefore(acquiredOn, corrects.on)) {
    throw new DomainError('DATE_INVALID', { path: '/acquiredOn', rule: 'not before the entry that is corrected' });
  }
  return acquisitionTerms(request, today);
}
