import { ClassicLevel } from 'classic-level';
import type { Database, Durability, Entry, RecordWrite, Scan, Snapshot } from './database.js';

type Level = ClassicLevel<Buffer, Buffer>;
type LevelSnapshot = ReturnType<Level['snapshot']>;

/** Results that a scan takes from the database at a time. */
const SCAN_PORTION = 128;

/** A LevelDB database in a directory. */
export class LevelDatabase implements Database {
  private constructor(private readonly level: Level) {}

  /** Opens the database in `directory`, creating it when it is not there. */
  static async open(directory: string): Promise<LevelDatabase> {
    const level: Level = new ClassicLevel(directory, { keyEncoding: 'buffer', valueEncoding: 'buffer' });
    await level.open();
    return new LevelDatabase(level);
  }

  get(key: Buffer): Buffer | undefined {
    return this.level.getSync(key);
  }

  scan(scan: Scan): AsyncGenerator<readonly Entry[]> {
    return scanLevel(this.level, scan);
  }

  async write(writes: readonly RecordWrite[], durability: Durability): Promise<void> {
    await this.level.batch(
      writes.map(({ key, value }) => (value === undefined ? { type: 'del', key } : { type: 'put', key, value })),
      { sync: durability === 'synced' },
    );
  }

  snapshot(): Snapshot {
    const { level } = this;
    const snapshot = level.snapshot();
    return {
      get: (key) => level.getSync(key, { snapshot }),
      scan: (scan) => scanLevel(level, scan, snapshot),
      close: () => void snapshot.close(),
    };
  }

  /** Moves everything from the log into tables. */
  async compact(): Promise<void> {
    await this.level.compactRange(Buffer.alloc(0), Buffer.from([0xff]));
  }

  async close(): Promise<void> {
    await this.level.close();
  }
}

async function* scanLevel(level: Level, scan: Scan, snapshot?: LevelSnapshot): AsyncGenerator<readonly Entry[]> {
  const iterator = level.iterator(snapshot === undefined ? { ...scan } : { ...scan, snapshot });
  try {
    for (;;) {
      const entries = await iterator.nextv(SCAN_PORTION);
      if (entries.length === 0) {
        return;
      }
      yield entries;
    }
  } finally {
    await iterator.close();
  }
}
