import {
  businessDate,
  LIMITS,
  movementRecord,
  partyId,
  type BusinessDate,
  type Isin,
  type MovementEntry,
  type PartyId,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

/** What a rule looks back on: units that a party has moved on a day. */
export interface PastMovement {
  readonly party: PartyId;
  readonly on: BusinessDate;
  readonly units: bigint;
}

const transferredPrefix = (isin: Isin, party: PartyId): string => `transferred/${isin}/${party}/`;
const subscribedPrefix = (isin: Isin): string => `subscribed/${isin}/`;

/** Stages a movement, and the marks by which rules look back on it. @param id - transaction and number, `<id>/<n>` */
export function writeMovement(state: WorldState, id: string, movement: MovementEntry): void {
  const { isin, kind, from, to, units, businessDate: on } = movement;
  state.put(`movement/${isin}/${on}/${id}`, movementRecord.encode(movement));
  if (kind === 'transfer' && from !== undefined) {
    state.put(`${transferredPrefix(isin, from)}${on}/${id}`, units.toString());
  }
  if (kind === 'issue' && to !== undefined) state.put(`${subscribedPrefix(isin)}${on}/${to}/${id}`, units.toString());
}

/** What a party has transferred since a day, that day included. */
export async function readTransferred(
  state: WorldState,
  isin: Isin,
  party: PartyId,
  since: BusinessDate,
): Promise<readonly PastMovement[]> {
  const prefix = transferredPrefix(isin, party);
  const entries = await state.range(prefix, LIMITS.movementsPerPeriodMax, since);
  return entries.map(({ key, value }) => {
    const [on = ''] = key.slice(prefix.length).split('/');
    return { party, on: businessDate(on, ''), units: BigInt(value) };
  });
}

/** What all have subscribed for since a day, that day included. */
export async function readSubscribed(
  state: WorldState,
  isin: Isin,
  since: BusinessDate,
): Promise<readonly PastMovement[]> {
  const prefix = subscribedPrefix(isin);
  const entries = await state.range(prefix, LIMITS.movementsPerPeriodMax, since);
  return entries.map(({ key, value }) => {
    const [on = '', party = ''] = key.slice(prefix.length).split('/');
    return { party: partyId(party, ''), on: businessDate(on, ''), units: BigInt(value) };
  });
}
