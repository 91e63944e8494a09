import { totalUnits, type Lot } from './lot.js';

/** What keeps units of a holding from moving, in units. */
export interface Encumbrances {
  /** Units that settlements wait for. */
  readonly reserved: bigint;
  /** Units that are locked or pledged. */
  readonly encumbered: bigint;
  /** Units that freezes hold. They lie on free units first; the rest of them binds encumbered ones as these get free. */
  readonly frozen: bigint;
}

/** Why units that are there do not move. */
export type UnitsObstacle = 'UNITS_RESERVED' | 'UNITS_FROZEN' | 'UNITS_ENCUMBERED';

/** The units of a holding that can move: all that is held, less what is encumbered; never less than none. */
export function availableUnits(lots: readonly Lot[], { reserved, encumbered, frozen }: Encumbrances): bigint {
  const free = totalUnits(lots) - reserved - encumbered - frozen;
  return free > 0n ? free : 0n;
}

/** What encumbers too much of a holding for some of its units to move; undefined: nothing does. */
export function unitsObstacle(
  lots: readonly Lot[],
  encumbrances: Encumbrances,
  units: bigint,
): UnitsObstacle | undefined {
  if (availableUnits(lots, encumbrances) >= units) return undefined;
  if (availableUnits(lots, { ...encumbrances, frozen: 0n }) >= units) return 'UNITS_FROZEN';
  return availableUnits(lots, { ...encumbrances, encumbered: 0n }) >= units ? 'UNITS_ENCUMBERED' : 'UNITS_RESERVED';
}
