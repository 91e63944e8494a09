import type { ledger } from '@hyperledger/fabric-protos';
import { sha256 } from '../../crypto/ecdsa.js';
import { historyOf } from './history.js';
import { decodeMetadata, validationParameter } from './metadata.js';
import { BatchCursor, generatorSource, TOTAL_QUERY_LIMIT } from './query-cursor.js';
import { RangeRecorder } from './range-recorder.js';
import { RecordingReader } from './recording-reader.js';
import { RwsetBuilder } from './rwset-builder.js';
import { SimulationRules } from './simulation-rules.js';
import { sameVersion, versionText } from './stored-value.js';
import {
  type CollectionName,
  type KeyRange,
  type KeyValue,
  type QueryCursor,
  type QueryPage,
  SimulationError,
  type SimulationResult,
  type Simulator,
  type SimulatorOptions,
  type StateReader,
  type Version,
  type VersionedValue,
  type WrittenKey,
} from './types.js';
import { valuesByKey } from './utf8-order.js';
import type { ChannelView } from './world-state.js';

const DELETE = new Uint8Array(0);
const RICH_QUERY_REFUSED = 'ExecuteQuery not supported for leveldb';
const PAGED_RICH_QUERY_REFUSED = 'ExecuteQueryWithMetadata not supported for leveldb';

/** Simulation against one view of a channel's state (`txmgr/tx_simulator.go`, `txmgr/query_executor.go`). */
export class StateSimulator implements Simulator {
  private readonly builder = new RwsetBuilder();
  private readonly rules: SimulationRules;
  private readonly ranges: RangeRecorder[] = [];
  private readonly checkedCollections = new Set<string>();
  private readonly privateReads = new Map<string, CollectionName>();
  private readonly writtenKeys = new Map<string, WrittenKey>();

  constructor(
    readonly txId: string,
    private readonly channel: string,
    private readonly view: ChannelView,
    private readonly options: SimulatorOptions,
  ) {
    this.rules = new SimulationRules(txId);
  }

  getState(namespace: string, key: string): Promise<Buffer | undefined> {
    return promised(() => this.readState(namespace, key)?.value);
  }

  getStateMultiple(namespace: string, keys: readonly string[]): Promise<readonly (Buffer | undefined)[]> {
    return promised(() => keys.map((key) => this.readState(namespace, key)?.value));
  }

  getStateMetadata(namespace: string, key: string): Promise<ReadonlyMap<string, Buffer>> {
    return promised(() => decodeMetadata(this.readState(namespace, key)?.metadata));
  }

  range(namespace: string, start: string, end: string): QueryCursor<KeyValue> {
    this.rules.checkOpen();
    return new BatchCursor(this.recordRange(namespace, { start, end }));
  }

  async rangePage(namespace: string, range: KeyRange, pageSize: number, bookmark: string): Promise<QueryPage> {
    this.rules.beforePagedQuery();
    const start = bookmark === '' ? range.start : bookmark;
    const limit = pageSize > 0 ? Math.min(pageSize, TOTAL_QUERY_LIMIT) : TOTAL_QUERY_LIMIT;
    const recorder = this.recordRange(namespace, { start, end: range.end }, pageSize);
    const results: KeyValue[] = [];
    while (results.length < limit) {
      const result = await recorder.next();
      if (result === undefined) {
        break;
      }
      results.push(result);
    }
    return { results, bookmark: await recorder.bookmark() };
  }

  query(_namespace: string, _query: string, paged = false): never {
    if (paged) {
      this.rules.beforePagedQuery();
      throw new SimulationError(PAGED_RICH_QUERY_REFUSED);
    }
    this.rules.checkOpen();
    throw new SimulationError(RICH_QUERY_REFUSED);
  }

  putState(namespace: string, key: string, value: Uint8Array): void {
    this.rules.beforeWrite();
    this.builder.addWrite(namespace, key, value);
    this.notePublicWrite(namespace, key);
  }

  deleteState(namespace: string, key: string): void {
    this.putState(namespace, key, DELETE);
  }

  putStateMetadata(namespace: string, key: string, metadata: ReadonlyMap<string, Uint8Array>): void {
    this.rules.beforeWrite();
    this.builder.addMetadataWrite(namespace, key, metadata);
    this.notePublicWrite(namespace, key);
  }

  async getPrivate(namespace: string, collection: string, key: string): Promise<Buffer | undefined> {
    await this.checkCollection(namespace, collection);
    const found = this.view.readPrivate(namespace, collection, key);
    const hash = this.view.readHashed(namespace, collection, keyHash(key));
    if (!sameVersion(hash?.version, found?.version)) {
      throw new SimulationError(
        `private data matching public hash version is not available. Public hash version = ${versionText(hash?.version)}, Private data version = ${versionText(found?.version)}`,
      );
    }
    this.notePrivateRead({ namespace, collection }, key, found?.version);
    return found?.value;
  }

  async getPrivateMultiple(
    namespace: string,
    collection: string,
    keys: readonly string[],
  ): Promise<readonly (Buffer | undefined)[]> {
    await this.checkCollection(namespace, collection);
    return keys.map((key) => {
      const found = this.view.readPrivate(namespace, collection, key);
      this.notePrivateRead({ namespace, collection }, key, found?.version);
      return found?.value;
    });
  }

  async getPrivateHash(namespace: string, collection: string, key: string): Promise<Buffer | undefined> {
    return (await this.readHash(namespace, collection, key))?.value;
  }

