import {
  compareByAcquisition,
  DomainError,
  inSubAccount,
  LIMITS,
  lotRecord,
  ownerOf,
  splitLotId,
  type PartyId,
  type Isin,
  type Lot,
  type LotId,
} from '@scrip/model';
import type { Entry, WorldState } from '../world-state/world-state.js';
import { holdersUnder, type HolderPage } from './holder-pages.js';

/** The keys of lots, which this module and the count of a register know: `lot/<isin>/<holder>/<transaction>/<index>`. */
export const registerPrefix = (isin: Isin): string => `lot/${isin}/`;
const holdingPrefix = (isin: Isin, holderId: PartyId): string => `${registerPrefix(isin)}${holderId}/`;

/** A mark for each lot of a nominee under whom it is for: `held-for/<isin>/<owner>/<holder>/<transaction>/<index>`. */
export const marksPrefix = (isin: Isin): string => `held-for/${isin}/`;
const heldForPrefix = (isin: Isin, owner: PartyId): string => `${marksPrefix(isin)}${owner}/`;

function keyOf(isin: Isin, holderId: PartyId, lotId: LotId): string {
  const { transactionId, index } = splitLotId(lotId);
  return `${holdingPrefix(isin, holderId)}${transactionId}/${index}`;
}

const MARKER = '{}';

function markOf(lot: Lot): string {
  const { transactionId, index } = splitLotId(lot.lotId);
  return `${heldForPrefix(lot.isin, ownerOf(lot))}${lot.holderId}/${transactionId}/${index}`;
}

/** The lots of one holder in one security, oldest first: those that it holds for others too. */
export async function readHolding(state: WorldState, isin: Isin, holderId: PartyId): Promise<readonly Lot[]> {
  const entries = await state.range(holdingPrefix(isin, holderId), LIMITS.lotsPerHoldingReadMax);
  return entries.map(lotOf).sort(compareByAcquisition);
}

/** Those of some lots of one holder that are there, each by its key: however many others there are. */
export async function readLots(
  state: WorldState,
  isin: Isin,
  holderId: PartyId,
  lotIds: readonly LotId[],
): Promise<readonly Lot[]> {
  const lots: Lot[] = [];
  for (const id of lotIds) {
    const value = await state.get(keyOf(isin, holderId, id));
    if (value !== undefined) lots.push(lotRecord.decode(value));
  }
  return lots.sort(compareByAcquisition);
}

/** Lots of committed entries: a batch looks at the holding of its sender again for every movement. */
const decoded = new WeakMap<Entry, Lot>();

function lotOf(entry: Entry): Lot {
  const lot = decoded.get(entry) ?? lotRecord.decode(entry.value);
  decoded.set(entry, lot);
  return lot;
}

/** The lots that nominees hold for a party, nominee by nominee. */
export async function readHeldFor(state: WorldState, isin: Isin, owner: PartyId): Promise<readonly Lot[]> {
  const prefix = heldForPrefix(isin, owner);
  const marks = await state.range(prefix, LIMITS.lotsPerHoldingReadMax);
  const lots: Lot[] = [];
  for (const { key } of marks) {
    const value = await state.get(`${registerPrefix(isin)}${key.slice(prefix.length)}`);
    if (value === undefined) throw new DomainError('REGISTER_INCONSISTENT', { isin, mark: key });
    lots.push(lotRecord.decode(value));
  }
  return lots;
}

/** The lots that are for a party: its own that it holds for nobody else, and those that nominees hold for it. */
export async function readOwned(state: WorldState, isin: Isin, owner: PartyId): Promise<readonly Lot[]> {
  const own = inSubAccount(await readHolding(state, isin, owner), undefined);
  return [...own, ...(await readHeldFor(state, isin, owner))].sort(compareByAcquisition);
}

/** The first holders after one who have lots of a security. */
export const holdersOnRegister = (state: WorldState, isin: Isin, after: string): Promise<HolderPage> =>
  holdersUnder(state, registerPrefix(isin), after);

/** The first parties after one for whom nominees have lots of a security. */
export const ownersThroughNominees = (state: WorldState, isin: Isin, after: string): Promise<HolderPage> =>
  holdersUnder(state, marksPrefix(isin), after);

/** Stages a new lot with the policy of its attestors. */
export function createLot(state: WorldState, lot: Lot, policy: Uint8Array): void {
  state.create(keyOf(lot.isin, lot.holderId, lot.lotId), lotRecord.encode(lot), policy);
  if (lot.designation !== undefined) state.create(markOf(lot), MARKER, policy);
}

/** Stages the end of a lot. */
export function consumeLot(state: WorldState, lot: Lot): void {
  state.delete(keyOf(lot.isin, lot.holderId, lot.lotId));
  if (lot.designation !== undefined) state.delete(markOf(lot));
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
