import { ledger } from '@hyperledger/fabric-protos';
import { sha256 } from '../../crypto/ecdsa.js';
import { asBuffer } from '../../proto/decode.js';
import { metadataEntries } from './metadata.js';
import { type RangeSummary, readMessage, versionMessage } from './range-summary.js';
import type { CollectionName, Version } from './types.js';
import { sortedKeys, valuesByKey } from './utf8-order.js';

const { rwset } = ledger;
const { kvrwset } = rwset;
type Kv = typeof ledger.rwset.kvrwset;
type Message<K extends keyof Kv> = InstanceType<Kv[K]>;

/** A range query as it is recorded: `end` is the caller's when the query was read to its end, else the last key read. */
export interface RangeRecord {
  readonly start: string;
  readonly end: string;
  readonly exhausted: boolean;
  readonly summary: RangeSummary;
}

class CollectionRecord {
  readonly reads = new Map<string, Message<'KVReadHash'>>();
  readonly writes = new Map<string, Message<'KVWriteHash'>>();
  readonly metadataWrites = new Map<string, Message<'KVMetadataWriteHash'>>();
  readonly privateWrites = new Map<string, Message<'KVWrite'>>();
  readonly privateMetadataWrites = new Map<string, Message<'KVMetadataWrite'>>();

  get hasPrivateWrites(): boolean {
    return this.privateWrites.size > 0 || this.privateMetadataWrites.size > 0;
  }
}

class NamespaceRecord {
  readonly reads = new Map<string, Message<'KVRead'>>();
  readonly writes = new Map<string, Message<'KVWrite'>>();
  readonly metadataWrites = new Map<string, Message<'KVMetadataWrite'>>();
  readonly ranges = new Map<string, Message<'RangeQueryInfo'>>();
  readonly collections = new Map<string, CollectionRecord>();
}

/**
 * Builds a transaction's read-write set (`rwsetutil/rwset_builder.go`): every list in byte order of its keys, range
 * queries in the order of the calls and without repetitions, so that all endorsers produce the same bytes.
 */
export class RwsetBuilder {
  private readonly records = new Map<string, NamespaceRecord>();

  addRead(namespace: string, key: string, version: Version | undefined): void {
    this.namespace(namespace).reads.set(key, readMessage({ key, version }));
  }

  /** An empty value is a delete. */
  addWrite(namespace: string, key: string, value: Uint8Array): void {
    this.namespace(namespace).writes.set(key, writeMessage(key, value));
  }

  addMetadataWrite(namespace: string, key: string, metadata: ReadonlyMap<string, Uint8Array>): void {
    const message = new kvrwset.KVMetadataWrite();
    message.setKey(key);
    message.setEntriesList(metadataEntries(metadata));
    this.namespace(namespace).metadataWrites.set(key, message);
  }

  addRange(namespace: string, range: RangeRecord): void {
    const ranges = this.namespace(namespace).ranges;
    const identity = JSON.stringify([range.start, range.end, range.exhausted]);
    if (!ranges.has(identity)) {
      ranges.set(identity, rangeMessage(range));
    }
  }

  addHashedRead(namespace: string, collection: string, key: string, version: Version | undefined): void {
    const message = new kvrwset.KVReadHash();
    message.setKeyHash(sha256(Buffer.from(key)));
    message.setVersion(versionMessage(version));
    this.collection(namespace, collection).reads.set(key, message);
  }

  /** An empty value is a delete; a purge is a delete that also erases the key's earlier values. */
  addPrivateWrite(target: CollectionName, key: string, value: Uint8Array, purge = false): void {
    const record = this.collection(target.namespace, target.collection);
    const hashed = new kvrwset.KVWriteHash();
    hashed.setKeyHash(sha256(Buffer.from(key)));
    hashed.setIsDelete(value.length === 0);
    hashed.setIsPurge(purge);
    if (value.length > 0) {
      hashed.setValueHash(sha256(value));
    }
    record.writes.set(key, hashed);
    record.privateWrites.set(key, writeMessage(key, value));
  }

  /** The private set names the key only, so that the value's version can follow that of its hash. */
  addPrivateMetadataWrite(target: CollectionName, key: string, metadata: ReadonlyMap<string, Uint8Array>): void {
    const record = this.collection(target.namespace, target.collection);
    const hashed = new kvrwset.KVMetadataWriteHash();
    hashed.setKeyHash(sha256(Buffer.from(key)));
    hashed.setEntriesList(metadataEntries(metadata));
    record.metadataWrites.set(key, hashed);
    const named = new kvrwset.KVMetadataWrite();
    named.setKey(key);
    record.privateMetadataWrites.set(key, named);
  }

  /** Every namespace that was read or written, in byte order. */
  namespaces(): string[] {
    return sortedKeys(this.records);
  }

  /** Collections with private writes, in byte order. */
  privateWrites(): CollectionName[] {
    return this.namespaces().flatMap((namespace) => {
      const { collections } = this.namespace(namespace);
      return sortedKeys(collections)
        .filter((collection) => this.collection(namespace, collection).hasPrivateWrites)
        .map((collection) => ({ namespace, collection }));
    });
  }

