import { sha256 } from '../../crypto/ecdsa.js';
import { type PrivatePiece, type IndexedTransaction } from './private-pieces.js';
import { type PrivateSetStore, withoutKeys } from './private-set-store.js';
import type { PrivateUpdates } from './private-updates.js';
import { COLUMN, numberBytes, recordKey } from './record-key.js';
import type { RecordWrite } from '../storage/database.js';
import type { OrganizationStore } from './store.js';
import type { CollectionName, PieceAddress, Version } from './types.js';

/** A purge in a block: the key's values up to and including `version` are to be erased. */
export interface Purge extends CollectionName {
  /** SHA-256 of the key in hexadecimal. */
  readonly keyHash: string;
  readonly version: Version;
}

/** The purges of a block's valid transactions; of several of one key, the last. */
export function purgesOf(transactions: readonly IndexedTransaction[], block: number): Purge[] {
  const purges = new Map<string, Purge>();
  for (const { tx, transaction } of transactions) {
    for (const { namespace, collections } of transaction.namespaces) {
      for (const { name, writes } of collections) {
        for (const { key } of writes.filter(({ isPurge }) => isPurge)) {
          const purge = { namespace, collection: name, keyHash: key, version: { block, tx } };
          purges.set(JSON.stringify([namespace, name, key]), purge);
        }
      }
    }
  }
  return [...purges.values()];
}

/**
 * Erases purged keys from stored private sets and from the private state, and leaves a marker so that an old set that
 * arrives late is not taken in again (`kv_ledger.go`, `pvtdatastorage/store.go`). Fabric erases in the background;
 * here it is part of the block.
 */
export async function purgeWrites(
  channel: string,
  purges: readonly Purge[],
  sets: PrivateSetStore,
  values: PrivateUpdates,
): Promise<RecordWrite[]> {
  const erasures = new Map<string, { readonly address: PieceAddress; readonly keys: Set<string> }>();
  const markers: RecordWrite[] = [];
  for (const purge of purges) {
    markers.push({ key: markerKey(channel, purge, purge.keyHash), value: markerValue(purge.version) });
    for (const { key, version } of await sets.versionsOf(purge, Buffer.from(purge.keyHash, 'hex'))) {
      values.remove(purge, key, purge.version);
      const address = { namespace: purge.namespace, collection: purge.collection, ...version };
      const name = JSON.stringify([address.namespace, address.collection, address.block, address.tx]);
      const erasure = erasures.get(name) ?? { address, keys: new Set() };
      erasure.keys.add(key);
      erasures.set(name, erasure);
    }
  }
  return [...markers, ...[...erasures.values()].flatMap(({ address, keys }) => sets.erasure(address, keys))];
}

/** The block's own pieces without the keys that it purges, the purging write included: it names the key in clear. */
export function purgedPieces(pieces: readonly PrivatePiece[], purges: readonly Purge[]): PrivatePiece[] {
  if (purges.length === 0) {
    return [...pieces];
  }
  return pieces.map((piece) => {
    const erased = erasedKeys(piece, purges);
    if (erased.size === 0) {
      return piece;
    }
    const writes = piece.content.writes.filter(({ key }) => !erased.has(key));
    return { ...piece, bytes: withoutKeys(piece.bytes, erased), content: { ...piece.content, writes } };
  });
}

/** The version up to which a key was purged, if it ever was; `keyHash` in hexadecimal. */
export function purgedUpTo(
  store: OrganizationStore,
  channel: string,
  name: CollectionName,
  keyHash: string,
): Version | undefined {
  const bytes = store.get(markerKey(channel, name, keyHash));
  return bytes && { block: Number(bytes.readBigUInt64BE(0)), tx: Number(bytes.readBigUInt64BE(8)) };
}

function erasedKeys(piece: PrivatePiece, purges: readonly Purge[]): Set<string> {
  const mine = purges.filter(
    ({ namespace, collection, version }) =>
      namespace === piece.namespace && collection === piece.collection && version.tx >= piece.tx,
  );
  const hashes = new Set(mine.map(({ keyHash }) => keyHash));
  const keys = piece.content.writes.map(({ key }) => key);
  return new Set(keys.filter((key) => hashes.has(sha256(Buffer.from(key)).toString('hex'))));
}

function markerKey(channel: string, name: CollectionName, keyHash: string): Buffer {
  return recordKey(COLUMN.purgeMarker, [channel, name.namespace, name.collection], Buffer.from(keyHash, 'hex'));
}

function markerValue({ block, tx }: Version): Buffer {
  return Buffer.concat([numberBytes(block), numberBytes(tx)]);
}
