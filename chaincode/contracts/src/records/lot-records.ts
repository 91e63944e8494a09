import {
  compareByAcquisition,
  LIMITS,
  lotRecord,
  splitLotId,
  type PartyId,
  type Isin,
  type Lot,
  type LotId,
} from '@scrip/model';
import type { Entry, WorldState } from '../world-state/world-state.js';
import { holdersUnder, type HolderPage } from './holder-pages.js';

/** The only module that knows the keys of lots: `lot/<isin>/<holder>/<transaction>/<index>`. */
const registerPrefix = (isin: Isin): string => `lot/${isin}/`;
const holdingPrefix = (isin: Isin, holderId: PartyId): string => `${registerPrefix(isin)}${holderId}/`;

function keyOf(isin: Isin, holderId: PartyId, lotId: LotId): string {
  const { transactionId, index } = splitLotId(lotId);
  return `${holdingPrefix(isin, holderId)}${transactionId}/${index}`;
}

/** The lots of one holder in one security, oldest first. */
export async function readHolding(state: WorldState, isin: Isin, holderId: PartyId): Promise<readonly Lot[]> {
  const entries = await state.range(holdingPrefix(isin, holderId), LIMITS.lotsPerHoldingReadMax);
  return entries.map(lotOf).sort(compareByAcquisition);
}

/** Lots of committed entries: a batch looks at the holding of its sender again for every movement. */
const decoded = new WeakMap<Entry, Lot>();

function lotOf(entry: Entry): Lot {
  const lot = decoded.get(entry) ?? lotRecord.decode(entry.value);
  decoded.set(entry, lot);
  return lot;
}

/** All lots of a security, holder by holder. */
export async function readRegister(state: WorldState, isin: Isin): Promise<readonly Lot[]> {
  const entries = await state.range(registerPrefix(isin), LIMITS.recordsPerQueryMax);
  return entries.map(lotOf);
}

/** The first holders after one who have lots of a security. */
export const holdersOnRegister = (state: WorldState, isin: Isin, after: string): Promise<HolderPage> =>
  holdersUnder(state, registerPrefix(isin), after);

/** Stages a new lot with the policy of its attestors. */
export function createLot(state: WorldState, lot: Lot, policy: Uint8Array): void {
  state.create(keyOf(lot.isin, lot.holderId, lot.lotId), lotRecord.encode(lot), policy);
}

/** Stages the end of a lot. */
export function consumeLot(state: WorldState, lot: Lot): void {
  state.delete(keyOf(lot.isin, lot.holderId, lot.lotId));
}

/** An entry in the life of a lot. */
export interface LotHistoryEntry {
  readonly transactionId: string;
  readonly event: 'created' | 'consumed';
  readonly lot?: Lot;
}

/** What happened to a lot, latest first; empty when there never was one. */
export async function readLotHistory(
  state: WorldState,
  isin: Isin,
  holderId: PartyId,
  lotId: LotId,
): Promise<readonly LotHistoryEntry[]> {
  const changes = await state.history(keyOf(isin, holderId, lotId), LIMITS.historyEntriesMax);
  return changes.map(({ transactionId, value }) =>
    value === undefined
      ? { transactionId, event: 'consumed' }
      : { transactionId, event: 'created', lot: lotRecord.decode(value) },
  );
}
