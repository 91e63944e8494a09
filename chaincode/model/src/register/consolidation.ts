import { isin, type Isin } from '../identifiers/isin.js';
import { lotId, partyId, type LotId, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, record, type Reader } from '../serialisation/reader.js';
import { isSameDesignation } from './designation.js';
import type { LotSelection } from './lot-selection.js';
import type { Lot } from './lot.js';

/** The body of `register:consolidate`: lots of which one is made. */
export interface ConsolidationRequest {
  readonly isin: Isin;
  readonly holderId: PartyId;
  readonly lotIds: readonly LotId[];
}

const fields = record({
  isin,
  holderId: partyId,
  lotIds: list(lotId, { min: 2, max: LIMITS.lotsPerMovementMax }),
});

/** Reader of a consolidation. Error: DUPLICATE_IN_BATCH. */
export const consolidationRequest: Reader<ConsolidationRequest> = (value, path) => {
  const request = fields(value, path);
  requireDistinct(request.lotIds);
  return request;
};

/** Why lots cannot become one. */
export type ConsolidationObstacle = 'LOT_UNKNOWN' | 'LOTS_DIFFER';

/** The lots that become one: all of one day, one price and one sub-account, on which rules and taxes depend. */
export function selectAlike(lots: readonly Lot[], lotIds: readonly LotId[]): LotSelection | ConsolidationObstacle {
  const consumed = lots.filter((each) => lotIds.includes(each.lotId));
  if (consumed.length < lotIds.length) return 'LOT_UNKNOWN';
  const [first] = consumed;
  const isAlike = consumed.every(
    (each) =>
      each.acquiredOn === first?.acquiredOn &&
      each.price === first.price &&
      each.pricePer === first.pricePer &&
      isSameDesignation(each.designation, first.designation),
  );
  return isAlike ? { consumed, remainder: 0n } : 'LOTS_DIFFER';
}
