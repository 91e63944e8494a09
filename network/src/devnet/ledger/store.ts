import { ClassicLevel } from 'classic-level';

/** A database of bytes. */
export type Database = ClassicLevel<Buffer, Buffer>;

/** A consistent view of the database at one moment. */
export type Snapshot = ReturnType<Database['snapshot']>;

/** One write of an atomic batch; without a value the record is removed. */
export interface RecordWrite {
  readonly key: Buffer;
  readonly value: Buffer | undefined;
}

/**
 * Everything that one organisation's peer keeps: one LevelDB database for all its channels, so that a block's state,
 * history, indexes, private data and the block itself are one atomic write.
 */
export class OrganizationStore {
  private constructor(readonly database: Database) {}

  /** Opens the database in `directory`, creating it when it is not there. */
  static async open(directory: string): Promise<OrganizationStore> {
    const database: Database = new ClassicLevel(directory, { keyEncoding: 'buffer', valueEncoding: 'buffer' });
    await database.open();
    return new OrganizationStore(database);
  }

  get(key: Buffer): Buffer | undefined {
    return this.database.getSync(key);
  }

  /**
   * Applies all writes or none. Not synchronised with the disk on every block: a killed process loses nothing, and
   * after a power failure the peer takes lost blocks from the orderer again, whose own store is synchronised.
   */
  async write(writes: readonly RecordWrite[]): Promise<void> {
    await this.database.batch(
      writes.map(({ key, value }) => (value === undefined ? { type: 'del', key } : { type: 'put', key, value })),
    );
  }

  async close(): Promise<void> {
    await this.database.close();
  }
}
