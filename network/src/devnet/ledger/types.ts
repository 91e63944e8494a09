import type { common, ledger } from '@hyperledger/fabric-protos';

/** Where a value was written: block number and index of the transaction in the block. */
export interface Version {
  readonly block: number;
  readonly tx: number;
}

/** A committed value. `metadata` is Fabric's serialised `kvrwset.KVMetadataWrite` (entries only), see `metadata.ts`. */
export interface VersionedValue {
  readonly value: Buffer;
  readonly metadata: Buffer | undefined;
  readonly version: Version;
}

/**
 * Committed state at one height. A read never sees a block that commits later.
 * `getHashed` answers with the hash of a private value, `getPrivate` with the value itself where this peer has it.
 */
export interface StateReader {
  get(namespace: string, key: string): Promise<VersionedValue | undefined>;
  getHashed(namespace: string, collection: string, keyHash: Buffer): Promise<VersionedValue | undefined>;
  getPrivate(namespace: string, collection: string, key: string): Promise<VersionedValue | undefined>;
  /** Keys from `start` (included) to `end` (excluded), in UTF-8 byte order; `''` leaves that side open. */
  range(namespace: string, start: string, end: string): AsyncIterable<readonly [string, VersionedValue]>;
}

/** A `StateReader` that holds a database snapshot: release it when done. */
export interface StateView extends StateReader {
  /** The number of blocks whose effect is seen. */
  readonly height: number;
  release(): void;
}

/** One result of a range query. */
export interface KeyValue {
  readonly namespace: string;
  readonly key: string;
  readonly value: Buffer;
}

/** One answer of a peer to a chaincode's query: up to 100 results (`core/chaincode/query_response_generator.go`). */
export interface QueryBatch<T> {
  readonly results: readonly T[];
  readonly hasMore: boolean;
}

/** An open query. `next` cuts a batch and has then read one result ahead, as a Fabric peer does. */
export interface QueryCursor<T> {
  next(): Promise<QueryBatch<T>>;
  close(): Promise<void>;
}

/** A page of a paged query; `bookmark` is the first key of the next page, `''` after the last one. */
export interface QueryPage {
  readonly results: readonly KeyValue[];
  readonly bookmark: string;
}

/** One write of a transaction as the endorsement planner needs it (`ledger.WritesetMetadata`). */
export interface WrittenKey {
  readonly namespace: string;
  /** `''` for public state. */
  readonly collection: string;
  readonly key: string;
  /** The key's committed key-level endorsement policy (`VALIDATION_PARAMETER`), if it has one. */
  readonly validationParameter: Buffer | undefined;
}

/** A private collection of a chaincode. */
export interface CollectionName {
  readonly namespace: string;
  readonly collection: string;
}

/** What a simulation leaves behind. */
export interface SimulationResult {
  /** Serialised `rwset.TxReadWriteSet`: public reads and writes, hashes of the private ones. */
  readonly publicBytes: Buffer;
  readonly privateSet: ledger.rwset.TxPvtReadWriteSet | undefined;
  readonly writtenKeys: readonly WrittenKey[];
  /** Collections whose values (not only hashes) were read. */
  readonly privateReads: readonly CollectionName[];
  readonly privateWrites: readonly CollectionName[];
  /** Every namespace of the read-write set, in byte order. */
  readonly namespaces: readonly string[];
}

/** Fabric's limits and checks that the simulator asks the peer about. */
export interface SimulatorOptions {
  /**
   * Throws Fabric's error when the collection is not defined (`txmgr/collection_val.go`). Called once per collection
   * before its first use; `reader` records what it reads in the simulation's read set, as Fabric does.
   */
  readonly checkCollection?: (namespace: string, collection: string, reader: StateReader) => Promise<void>;
}

/**
 * Executes one proposal against a snapshot of committed state and records the read-write set. A transaction does not
 * see its own writes. Refusals are `SimulationError` with Fabric's text (`txmgr/tx_simulator.go`).
 */
export interface Simulator {
  readonly txId: string;
  getState(namespace: string, key: string): Promise<Buffer | undefined>;
  getStateMultiple(namespace: string, keys: readonly string[]): Promise<readonly (Buffer | undefined)[]>;
  getStateMetadata(namespace: string, key: string): Promise<ReadonlyMap<string, Buffer>>;
  range(namespace: string, start: string, end: string): QueryCursor<KeyValue>;
  /** A paged query: only in a transaction that writes nothing. `bookmark` replaces `start` unless it is `''`. */
  rangePage(namespace: string, range: KeyRange, pageSize: number, bookmark: string): Promise<QueryPage>;
  /** Always refused, as a peer on LevelDB refuses it. */
  query(namespace: string, query: string, paged?: boolean): never;
  putState(namespace: string, key: string, value: Uint8Array): void;
  deleteState(namespace: string, key: string): void;
  /** Replaces all metadata of the key; an empty map removes it. */
  putStateMetadata(namespace: string, key: string, metadata: ReadonlyMap<string, Uint8Array>): void;

