import { ledger } from '@hyperledger/fabric-protos';
import { sha256 } from '../../crypto/ecdsa.js';
import { asBuffer, decode } from '../../proto/decode.js';
import { encodeMetadata } from './metadata.js';
import type { KeyRead, MerkleSummary } from './range-summary.js';
import type { Version } from './types.js';

const { rwset } = ledger;
const { kvrwset } = rwset;

/** A write of a public key or of a private value; an empty value deletes. */
export interface KeyWrite {
  readonly key: string;
  readonly value: Buffer;
  readonly isDelete: boolean;
}

/** Replaces a key's metadata; undefined removes it. */
export interface MetadataWrite {
  readonly key: string;
  readonly metadata: Buffer | undefined;
}

/** What a transaction saw of a key range. Without `merkle`, `reads` lists every result. */
export interface RangeRead {
  readonly start: string;
  readonly end: string;
  readonly exhausted: boolean;
  readonly reads: readonly KeyRead[];
  readonly merkle: MerkleSummary | undefined;
}

/** A write of a hash; `key` is the key's SHA-256 in hexadecimal, `value` the value's SHA-256. */
export interface HashedWrite extends KeyWrite {
  readonly isPurge: boolean;
}

/** Reads and writes of one private collection, by hashes; keys are SHA-256 in hexadecimal. */
export interface CollectionSet {
  readonly name: string;
  readonly reads: readonly KeyRead[];
  readonly writes: readonly HashedWrite[];
  readonly metadataWrites: readonly MetadataWrite[];
  /** SHA-256 of the private set; empty when the transaction writes nothing to the collection. */
  readonly privateSetHash: Buffer;
}

/** Reads and writes of one namespace (a chaincode's name). */
export interface NamespaceSet {
  readonly namespace: string;
  readonly reads: readonly KeyRead[];
  readonly ranges: readonly RangeRead[];
  readonly writes: readonly KeyWrite[];
  readonly metadataWrites: readonly MetadataWrite[];
  readonly collections: readonly CollectionSet[];
}

/** Writes of one private collection in clear. */
export interface PrivateWrites {
  readonly writes: readonly KeyWrite[];
  /** Keys whose metadata changes; the metadata is kept with the hash. */
  readonly metadataKeys: readonly string[];
}

/** SHA-256 of nothing: counts as a delete when given as a value's hash (FAB-18386). */
const HASH_OF_NOTHING = sha256();

/** @throws ProtoError when the bytes are not a read-write set */
export function parseReadWriteSet(bytes: Uint8Array): NamespaceSet[] {
  return decode(rwset.TxReadWriteSet, bytes, 'TxReadWriteSet').getNsRwsetList().map(parseNamespace);
}

/** @throws ProtoError when the bytes are not a private set */
export function parsePrivateWrites(bytes: Uint8Array): PrivateWrites {
  const set = decode(kvrwset.KVRWSet, bytes, 'KVRWSet');
  return {
    writes: set.getWritesList().map(parseWrite),
    metadataKeys: set.getMetadataWritesList().map((write) => write.getKey()),
  };
}

function parseNamespace(message: ledger.rwset.NsReadWriteSet): NamespaceSet {
  const set = decode(kvrwset.KVRWSet, message.getRwset_asU8(), 'KVRWSet');
  return {
    namespace: message.getNamespace(),
    reads: set.getReadsList().map(parseRead),
    ranges: set.getRangeQueriesInfoList().map(parseRange),
    writes: set.getWritesList().map(parseWrite),
    metadataWrites: set.getMetadataWritesList().map((write) => ({
      key: write.getKey(),
      metadata: encodeMetadata(write.getEntriesList()),
    })),
    collections: message.getCollectionHashedRwsetList().map(parseCollection),
  };
}

function parseCollection(message: ledger.rwset.CollectionHashedReadWriteSet): CollectionSet {
  const set = decode(kvrwset.HashedRWSet, message.getHashedRwset_asU8(), 'HashedRWSet');
  return {
    name: message.getCollectionName(),
    reads: set.getHashedReadsList().map((read) => ({
      key: hex(read.getKeyHash_asU8()),
      version: parseVersion(read.getVersion()),
    })),
    writes: set.getHashedWritesList().map(parseHashedWrite),
    metadataWrites: set.getMetadataWritesList().map((write) => ({
      key: hex(write.getKeyHash_asU8()),
      metadata: encodeMetadata(write.getEntriesList()),
    })),
    privateSetHash: asBuffer(message.getPvtRwsetHash_asU8()),
  };
}

function parseHashedWrite(write: ledger.rwset.kvrwset.KVWriteHash): HashedWrite {
  const value = asBuffer(write.getValueHash_asU8());
  return {
    key: hex(write.getKeyHash_asU8()),
    value,
    isDelete: write.getIsDelete() || value.length === 0 || value.equals(HASH_OF_NOTHING),
    isPurge: write.getIsPurge(),
  };
}

function parseWrite(write: ledger.rwset.kvrwset.KVWrite): KeyWrite {
  const value = asBuffer(write.getValue_asU8());
  return { key: write.getKey(), value, isDelete: write.getIsDelete() || value.length === 0 };
}

function parseRead(read: ledger.rwset.kvrwset.KVRead): KeyRead {
  return { key: read.getKey(), version: parseVersion(read.getVersion()) };
}

function parseRange(range: ledger.rwset.kvrwset.RangeQueryInfo): RangeRead {
  const merkle = range.getReadsMerkleHashes();
  return {
    start: range.getStartKey(),
    end: range.getEndKey(),
    exhausted: range.getItrExhausted(),
    reads: (range.getRawReads()?.getKvReadsList() ?? []).map(parseRead),
    merkle: merkle && {
      maxDegree: merkle.getMaxDegree(),
      maxLevel: merkle.getMaxLevel(),
      hashes: merkle.getMaxLevelHashesList_asU8().map(asBuffer),
    },
  };
}

function parseVersion(version: ledger.rwset.kvrwset.Version | undefined): Version | undefined {
  return version && { block: version.getBlockNum(), tx: version.getTxNum() };
}

function hex(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('hex');
}
