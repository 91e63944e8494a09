import { offeringRecord, type Isin, type Offering } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (isin: Isin): string => `offering/${isin}`;

/** How the distribution of a security stands; undefined before its first issue. */
export async function findOffering(state: WorldState, isin: Isin): Promise<Offering | undefined> {
  const value = await state.get(keyOf(isin));
  return value === undefined ? undefined : offeringRecord.decode(value);
}

/** Stages how the distribution stands. */
export const writeOffering = (state: WorldState, offering: Offering): void =>
  state.put(keyOf(offering.isin), offeringRecord.encode(offering));
