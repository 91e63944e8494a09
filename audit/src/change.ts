import type { LedgerImage } from './ledger-image.js';
import { isLotKey, lotOf, type StoredLot } from './lot.js';
import { storedOf, textIn, type Stored } from './stored.js';
import type { AuditedTransaction, Write } from './transaction.js';

/** An entry of the movement of units: `movement/<isin>/<business date>/<transaction>/<number>`. */
export interface MovementEntry {
  readonly key: string;
  readonly isin: string;
  readonly record: Stored | undefined;
}

/** What a transaction changes, between the state before it and the state after it. */
export interface Change {
  readonly transaction: AuditedTransaction;
  /** Records that its keys had before, of those that were there. */
  readonly before: ReadonlyMap<string, Stored | undefined>;
  readonly created: readonly StoredLot[];
  readonly consumed: readonly StoredLot[];
  readonly entries: readonly MovementEntry[];
}

/** The change of a transaction on the state before it. */
export function changeOf(transaction: AuditedTransaction, state: LedgerImage): Change {
  const { writes } = transaction;
  const lots = writes.filter(({ key }) => isLotKey(key));
  return {
    transaction,
    before: new Map(writes.filter(({ key }) => state.has(key)).map(({ key }) => [key, state.get(key)])),
    created: lots.flatMap((write) => createdBy(write)),
    consumed: lots.flatMap(({ key }) => state.lot(key) ?? []),
    entries: writes.flatMap((write) => entryOf(write)),
  };
}

/** Holdings that a change touches: by their lots, their reservations or their encumbrances. */
export function touchedHoldings({ transaction, created, consumed }: Change): readonly (readonly [string, string])[] {
  const touched = new Map<string, readonly [string, string]>();
  const add = (isin: string, holderId: string): unknown => touched.set(`${isin}/${holderId}`, [isin, holderId]);
  for (const { isin, holderId } of [...created, ...consumed]) add(isin, holderId);
  for (const { key } of transaction.writes) {
    const [, isin, holderId] = /^(?:reserved|encumbered)\/([^/]+)\/([^/]+)$/.exec(key) ?? [];
    if (isin !== undefined && holderId !== undefined) add(isin, holderId);
  }
  return [...touched.values()];
}

/** Securities of which a change touches the register. */
export function touchedSecurities({ transaction, created, consumed }: Change): readonly string[] {
  const issued = transaction.writes.map(({ key }) => /^(?:issued|onPaper)\/([^/]+)$/.exec(key)?.[1] ?? '');
  return [...new Set([...created, ...consumed].map(({ isin }) => isin).concat(issued))].filter((isin) => isin !== '');
}

function createdBy({ key, value }: Write): readonly StoredLot[] {
  const lot = value === undefined ? undefined : lotOf(key, storedOf(value));
  return lot === undefined ? [] : [lot];
}

function entryOf({ key, value }: Write): readonly MovementEntry[] {
  if (!key.startsWith('movement/') || value === undefined) return [];
  const record = storedOf(value);
  return [{ key, isin: textIn(record, 'isin'), record }];
}
