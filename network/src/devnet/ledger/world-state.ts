import { BoundedCache } from '../../crypto/bounded-cache.js';
import type { Entry, Scan, Snapshot } from '../storage/database.js';
import { COLUMN, recordPrefix, recordsBetween } from './record-key.js';
import { hashedAddress, privateAddress, publicAddress, type StateAddress } from './state-address.js';
import type { OrganizationStore } from './store.js';
import { decodeValue } from './stored-value.js';
import type { KeyRange, StateView, VersionedValue } from './types.js';

/** Values kept in memory for each channel of an organisation. */
const CACHED_VALUES = 20_000;
/** Larger values are read from disk each time, so that the cache stays within some 80 MB. */
const LARGEST_CACHED_VALUE = 4096;

/** A key that was looked for and not found. */
const ABSENT = Symbol('absent');
/** A key whose value is too large to keep. */
const ON_DISK = Symbol('on disk');

/** A change of the world state; without a value the key is removed. */
export interface StateChange {
  readonly address: StateAddress;
  readonly value: VersionedValue | undefined;
}

/** A snapshot and the number of its holders. */
interface Generation {
  readonly snapshot: Snapshot;
  readonly height: number;
  holders: number;
}

/**
 * The committed state of one channel: values on disk and, for the current height, recently used ones in memory.
 * There is one database snapshot per height, taken right after the block's write and shared by everything that
 * simulates or queries at that height.
 */
export class WorldState {
  private readonly cache = new BoundedCache<string, VersionedValue | typeof ABSENT | typeof ON_DISK>(CACHED_VALUES);
  private generation: Generation;

  constructor(
    private readonly store: OrganizationStore,
    readonly channel: string,
    height: number,
  ) {
    this.generation = { snapshot: store.snapshot(), height, holders: 1 };
  }

  /** State at the current height. Release it. */
  view(): ChannelView {
    return new ChannelView(this, this.hold());
  }

  /** Moves to `height` after its writes are in the database. */
  advance(height: number, changes: readonly StateChange[]): void {
    for (const { address, value } of changes) {
      this.remember(address, value);
    }
    const previous = this.generation;
    this.generation = { snapshot: this.store.snapshot(), height, holders: 1 };
    this.drop(previous);
  }

  close(): void {
    this.drop(this.generation);
  }

  /** @internal */
  read(generation: Generation, address: StateAddress): VersionedValue | undefined {
    if (generation !== this.generation) {
      return this.fetch(generation, address);
    }
    const cached = this.cache.get(address.id);
    if (cached === ABSENT) {
      return undefined;
    }
    if (cached !== undefined && cached !== ON_DISK) {
      return cached;
    }
    const found = this.fetch(generation, address);
    this.remember(address, found);
    return found;
  }

  /** @internal */
  scan(generation: Generation, scan: Scan): AsyncGenerator<readonly Entry[]> {
    return generation.snapshot.scan(scan);
  }

  /** @internal */
  drop(generation: Generation): void {
    generation.holders--;
    if (generation.holders === 0) {
      generation.snapshot.close();
    }
  }

  private hold(): Generation {
    this.generation.holders++;
    return this.generation;
  }

  private fetch(generation: Generation, address: StateAddress): VersionedValue | undefined {
    const bytes = generation.snapshot.get(address.key);
    return bytes === undefined ? undefined : decodeValue(bytes);
  }

  private remember(address: StateAddress, value: VersionedValue | undefined): void {
    const large = value !== undefined && value.value.length > LARGEST_CACHED_VALUE;
    this.cache.set(address.id, large ? ON_DISK : (value ?? ABSENT));
  }
}

/** State of one channel at one height. The `read…` methods answer at once; the others serve `StateReader`. */
export class ChannelView implements StateView {
  private released = false;

  constructor(
    private readonly world: WorldState,
    private readonly generation: Generation,
  ) {}

  get height(): number {
    return this.generation.height;
  }

  readPublic(namespace: string, key: string): VersionedValue | undefined {
    return this.world.read(this.generation, publicAddress(this.world.channel, namespace, key));
  }

  /** `keyHash` in hexadecimal. */
  readHashed(namespace: string, collection: string, keyHash: string): VersionedValue | undefined {
    return this.world.read(this.generation, hashedAddress(this.world.channel, namespace, collection, keyHash));
  }

  readPrivate(namespace: string, collection: string, key: string): VersionedValue | undefined {
    return this.world.read(this.generation, privateAddress(this.world.channel, namespace, collection, key));
  }

  get(namespace: string, key: string): Promise<VersionedValue | undefined> {
    return Promise.resolve(this.readPublic(namespace, key));
  }

  getHashed(namespace: string, collection: string, keyHash: Buffer): Promise<VersionedValue | undefined> {
    return Promise.resolve(this.readHashed(namespace, collection, keyHash.toString('hex')));
  }

  getPrivate(namespace: string, collection: string, key: string): Promise<VersionedValue | undefined> {
    return Promise.resolve(this.readPrivate(namespace, collection, key));
  }

  range(namespace: string, start: string, end: string): AsyncGenerator<readonly [string, VersionedValue]> {
    return this.values(COLUMN.publicState, [this.world.channel, namespace], { start, end });
  }

  privateRange(
    namespace: string,
    collection: string,
    range: KeyRange,
  ): AsyncGenerator<readonly [string, VersionedValue]> {
    return this.values(COLUMN.privateState, [this.world.channel, namespace, collection], range);
  }

  /** Any records of the channel as they were at this height. */
  async *records(scan: Scan): AsyncGenerator<Entry> {
    for await (const entries of this.world.scan(this.generation, scan)) {
      yield* entries;
    }
  }

  release(): void {
    if (!this.released) {
      this.released = true;
      this.world.drop(this.generation);
    }
  }

  private async *values(
    column: typeof COLUMN.publicState | typeof COLUMN.privateState,
    leading: readonly string[],
    { start, end }: KeyRange,
  ): AsyncGenerator<readonly [string, VersionedValue]> {
    const prefixLength = recordPrefix(column, leading).length;
    const bounds = recordsBetween(column, leading, start, end);
    if (Buffer.compare(bounds.gte, bounds.lt) >= 0) {
      return;
    }
    for await (const entries of this.world.scan(this.generation, bounds)) {
      for (const [key, bytes] of entries) {
        yield [key.toString('utf8', prefixLength), decodeValue(bytes)];
      }
    }
  }
}