  getPrivate(namespace: string, collection: string, key: string): Promise<Buffer | undefined>;
  /**
   * Several values at once. Unlike {@link getPrivate} it does not refuse a value that this peer lacks: it is absent, and
   * the transaction fails at commit (`txmgr/query_executor.go` GetPrivateDataMultipleKeys).
   */
  getPrivateMultiple(
    namespace: string,
    collection: string,
    keys: readonly string[],
  ): Promise<readonly (Buffer | undefined)[]>;
  getPrivateHash(namespace: string, collection: string, key: string): Promise<Buffer | undefined>;
  getPrivateMetadata(namespace: string, collection: string, key: string): Promise<ReadonlyMap<string, Buffer>>;
  privateRange(namespace: string, collection: string, range: KeyRange): Promise<QueryCursor<KeyValue>>;
  privateQuery(namespace: string, collection: string, query: string): Promise<never>;
  putPrivate(namespace: string, collection: string, key: string, value: Uint8Array): Promise<void>;
  deletePrivate(namespace: string, collection: string, key: string): Promise<void>;
  purgePrivate(namespace: string, collection: string, key: string): Promise<void>;
  putPrivateMetadata(
    namespace: string,
    collection: string,
    key: string,
    metadata: ReadonlyMap<string, Uint8Array>,
  ): Promise<void>;

  /** Newest first, committed transactions only; records nothing. */
  history(namespace: string, key: string): QueryCursor<ledger.queryresult.KeyModification>;

  /** A reader whose reads are recorded as reads of this transaction (for the `_lifecycle` namespace). */
  recordingReader(): StateReader;

  /** Ends the simulation and answers with its result; may be called once. */
  done(): Promise<SimulationResult>;
  /** Ends the simulation without a result. Safe to call more than once, also after `done`. */
  release(): void;
}

/** A range of keys: `start` included, `end` excluded, `''` leaves that side open. */
export interface KeyRange {
  readonly start: string;
  readonly end: string;
}

/** What the committer must know about a collection at the block's height. */
export interface CollectionFacts {
  /** Whether this organisation is a member: only then does its peer keep private values. */
  readonly member: boolean;
  /** Number of blocks that a value lives after its own; 0 keeps it for ever. */
  readonly blockToLive: number;
}

/** Looks a collection up in the state before the block; `undefined` when it is not defined. */
export type CollectionResolver = (
  namespace: string,
  collection: string,
  reader: StateReader,
) => Promise<CollectionFacts | undefined>;

/** What one transaction writes to one collection: a piece of private data. */
export interface PieceAddress extends CollectionName {
  readonly block: number;
  readonly tx: number;
}

/** A piece that a peer should have and asks others for. */
export interface WantedPiece extends PieceAddress {
  readonly txId: string;
}

/** What other peers gave. */
export interface PulledPieces {
  /** As they came: whoever asked compares them with the block's hashes. */
  readonly found: readonly (PieceAddress & { readonly bytes: Buffer })[];
  /** Gone by their `blockToLive`, or about to be: not worth asking for, now or later. */
  readonly purged: readonly PieceAddress[];
}

/** Where private data comes from that a peer should have with a block and has not. */
export type PrivateDataSource = (wanted: readonly WantedPiece[]) => Promise<PulledPieces>;

/** The outcome of committing a block. */
export interface CommitResult {
  /** One `TxValidationCode` per transaction. */
  readonly flags: Buffer;
  /** Fabric's commit hash; empty after block 0. */
  readonly commitHash: Buffer;
}

/** What listeners hear after a block is durable and visible. */
export interface CommitEvent extends CommitResult {
  readonly block: common.Block;
  readonly height: number;
  /** Namespaces whose public state or hashes changed. */
  readonly namespaces: ReadonlySet<string>;
}

/** A committed transaction, valid or not: the first occurrence of its id. */
export interface CommittedTransaction {
  readonly envelope: common.Envelope;
  readonly code: number;
  readonly block: number;
  readonly index: number;
}

/** A simulation that Fabric would refuse; the message is Fabric's. */
export class SimulationError extends Error {
  override readonly name = 'SimulationError';
}

/** A block or a stored record that cannot belong to this ledger. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
}
