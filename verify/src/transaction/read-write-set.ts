import { toHex } from '../crypto/encoding.js';
import { Message } from '../wire/message.js';

/** Where a value was written: which transaction of which block. */
export interface KeyVersion {
  readonly block: number;
  readonly transaction: number;
}

/** Keys between two that were read to the end. */
export interface RangeRead {
  readonly start: string;
  readonly end: string;
  readonly isExhausted: boolean;
  /** What was there; undefined where there was so much that only a hash is kept. */
  readonly keys: ReadonlyMap<string, KeyVersion | undefined> | undefined;
  /** Root hashes over keys and versions, where there was so much. */
  readonly summary: readonly string[];
}

/** What a transaction read and wrote in the public state of one chaincode (ledger/rwset/kvrwset). */
export interface ReadWriteSet {
  /** Undefined: there was no such key. */
  readonly reads: ReadonlyMap<string, KeyVersion | undefined>;
  readonly ranges: readonly RangeRead[];
  /** Undefined: the key was deleted. */
  readonly writes: ReadonlyMap<string, string | undefined>;
  /** Key-level endorsement policies that were set, as SignaturePolicyEnvelope. */
  readonly policies: ReadonlyMap<string, Uint8Array>;
}

/** MetaDataKeys.VALIDATION_PARAMETER of Fabric's peer/policy.proto. */
const VALIDATION_PARAMETER = 'VALIDATION_PARAMETER';

const decoder = new TextDecoder();

/** @param bytes - TxReadWriteSet. @returns by chaincode. @throws {VerificationError} */
export function readReadWriteSets(bytes: Uint8Array): ReadonlyMap<string, ReadWriteSet> {
  const sets = Message.read('TxReadWriteSet', bytes).list(2);
  return new Map(
    sets.map((set) => {
      const namespace = Message.read('NsReadWriteSet', set);
      return [namespace.text(1), readSet(namespace.bytes(2))];
    }),
  );
}

function readSet(bytes: Uint8Array): ReadWriteSet {
  const set = Message.read('KVRWSet', bytes);
  return {
    reads: readsOf(set.list(1)),
    ranges: set.list(2).map(readRange),
    writes: new Map(set.list(3).map(readWrite)),
    policies: new Map(set.list(4).flatMap(readPolicy)),
  };
}

const readsOf = (list: readonly Uint8Array[]): ReadonlyMap<string, KeyVersion | undefined> =>
  new Map(
    list.map((bytes) => {
      const read = Message.read('KVRead', bytes);
      return [read.text(1), versionOf(read.find(2))];
    }),
  );

function versionOf(bytes: Uint8Array | undefined): KeyVersion | undefined {
  if (bytes === undefined) return undefined;
  const version = Message.read('Version', bytes);
  return { block: version.number(1), transaction: version.number(2) };
}

function readRange(bytes: Uint8Array): RangeRead {
  const range = Message.read('RangeQueryInfo', bytes);
  const summary = Message.read('QueryReadsMerkleSummary', range.bytes(5)).list(3).map(toHex);
  return {
    ...{ start: range.text(1), end: range.text(2), isExhausted: range.number(3) === 1, summary },
    keys: range.has(5) ? undefined : readsOf(Message.read('QueryReads', range.bytes(4)).list(1)),
  };
}

function readWrite(bytes: Uint8Array): readonly [string, string | undefined] {
  const write = Message.read('KVWrite', bytes);
  return [write.text(1), write.number(2) === 1 ? undefined : decoder.decode(write.bytes(3))];
}

function readPolicy(bytes: Uint8Array): readonly (readonly [string, Uint8Array])[] {
  const write = Message.read('KVMetadataWrite', bytes);
  const entries = write.list(2).map((entry) => Message.read('KVMetadataEntry', entry));
  const policy = entries.find((entry) => entry.text(1) === VALIDATION_PARAMETER);
  return policy === undefined ? [] : [[write.text(1), policy.bytes(2)]];
}
