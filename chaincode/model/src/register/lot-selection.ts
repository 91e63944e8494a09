import { LIMITS } from '../limits.js';
import { compareByAcquisition, totalUnits, type Lot } from './lot.js';

/** Lots chosen for a movement. */
export interface LotSelection {
  /** Consumed lots, oldest first. */
  readonly consumed: readonly Lot[];
  /** Units of the last consumed lot that stay with the sender. */
  readonly remainder: bigint;
}

/** Why no lots could be chosen. */
export type SelectionShortfall = 'UNITS_INSUFFICIENT' | 'LOTS_PER_MOVEMENT_EXCEEDED';

/**
 * Chooses the lots of a movement, first in first out.
 *
 * @param lots - all lots of the sender in the security, in any order
 * @param units - units to move, greater than zero
 * @param lotsMax - lots that the movement may consume
 * @param order - which lots go first; absent: those that were acquired first
 * @returns the selection, or why there is none
 */
export function selectLots(
  lots: readonly Lot[],
  units: bigint,
  lotsMax: number = LIMITS.lotsPerMovementMax,
  order: (left: Lot, right: Lot) => number = compareByAcquisition,
): LotSelection | SelectionShortfall {
  if (totalUnits(lots) < units) return 'UNITS_INSUFFICIENT';
  const consumed: Lot[] = [];
  let gathered = 0n;
  for (const lot of [...lots].sort(order)) {
    if (gathered >= units) break;
    consumed.push(lot);
    gathered += lot.units;
  }
  if (consumed.length > lotsMax) return 'LOTS_PER_MOVEMENT_EXCEEDED';
  return { consumed, remainder: gathered - units };
}
