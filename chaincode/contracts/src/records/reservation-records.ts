import { reservedHoldingRecord, type Isin, type PartyId, type Reservation, type ReservedHolding } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';
import { holdersUnder, type HolderPage } from './holder-pages.js';

const prefixOf = (isin: Isin): string => `reserved/${isin}/`;
/** Key of the reservations of a holding. */
export const reservationKey = (isin: Isin, holderId: PartyId): string => `${prefixOf(isin)}${holderId}`;

/** The first holders after one of whose units some are reserved. */
export const reservingHolders = (state: WorldState, isin: Isin, after: string): Promise<HolderPage> =>
  holdersUnder(state, prefixOf(isin), after);

/** The reservations of a holding: one key, because every movement of the holder looks at it. */
export async function readReservations(
  state: WorldState,
  isin: Isin,
  holderId: PartyId,
): Promise<readonly Reservation[]> {
  const value = await state.get(reservationKey(isin, holderId));
  return value === undefined ? [] : reservedHoldingRecord.decode(value).reservations;
}

/** Stages the reservations of a holding; without any its record ends. */
export function writeReservations(state: WorldState, held: ReservedHolding): void {
  const key = reservationKey(held.isin, held.holderId);
  if (held.reservations.length === 0) state.delete(key);
  else state.put(key, reservedHoldingRecord.encode(held));
}
