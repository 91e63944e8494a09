import type { CollectionName, Version } from './types.js';

/** The last write of a block to one key; without a value the key is deleted. */
export interface KeyUpdate {
  readonly value: Buffer | undefined;
  readonly metadata: Buffer | undefined;
  readonly version: Version;
}

type Updates = Map<string, KeyUpdate>;

/**
 * What the valid transactions of a block do to public state and to hashed private state. A key's later write replaces
 * an earlier one.
 */
export class UpdateBatch {
  private readonly publicUpdates = new Map<string, Updates>();
  private readonly hashedUpdates = new Map<string, Map<string, Updates>>();

  getPublic(namespace: string, key: string): KeyUpdate | undefined {
    return this.publicUpdates.get(namespace)?.get(key);
  }

  /** `keyHash` in hexadecimal. */
  getHashed(namespace: string, collection: string, keyHash: string): KeyUpdate | undefined {
    return this.hashedUpdates.get(namespace)?.get(collection)?.get(keyHash);
  }

  setPublic(namespace: string, key: string, update: KeyUpdate): void {
    child(this.publicUpdates, namespace).set(key, update);
  }

  setHashed(namespace: string, collection: string, keyHash: string, update: KeyUpdate): void {
    child(child(this.hashedUpdates, namespace), collection).set(keyHash, update);
  }

  /** All public updates of a namespace, in no order. */
  publicOf(namespace: string): ReadonlyMap<string, KeyUpdate> {
    return this.publicUpdates.get(namespace) ?? new Map();
  }

  /** Updates of a namespace's collections by key hash, in no order. */
  hashedOf(namespace: string): ReadonlyMap<string, ReadonlyMap<string, KeyUpdate>> {
    return this.hashedUpdates.get(namespace) ?? new Map();
  }

  /** Every update of a hash, in no order. */
  *hashes(): Generator<CollectionName & { readonly keyHash: string } & KeyUpdate> {
    for (const [namespace, collections] of this.hashedUpdates) {
      for (const [collection, updates] of collections) {
        for (const [keyHash, update] of updates) {
          yield { namespace, collection, keyHash, ...update };
        }
      }
    }
  }

  /** Every namespace with an update, in no order. */
  namespaces(): Set<string> {
    return new Set([...this.publicUpdates.keys(), ...this.hashedUpdates.keys()]);
  }
}

function child<K, V>(map: Map<string, Map<K, V>>, key: string): Map<K, V> {
  const found = map.get(key);
  if (found !== undefined) {
    return found;
  }
  const created = new Map<K, V>();
  map.set(key, created);
  return created;
}
