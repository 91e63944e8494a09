import type { NamespaceSet } from './read-write-set.js';
import type { Version } from './types.js';
import type { KeyUpdate, UpdateBatch } from './update-batch.js';

/** Committed values by key, before the block. */
export interface CommittedState {
  readPublic(namespace: string, key: string): (Pick<KeyUpdate, 'metadata'> & { readonly value: Buffer }) | undefined;
  readHashed(
    namespace: string,
    collection: string,
    keyHash: string,
  ): (Pick<KeyUpdate, 'metadata'> & { readonly value: Buffer }) | undefined;
}

interface PendingWrite {
  value?: Buffer | undefined;
  metadata?: { readonly bytes: Buffer | undefined };
}

type Latest = Pick<KeyUpdate, 'value' | 'metadata'> | undefined;

/**
 * Adds a valid transaction's writes to the block's updates (`validation/tx_ops.go`). A write of a value keeps the
 * key's metadata, a write of metadata keeps its value and does nothing when there is none, a delete takes both away.
 * Each of them gives the key the transaction's version.
 *
 * One difference: where a transaction writes only metadata of a key that an earlier one of the same block deletes, a
 * Fabric 3.1.5 peer panics ("Nil value not allowed", `statedb/statedb.go`); here the key counts as absent.
 */
export function applyWriteSet(
  updates: UpdateBatch,
  state: CommittedState,
  namespaces: readonly NamespaceSet[],
  version: Version,
): void {
  for (const set of namespaces) {
    const { namespace } = set;
    for (const [key, pending] of pendingWrites(set)) {
      const latest = (): Latest => updates.getPublic(namespace, key) ?? state.readPublic(namespace, key);
      const update = merge(pending, latest, version);
      if (update !== undefined) {
        updates.setPublic(namespace, key, update);
      }
    }
    for (const collection of set.collections) {
      const { name } = collection;
      for (const [keyHash, pending] of pendingWrites(collection)) {
        const latest = (): Latest =>
          updates.getHashed(namespace, name, keyHash) ?? state.readHashed(namespace, name, keyHash);
        const update = merge(pending, latest, version);
        if (update !== undefined) {
          updates.setHashed(namespace, name, keyHash, update);
        }
      }
    }
  }
}

function pendingWrites(set: Pick<NamespaceSet, 'writes' | 'metadataWrites'>): Map<string, PendingWrite> {
  const pending = new Map<string, PendingWrite>();
  for (const { key, value, isDelete } of set.writes) {
    pending.set(key, { value: isDelete ? undefined : value });
  }
  for (const { key, metadata } of set.metadataWrites) {
    pending.set(key, { ...pending.get(key), metadata: { bytes: metadata } });
  }
  return pending;
}

function merge(pending: PendingWrite, latest: () => Latest, version: Version): KeyUpdate | undefined {
  if ('value' in pending) {
    if (pending.value === undefined) {
      return { value: undefined, metadata: undefined, version };
    }
    const metadata = pending.metadata === undefined ? latest()?.metadata : pending.metadata.bytes;
    return { value: pending.value, metadata, version };
  }
  const value = latest()?.value;
  return value === undefined ? undefined : { value, metadata: pending.metadata?.bytes, version };
}
