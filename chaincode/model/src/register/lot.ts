import { businessDate, compareDates, type BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { partyId, lotId, mspId, type PartyId, type LotId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { price } from '../numbers/money.js';
import { units } from '../numbers/units.js';
import type { Attestation } from '../policy/attestation.js';
import { list, optional, record, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { designation, type Designation } from './designation.js';

/**
 * How lots come about: by issue, by transfer, as what was left of a lot of which a part moved, by recovery, of several
 * lots, by the correction of an entry, for units of another security, for certificates on paper, of one whose attestors are
 * others from now on.
 */
export const LOT_ORIGINS = [
  'issue',
  'transfer',
  'remainder',
  'recovery',
  'consolidation',
  'correction',
  'exchange',
  'dematerialisation',
  'rehoming',
] as const;

/** How a lot came about. */
export type LotOrigin = (typeof LOT_ORIGINS)[number];

/**
 * Units of one security that one holder acquired together, and whose peers must endorse what happens to them. A lot is
 * never changed: it is consumed and others follow.
 */
export interface Lot extends Attestation {
  readonly lotId: LotId;
  readonly isin: Isin;
  /** The registered holder, whose title it is. */
  readonly holderId: PartyId;
  /** For whom it holds; absent: for itself or, a nominee, for nobody whom the register knows. */
  readonly designation?: Designation;
  readonly units: bigint;
  /** Units acquired together with these of which the holder has disposed since; absent: none. */
  readonly passedOn?: bigint;
  readonly acquiredOn: BusinessDate;
  /** Issue price per unit in the currency of the security. What was paid in a transfer is private and not here. */
  readonly price?: string;
  /** Units that the price is for, where no decimal string says exactly what one has cost; absent: one. */
  readonly pricePer?: bigint;
  readonly origin: LotOrigin;
  /** The lots of earlier transactions that were consumed for this one; empty after an issue. */
  readonly sources: readonly LotId[];
}

/** Reader of a lot. */
export const lot: Reader<Lot> = record({
  lotId,
  isin,
  holderId: partyId,
  designation: optional(designation),
  units,
  passedOn: optional(units),
  acquiredOn: businessDate,
  price: optional(price),
  pricePer: optional(units),
  origin: word(...LOT_ORIGINS),
  sources: list(lotId, { min: 0, max: LIMITS.sourcesPerLotMax }),
  attestors: list(mspId, { min: 2, max: LIMITS.participantsMax }),
  quorums: optional(
    list(list(mspId, { min: 2, max: LIMITS.participantsMax }), { min: 2, max: LIMITS.quorumsPerKeyMax }),
  ),
});

/** How a lot is stored. */
export const lotRecord = storedRecord<Lot>('lot', lot);

/** The parts of a lot id. */
export function splitLotId(id: LotId): { readonly transactionId: string; readonly index: number } {
  const [transactionId = '', index = ''] = id.split('/');
  return { transactionId, index: Number(index) };
}

/** The id of the lot that a transaction creates as its `index`-th. */
export const lotIdOf = (transactionId: string, index: number): LotId => `${transactionId}/${index}` as LotId;

/** Whether a transaction creates a lot of this id. */
export const isLotOf = (id: LotId, transactionId: string): boolean => splitLotId(id).transactionId === transactionId;

/** First in, first out: by date of acquisition, then by id, so that every endorser has the same order. */
export function compareByAcquisition(left: Lot, right: Lot): number {
  const byDate = compareDates(left.acquiredOn, right.acquiredOn);
  if (byDate !== 0) return byDate;
  const [a, b] = [splitLotId(left.lotId), splitLotId(right.lotId)];
  if (a.transactionId !== b.transactionId) return a.transactionId < b.transactionId ? -1 : 1;
  return a.index - b.index;
}

/** The units of lots together: a holding is the sum of its lots and stored nowhere else. */
export const totalUnits = (lots: readonly Lot[]): bigint => lots.reduce((sum, { units: held }) => sum + held, 0n);
