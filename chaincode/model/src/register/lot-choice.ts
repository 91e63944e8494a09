import { lotId, type LotId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { parseDecimal } from '../numbers/decimal.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, word, type Reader } from '../serialisation/reader.js';
import { compareByAcquisition, type Lot } from './lot.js';

/** Orders in which lots are taken: the first acquired first, the last acquired first, the dearest first. */
export const LOT_ORDERS = ['fifo', 'lifo', 'highestPrice'] as const;

/** An order in which lots are taken. */
export type LotOrder = (typeof LOT_ORDERS)[number];

/** Which lots of a holding move: by an order, or those that are named and no others, as they are listed. */
export type LotChoice = LotOrder | readonly LotId[];

const order = word(...LOT_ORDERS);
const named = list(lotId, { min: 1, max: LIMITS.lotsPerMovementMax });

/** Reader of a choice. Errors: FIELD_INVALID, DUPLICATE_IN_BATCH. */
export const lotChoice: Reader<LotChoice> = (value, path) => {
  if (!Array.isArray(value)) return order(value, path);
  const ids = named(value, path);
  requireDistinct(ids);
  return ids;
};

/** Lots in the order in which they are taken, the same for every endorser. */
export const inOrder = (lots: readonly Lot[], by: LotOrder = 'fifo'): readonly Lot[] => [...lots].sort(COMPARE[by]);

const COMPARE: Readonly<Record<LotOrder, (left: Lot, right: Lot) => number>> = {
  fifo: compareByAcquisition,
  lifo: (left, right) => compareByAcquisition(right, left),
  highestPrice: (left, right) => comparePrices(right, left) || compareByAcquisition(left, right),
};

/** By what one unit has cost, exactly; a lot of which nobody knows it comes before all others. */
function comparePrices(left: Lot, right: Lot): number {
  if (left.price === undefined || right.price === undefined) {
    return Number(left.price !== undefined) - Number(right.price !== undefined);
  }
  const [a, b] = [parseDecimal(left.price), parseDecimal(right.price)];
  const difference =
    a.coefficient * 10n ** BigInt(b.scale) * (right.pricePer ?? 1n) -
    b.coefficient * 10n ** BigInt(a.scale) * (left.pricePer ?? 1n);
  return difference < 0n ? -1 : Number(difference > 0n);
}
