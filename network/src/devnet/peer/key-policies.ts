import { validationParameter } from '../ledger/metadata.js';
import type { CollectionSet, NamespaceSet } from '../ledger/read-write-set.js';
import type { StateReader, VersionedValue } from '../ledger/types.js';

/** A key that a transaction writes: its value, its metadata or both. */
export interface WrittenKeyAddress {
  readonly namespace: string;
  /** `''` for public state. */
  readonly collection: string;
  /** The key, or for a collection the hexadecimal SHA-256 of it. */
  readonly key: string;
}

/** Another transaction of the same block, before this one, changed the policy of the key. */
export const POLICY_CHANGED_IN_BLOCK = Symbol('policy changed in block');

/**
 * Endorsement policies of single keys as seen by the transactions of one block: those committed before the block,
 * except that a key whose policy an earlier transaction of the block changes can be written by no later one, whatever
 * its signatures and whatever becomes of the earlier one afterwards (Fabric: core/common/validation/statebased).
 */
export class KeyPolicies {
  private readonly changed = new Set<string>();
  private readonly committed = new Map<string, Promise<Buffer | undefined>>();

  /** @param state committed state before the block */
  constructor(private readonly state: StateReader) {}

  /**
   * The key's policy (`common.SignaturePolicyEnvelope` bytes), undefined when it has none. Call in the order of the
   * block, {@link recordChanges} in between.
   */
  async policyOf(address: WrittenKeyAddress): Promise<Buffer | typeof POLICY_CHANGED_IN_BLOCK | undefined> {
    const id = addressId(address);
    return this.changed.has(id) ? POLICY_CHANGED_IN_BLOCK : await this.read(id, address);
  }

  /** Starts reading what the transactions of a block will ask for, so that the reads overlap. */
  prefetch(namespaces: readonly NamespaceSet[]): void {
    for (const address of namespaces.flatMap(writtenKeys)) {
      // A failed read is reported to whoever asks for the key.
      this.read(addressId(address), address).catch(() => undefined);
    }
  }

  /** Notes the policies that a transaction changes in a namespace whose endorsement was found sufficient. */
  recordChanges(namespace: NamespaceSet): void {
    for (const address of keysWithNewMetadata(namespace)) {
      this.changed.add(addressId(address));
    }
  }

  private read(id: string, address: WrittenKeyAddress): Promise<Buffer | undefined> {
    const known = this.committed.get(id) ?? this.fetch(address);
    this.committed.set(id, known);
    return known;
  }

  private async fetch({ namespace, collection, key }: WrittenKeyAddress): Promise<Buffer | undefined> {
    const stored: VersionedValue | undefined =
      collection === ''
        ? await this.state.get(namespace, key)
        : await this.state.getHashed(namespace, collection, Buffer.from(key, 'hex'));
    const policy = validationParameter(stored?.metadata);
    return policy === undefined || policy.length === 0 ? undefined : policy;
  }
}

/** Keys that a namespace's writes and metadata writes touch, in the order in which Fabric judges them. */
export function writtenKeys(set: NamespaceSet): readonly WrittenKeyAddress[] {
  const inPublic = [...set.writes, ...set.metadataWrites].map(({ key }) => publicKey(set, key));
  const values = set.collections.flatMap((collection) =>
    collection.writes.map(({ key }) => privateKey(set, collection, key)),
  );
  const metadata = set.collections.flatMap((collection) =>
    collection.metadataWrites.map(({ key }) => privateKey(set, collection, key)),
  );
  return [...inPublic, ...values, ...metadata];
}

function keysWithNewMetadata(set: NamespaceSet): readonly WrittenKeyAddress[] {
  return [
    ...set.metadataWrites.map(({ key }) => publicKey(set, key)),
    ...set.collections.flatMap((collection) =>
      collection.metadataWrites.map(({ key }) => privateKey(set, collection, key)),
    ),
  ];
}

function publicKey({ namespace }: NamespaceSet, key: string): WrittenKeyAddress {
  return { namespace, collection: '', key };
}

function privateKey({ namespace }: NamespaceSet, { name }: CollectionSet, key: string): WrittenKeyAddress {
  return { namespace, collection: name, key };
}

/** Namespaces and collections never contain a NUL, so the parts cannot run into each other. */
function addressId({ namespace, collection, key }: WrittenKeyAddress): string {
  return `${namespace}\0${collection}\0${key}`;
}