  async getPrivateMetadata(namespace: string, collection: string, key: string): Promise<ReadonlyMap<string, Buffer>> {
    return decodeMetadata((await this.readHash(namespace, collection, key))?.metadata);
  }

  async privateRange(namespace: string, collection: string, range: KeyRange): Promise<QueryCursor<KeyValue>> {
    this.rules.beforePrivateQuery();
    await this.checkCollection(namespace, collection);
    return new BatchCursor(generatorSource(privateResults(this.view, { namespace, collection }, range)));
  }

  async privateQuery(namespace: string, collection: string): Promise<never> {
    this.rules.beforePrivateQuery();
    await this.checkCollection(namespace, collection);
    throw new SimulationError(RICH_QUERY_REFUSED);
  }

  async putPrivate(namespace: string, collection: string, key: string, value: Uint8Array): Promise<void> {
    await this.checkCollection(namespace, collection);
    this.rules.beforeWrite();
    this.builder.addPrivateWrite({ namespace, collection }, key, value);
    this.notePrivateWrite(namespace, collection, key);
  }

  deletePrivate(namespace: string, collection: string, key: string): Promise<void> {
    return this.putPrivate(namespace, collection, key, DELETE);
  }

  async purgePrivate(namespace: string, collection: string, key: string): Promise<void> {
    await this.checkCollection(namespace, collection);
    this.rules.beforeWrite();
    this.builder.addPrivateWrite({ namespace, collection }, key, DELETE, true);
    this.notePrivateWrite(namespace, collection, key);
  }

  async putPrivateMetadata(
    namespace: string,
    collection: string,
    key: string,
    metadata: ReadonlyMap<string, Uint8Array>,
  ): Promise<void> {
    await this.checkCollection(namespace, collection);
    this.rules.beforeWrite();
    this.builder.addPrivateMetadataWrite({ namespace, collection }, key, metadata);
    this.notePrivateWrite(namespace, collection, key);
  }

  history(namespace: string, key: string): QueryCursor<ledger.queryresult.KeyModification> {
    this.rules.checkOpen();
    return new BatchCursor(generatorSource(historyOf(this.view, this.channel, namespace, key)));
  }

  recordingReader(): StateReader {
    return new RecordingReader(this.view, {
      read: (namespace, key) => this.readState(namespace, key),
      range: (namespace, range) => this.recordRange(namespace, range),
    });
  }

  async done(): Promise<SimulationResult> {
    this.rules.checkOpen();
    for (const range of this.ranges) {
      await range.close();
      this.builder.addRange(range.namespace, range.record());
    }
    const result = {
      ...this.builder.build(),
      writtenKeys: valuesByKey(this.writtenKeys),
      privateReads: valuesByKey(this.privateReads),
      privateWrites: this.builder.privateWrites(),
      namespaces: this.builder.namespaces(),
    };
    this.release();
    return result;
  }

  release(): void {
    if (this.rules.end()) {
      for (const range of this.ranges) {
        void range.close();
      }
      this.view.release();
    }
  }

  private readState(namespace: string, key: string): VersionedValue | undefined {
    this.rules.checkOpen();
    const found = this.view.readPublic(namespace, key);
    this.builder.addRead(namespace, key, found?.version);
    return found;
  }

  private notePrivateRead(name: CollectionName, key: string, version: Version | undefined): void {
    const { namespace, collection } = name;
    this.builder.addHashedRead(namespace, collection, key, version);
    this.privateReads.set(JSON.stringify([namespace, collection]), name);
  }

  private async readHash(namespace: string, collection: string, key: string): Promise<VersionedValue | undefined> {
    await this.checkCollection(namespace, collection);
    const found = this.view.readHashed(namespace, collection, keyHash(key));
    this.builder.addHashedRead(namespace, collection, key, found?.version);
    return found;
  }

  private recordRange(namespace: string, range: KeyRange, pageSize = 0): RangeRecorder {
    const entries = this.view.range(namespace, range.start, range.end);
    const recorder = new RangeRecorder(namespace, range, entries, pageSize > 0 ? pageSize : undefined);
    this.ranges.push(recorder);
    return recorder;
  }

  private async checkCollection(namespace: string, collection: string): Promise<void> {
    this.rules.checkOpen();
    const name = JSON.stringify([namespace, collection]);
    if (!this.checkedCollections.has(name)) {
      await this.options.checkCollection?.(namespace, collection, this.recordingReader());
      this.rules.checkOpen();
      this.checkedCollections.add(name);
    }
  }

  private notePublicWrite(namespace: string, key: string): void {
    const metadata = this.view.readPublic(namespace, key)?.metadata;
    this.noteWrite({ namespace, collection: '', key, validationParameter: validationParameter(metadata) });
  }

  private notePrivateWrite(namespace: string, collection: string, key: string): void {
    const metadata = this.view.readHashed(namespace, collection, keyHash(key))?.metadata;
    this.noteWrite({ namespace, collection, key, validationParameter: validationParameter(metadata) });
  }

  private noteWrite(written: WrittenKey): void {
    this.writtenKeys.set(JSON.stringify([written.namespace, written.collection, written.key]), written);
  }
}

async function* privateResults(
  view: ChannelView,
  { namespace, collection }: CollectionName,
  range: KeyRange,
): AsyncGenerator<KeyValue> {
  for await (const [key, { value }] of view.privateRange(namespace, collection, range)) {
    yield { namespace, key, value };
  }
}

function keyHash(key: string): string {
  return sha256(Buffer.from(key)).toString('hex');
}

/** The result of `compute` as a promise, its error as a rejection. */
function promised<T>(compute: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(compute());
  });
}