  build(): { publicBytes: Buffer; privateSet: ledger.rwset.TxPvtReadWriteSet | undefined } {
    const publicSet = new rwset.TxReadWriteSet();
    const privateNamespaces: ledger.rwset.NsPvtReadWriteSet[] = [];
    for (const name of this.namespaces()) {
      const built = buildNamespace(name, this.namespace(name));
      publicSet.addNsRwset(built.publicPart);
      if (built.privatePart !== undefined) {
        privateNamespaces.push(built.privatePart);
      }
    }
    return { publicBytes: asBuffer(publicSet.serializeBinary()), privateSet: privateMessage(privateNamespaces) };
  }

  private namespace(name: string): NamespaceRecord {
    return getOrCreate(this.records, name, () => new NamespaceRecord());
  }

  private collection(namespace: string, name: string): CollectionRecord {
    return getOrCreate(this.namespace(namespace).collections, name, () => new CollectionRecord());
  }
}

function getOrCreate<V>(map: Map<string, V>, key: string, create: () => V): V {
  const found = map.get(key);
  if (found !== undefined) {
    return found;
  }
  const created = create();
  map.set(key, created);
  return created;
}

function writeMessage(key: string, value: Uint8Array): Message<'KVWrite'> {
  const message = new kvrwset.KVWrite();
  message.setKey(key);
  message.setIsDelete(value.length === 0);
  message.setValue(value);
  return message;
}

function rangeMessage(range: RangeRecord): Message<'RangeQueryInfo'> {
  const message = new kvrwset.RangeQueryInfo();
  message.setStartKey(range.start);
  message.setEndKey(range.end);
  message.setItrExhausted(range.exhausted);
  if (range.summary.kind === 'merkle') {
    const { maxDegree, maxLevel, hashes } = range.summary.summary;
    const merkle = new kvrwset.QueryReadsMerkleSummary();
    merkle.setMaxDegree(maxDegree);
    merkle.setMaxLevel(maxLevel);
    merkle.setMaxLevelHashesList([...hashes]);
    message.setReadsMerkleHashes(merkle);
  } else if (range.summary.reads.length > 0) {
    const reads = new kvrwset.QueryReads();
    reads.setKvReadsList(range.summary.reads.map(readMessage));
    message.setRawReads(reads);
  }
  return message;
}

interface BuiltNamespace {
  readonly publicPart: ledger.rwset.NsReadWriteSet;
  readonly privatePart: ledger.rwset.NsPvtReadWriteSet | undefined;
}

function buildNamespace(name: string, record: NamespaceRecord): BuiltNamespace {
  const set = new kvrwset.KVRWSet();
  set.setReadsList(valuesByKey(record.reads));
  set.setWritesList(valuesByKey(record.writes));
  set.setMetadataWritesList(valuesByKey(record.metadataWrites));
  set.setRangeQueriesInfoList([...record.ranges.values()]);
  const publicPart = new rwset.NsReadWriteSet();
  publicPart.setNamespace(name);
  publicPart.setRwset(set.serializeBinary());
  const privateCollections: ledger.rwset.CollectionPvtReadWriteSet[] = [];
  for (const [collectionName, collection] of collectionsInOrder(record)) {
    const privatePart = collection.hasPrivateWrites ? privateCollection(collectionName, collection) : undefined;
    if (privatePart !== undefined) {
      privateCollections.push(privatePart);
    }
    publicPart.addCollectionHashedRwset(hashedCollection(collectionName, collection, privatePart?.getRwset_asU8()));
  }
  return { publicPart, privatePart: privateNamespace(name, privateCollections) };
}

function collectionsInOrder(record: NamespaceRecord): [string, CollectionRecord][] {
  return valuesByKey(new Map([...record.collections].map((entry) => [entry[0], entry])));
}

function hashedCollection(
  name: string,
  collection: CollectionRecord,
  privateBytes: Uint8Array | undefined,
): ledger.rwset.CollectionHashedReadWriteSet {
  const hashed = new kvrwset.HashedRWSet();
  hashed.setHashedReadsList(valuesByKey(collection.reads));
  hashed.setHashedWritesList(valuesByKey(collection.writes));
  hashed.setMetadataWritesList(valuesByKey(collection.metadataWrites));
  const message = new rwset.CollectionHashedReadWriteSet();
  message.setCollectionName(name);
  message.setHashedRwset(hashed.serializeBinary());
  if (privateBytes !== undefined) {
    message.setPvtRwsetHash(sha256(privateBytes));
  }
  return message;
}

function privateCollection(name: string, collection: CollectionRecord): ledger.rwset.CollectionPvtReadWriteSet {
  const set = new kvrwset.KVRWSet();
  set.setWritesList(valuesByKey(collection.privateWrites));
  set.setMetadataWritesList(valuesByKey(collection.privateMetadataWrites));
  const message = new rwset.CollectionPvtReadWriteSet();
  message.setCollectionName(name);
  message.setRwset(set.serializeBinary());
  return message;
}

function privateNamespace(
  name: string,
  collections: ledger.rwset.CollectionPvtReadWriteSet[],
): ledger.rwset.NsPvtReadWriteSet | undefined {
  if (collections.length === 0) {
    return undefined;
  }
  const message = new rwset.NsPvtReadWriteSet();
  message.setNamespace(name);
  message.setCollectionPvtRwsetList(collections);
  return message;
}

function privateMessage(namespaces: ledger.rwset.NsPvtReadWriteSet[]): ledger.rwset.TxPvtReadWriteSet | undefined {
  if (namespaces.length === 0) {
    return undefined;
  }
  const message = new rwset.TxPvtReadWriteSet();
  message.setNsPvtRwsetList(namespaces);
  return message;
}
