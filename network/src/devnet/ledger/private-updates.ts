import { sha256 } from '../../crypto/ecdsa.js';
import type { PrivatePiece } from './private-pieces.js';
import { compareVersions, sameVersion } from './stored-value.js';
import type { CollectionName, Version, VersionedValue } from './types.js';
import type { UpdateBatch } from './update-batch.js';

/** The last write of a block to one private value; without a value it is removed. */
export interface PrivateUpdate extends CollectionName {
  readonly key: string;
  /** SHA-256 of the key in hexadecimal. */
  readonly keyHash: string;
  readonly value: Buffer | undefined;
  readonly version: Version;
}

/** Committed private values, before the block. */
export interface CommittedPrivateState {
  readPrivate(namespace: string, collection: string, key: string): VersionedValue | undefined;
}

/** What a block does to the private values of this peer. */
export class PrivateUpdates {
  private readonly updates = new Map<string, PrivateUpdate>();

  /** Updates from the pieces, in the order of their transactions (`validation/batch_preparer.go`). */
  static from(
    pieces: readonly PrivatePiece[],
    block: number,
    hashes: UpdateBatch,
    state: CommittedPrivateState,
  ): PrivateUpdates {
    const updates = new PrivateUpdates();
    for (const { namespace, collection, tx, content } of pieces) {
      for (const { key, value, isDelete } of content.writes) {
        const version = { block, tx };
        updates.set({ namespace, collection, key, keyHash: hashOf(key), value: isDelete ? undefined : value, version });
      }
    }
    for (const { namespace, collection, content } of pieces) {
      for (const key of content.metadataKeys) {
        updates.followHash({ namespace, collection }, key, hashes, state);
      }
    }
    return updates;
  }

  get({ namespace, collection }: CollectionName, key: string): PrivateUpdate | undefined {
    return this.updates.get(JSON.stringify([namespace, collection, key]));
  }

  set(update: PrivateUpdate): void {
    this.updates.set(JSON.stringify([update.namespace, update.collection, update.key]), update);
  }

  /** Removes a value unless the block writes it at a later version. */
  remove(name: CollectionName, key: string, version: Version): void {
    const update = this.get(name, key);
    if (update === undefined || compareVersions(update.version, version) < 0) {
      this.set({ ...name, key, keyHash: hashOf(key), value: undefined, version });
    }
  }

  values(): PrivateUpdate[] {
    return [...this.updates.values()];
  }

  /**
   * A write of metadata only gives the hash a new version, and reading a private value needs equal versions: where the
   * value still is what was hashed, it takes the hash's version.
   */
  private followHash(name: CollectionName, key: string, hashes: UpdateBatch, state: CommittedPrivateState): void {
    const keyHash = hashOf(key);
    const hash = hashes.getHashed(name.namespace, name.collection, keyHash);
    const latest = this.get(name, key) ?? state.readPrivate(name.namespace, name.collection, key);
    if (hash?.value === undefined || latest?.value === undefined || sameVersion(latest.version, hash.version)) {
      return;
    }
    if (sha256(latest.value).equals(hash.value)) {
      this.set({ ...name, key, keyHash, value: latest.value, version: hash.version });
    }
  }
}

function hashOf(key: string): string {
  return sha256(Buffer.from(key)).toString('hex');
}
