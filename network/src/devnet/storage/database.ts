/** One write of an atomic batch; without a value the record is removed. */
export interface RecordWrite {
  readonly key: Buffer;
  readonly value: Buffer | undefined;
}

/** A stored record. */
export type Entry = readonly [key: Buffer, value: Buffer];

/** Bounds of a scan: `gte` included, `lt` excluded. */
export interface KeyBounds {
  readonly gte: Buffer;
  readonly lt: Buffer;
}

/** Records in the order of their keys' bytes, or backwards. */
export interface Scan extends KeyBounds {
  readonly reverse?: boolean;
}

/** What can be read, now or as of a snapshot. */
export interface Reader {
  get(key: Buffer): Buffer | undefined;
  /** Hands out what it finds in portions, so that a scan waits once for many records. */
  scan(scan: Scan): AsyncGenerator<readonly Entry[]>;
}

/** A consistent view of the database at one moment. */
export interface Snapshot extends Reader {
  close(): void;
}

/** When a write has happened: `buffered` survives a killed process, `synced` also a power failure. */
export type Durability = 'buffered' | 'synced';

/**
 * A sorted store of bytes: LevelDB on disk, or a simulated one whose crashes lose what a real one may lose. Writes
 * become durable in the order in which they were applied, so that a crash loses the last ones, never one in between.
 */
export interface Database extends Reader {
  /** Applies all writes or none. */
  write(writes: readonly RecordWrite[], durability: Durability): Promise<void>;
  snapshot(): Snapshot;
  close(): Promise<void>;
}
