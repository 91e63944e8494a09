import { LIMITS } from '../limits.js';
import { totalUnits, type Lot } from './lot.js';

/** Lots chosen for a movement. */
export interface LotSelection {
  /** Consumed lots in the order in which they were taken. */
  readonly consumed: readonly Lot[];
  /** Units of the last consumed lot that stay with the sender. */
  readonly remainder: bigint;
}

/** Why no lots could be chosen. */
export type SelectionShortfall = 'UNITS_INSUFFICIENT' | 'LOTS_PER_MOVEMENT_EXCEEDED';

/**
 * Takes lots until the units are there.
 *
 * @param lots - in the order in which they are taken
 * @param units - units to move, greater than zero
 * @param lotsMax - lots that the movement may consume
 * @returns the selection, or why there is none
 */
export function selectLots(
  lots: readonly Lot[],
  units: bigint,
  lotsMax: number = LIMITS.lotsPerMovementMax,
): LotSelection | SelectionShortfall {
  if (totalUnits(lots) < units) return 'UNITS_INSUFFICIENT';
  const consumed: Lot[] = [];
  let gathered = 0n;
  for (const lot of lots) {
    if (gathered >= units) break;
    consumed.push(lot);
    gathered += lot.units;
  }
  if (consumed.length > lotsMax) return 'LOTS_PER_MOVEMENT_EXCEEDED';
  return { consumed, remainder: gathered - units };
}
