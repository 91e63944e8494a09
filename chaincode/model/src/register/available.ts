import { totalUnits, type Lot } from './lot.js';

/** What keeps units of a holding from moving, in units. */
export interface Encumbrances {
  /** Units that settlements wait for. */
  readonly reserved: bigint;
}

/** The units of a holding that can move: all that is held, less what is encumbered. */
export const availableUnits = (lots: readonly Lot[], { reserved }: Encumbrances): bigint => totalUnits(lots) - reserved;
