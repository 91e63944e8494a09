import {
  heldBackIn,
  subAccountObstacle,
  type BusinessDate,
  type HeldBack,
  type HoldingBurden,
  type Isin,
  type PartyId,
  type SubAccount,
  type UnitsObstacle,
} from '@scrip/model';
import { encumbranceKey, readEncumbrances } from '../records/encumbrance-records.js';
import { readUnitsFreezes, unitsFreezesKey } from '../records/freeze-records.js';
import { readHolding } from '../records/lot-records.js';
import { readReservations, reservationKey } from '../records/reservation-records.js';
import type { WorldState } from '../world-state/world-state.js';

/** Keys of whatever lies on a holding. */
export const burdenKeys = (isin: Isin, holderId: PartyId): readonly string[] => [
  reservationKey(isin, holderId),
  encumbranceKey(isin, holderId),
  unitsFreezesKey(isin, holderId),
];

/** Whatever lies on a holding: reservations, locks, pledges and freezes of units. */
export const burdenOf = async (state: WorldState, isin: Isin, holderId: PartyId): Promise<HoldingBurden> => ({
  reservations: await readReservations(state, isin, holderId),
  encumbrances: await readEncumbrances(state, isin, holderId),
  freezes: await readUnitsFreezes(state, isin, holderId),
});

/** What keeps units of a sub-account, and of its holding as a whole, from moving today. */
export const heldBack = async (
  state: WorldState,
  isin: Isin,
  account: SubAccount,
  today: BusinessDate,
): Promise<HeldBack> => heldBackIn(await burdenOf(state, isin, account.holderId), account, today);

/** Units of a sub-account that something is to happen to. */
export interface AskedUnits extends SubAccount {
  readonly isin: Isin;
  readonly units: bigint;
}

/** Why so many units of a sub-account are not free today, if so. */
export async function shortfallOf(
  state: WorldState,
  asked: AskedUnits,
  today: BusinessDate,
): Promise<UnitsObstacle | 'UNITS_INSUFFICIENT' | undefined> {
  const { isin, holderId, designation, units } = asked;
  const lots = await readHolding(state, isin, holderId);
  return subAccountObstacle(lots, designation, await heldBack(state, isin, asked, today), units);
}
