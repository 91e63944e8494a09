import {
  encumberedUnits,
  frozenUnits,
  type BusinessDate,
  type Encumbrances,
  type Isin,
  type PartyId,
} from '@scrip/model';
import { readEncumbrances } from '../records/encumbrance-records.js';
import { readUnitsFreezes } from '../records/freeze-records.js';
import { readReservedUnits } from '../records/reservation-records.js';
import type { WorldState } from '../world-state/world-state.js';

/** What keeps units of a holding from moving today: reservations, locks, pledges and freezes. */
export async function heldBack(
  state: WorldState,
  isin: Isin,
  holderId: PartyId,
  today: BusinessDate,
): Promise<Encumbrances> {
  return {
    reserved: await readReservedUnits(state, isin, holderId),
    encumbered: encumberedUnits(await readEncumbrances(state, isin, holderId), today),
    frozen: frozenUnits(await readUnitsFreezes(state, isin, holderId), holderId, today),
  };
}
