import type { Database, Entry, RecordWrite, Scan, Snapshot } from '../storage/database.js';
import { openStore } from '../storage/open-store.js';

/**
 * Everything that one organisation's peer keeps: one database for all its channels, so that a block's state, history,
 * indexes, private data and the block itself are one atomic write.
 */
export class OrganizationStore {
  constructor(private readonly database: Database) {}

  /** Opens the store in `directory`, creating it when it is not there. @throws DamagedStore */
  static async open(directory: string): Promise<OrganizationStore> {
    return new OrganizationStore(await openStore(directory));
  }

  get(key: Buffer): Buffer | undefined {
    return this.database.get(key);
  }

  async *entries(scan: Scan): AsyncGenerator<Entry> {
    for await (const portion of this.database.scan(scan)) {
      yield* portion;
    }
  }

  snapshot(): Snapshot {
    return this.database.snapshot();
  }

  /**
   * Applies all writes or none. Not synchronised with the disk: a killed process loses nothing, and after a power
   * failure the peer takes lost blocks from the orderer again, whose own store is synchronised.
   */
  async write(writes: readonly RecordWrite[]): Promise<void> {
    await this.database.write(writes, 'buffered');
  }

  /** As {@link write}, on disk when it resolves: for what nobody else could give back. */
  async writeSynced(writes: readonly RecordWrite[]): Promise<void> {
    await this.database.write(writes, 'synced');
  }

  async close(): Promise<void> {
    await this.database.close();
  }
}
