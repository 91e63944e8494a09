import type { BusinessDate } from '../dates/business-date.js';
import { inSubAccount, type Designation, type SubAccount } from './designation.js';
import { encumberedUnits, type Encumbrance } from './encumbrance.js';
import type { Freeze } from './freeze.js';
import { frozenUnits } from './freeze-rule.js';
import { totalUnits, type Lot } from './lot.js';
import { reservedUnits, type Reservation } from './reservation.js';

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

/** What keeps units from moving, of a holding altogether and of one of its sub-accounts. */
export interface HeldBack {
  readonly holding: Encumbrances;
  readonly subAccount: Encumbrances;
}

/** Whatever lies on a holding: what is over counts no longer. */
export interface HoldingBurden {
  readonly reservations: readonly Reservation[];
  readonly encumbrances: readonly Encumbrance[];
  readonly freezes: readonly Freeze[];
}

/**
 * What keeps units of a sub-account from moving. Locks, pledges and reservations lie on the sub-account that they
 * name; an order freezes units of the holding as a whole, wherever they are.
 */
export function heldBackIn(
  { reservations, encumbrances, freezes }: HoldingBurden,
  { holderId, designation }: SubAccount,
  today: BusinessDate,
): HeldBack {
  const reserved = reservedUnits(reservations);
  return {
    holding: {
      reserved,
      encumbered: encumberedUnits(encumbrances, today),
      frozen: frozenUnits(freezes, holderId, today),
    },
    subAccount: {
      reserved: reservedUnits(inSubAccount(reservations, designation)),
      encumbered: encumberedUnits(inSubAccount(encumbrances, designation), today),
      frozen: 0n,
    },
  };
}

/** Units of a sub-account that can move: both it and the holding as a whole must have them free. */
export function availableIn(lots: readonly Lot[], of: Designation | undefined, heldBack: HeldBack): bigint {
  const [own, all] = [
    availableUnits(inSubAccount(lots, of), heldBack.subAccount),
    availableUnits(lots, heldBack.holding),
  ];
  return own < all ? own : all;
}

/**
 * Why so many units of a sub-account do not move.
 *
 * @param lots - all lots of the holding
 */
export function subAccountObstacle(
  lots: readonly Lot[],
  of: Designation | undefined,
  heldBack: HeldBack,
  units: bigint,
): UnitsObstacle | 'UNITS_INSUFFICIENT' | undefined {
  const own = inSubAccount(lots, of);
  if (totalUnits(own) < units) return 'UNITS_INSUFFICIENT';
  return unitsObstacle(own, heldBack.subAccount, units) ?? unitsObstacle(lots, heldBack.holding, units);
}
