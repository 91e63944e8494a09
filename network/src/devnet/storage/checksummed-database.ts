import { crc32 } from 'node:zlib';
import { DamagedStore } from './damaged-store.js';
import { levelError } from './level-error.js';
import type { Database, Durability, Entry, Reader, RecordWrite, Scan, Snapshot } from './database.js';

const CHECKSUM_BYTES = 4;
/** How much of a damaged record's key an error shows. */
const SHOWN_BYTES = 40;

/**
 * A database that keeps a checksum with every value, over key and value, and refuses what does not have it: LevelDB
 * itself does not look at the checksums of what it reads.
 */
export class ChecksummedDatabase implements Database {
  /**
   * @param name as errors name it
   * @param onDamage called before an error for damage is thrown
   */
  constructor(
    private readonly database: Database,
    private readonly name: string,
    private readonly onDamage: (error: DamagedStore) => void = () => undefined,
  ) {}

  get(key: Buffer): Buffer | undefined {
    return this.#get(this.database, key);
  }

  scan(scan: Scan): AsyncGenerator<readonly Entry[]> {
    return this.#scan(this.database, scan);
  }

  async write(writes: readonly RecordWrite[], durability: Durability): Promise<void> {
    await this.database.write(
      writes.map(({ key, value }) => ({ key, value: value && withChecksum(key, value) })),
      durability,
    );
  }

  snapshot(): Snapshot {
    const snapshot = this.database.snapshot();
    return {
      get: (key) => this.#get(snapshot, key),
      scan: (scan) => this.#scan(snapshot, scan),
      close: () => snapshot.close(),
    };
  }

  close(): Promise<void> {
    return this.database.close();
  }

  #get(reader: Reader, key: Buffer): Buffer | undefined {
    let stored: Buffer | undefined;
    try {
      stored = reader.get(key);
    } catch (cause) {
      throw this.#unreadable(cause);
    }
    return stored && this.#checked(key, stored);
  }

  async *#scan(reader: Reader, scan: Scan): AsyncGenerator<readonly Entry[]> {
    const portions = reader.scan(scan);
    try {
      for (;;) {
        const portion = await portions.next().catch((cause: unknown) => {
          throw this.#unreadable(cause);
        });
        if (portion.done === true) return;
        yield portion.value.map(([key, stored]) => [key, this.#checked(key, stored)] as const);
      }
    } finally {
      await portions.return(undefined);
    }
  }

  #checked(key: Buffer, stored: Buffer): Buffer {
    const value = withoutChecksum(key, stored);
    if (value !== undefined) return value;
    throw this.#damaged(new DamagedStore(this.name, `wrong checksum of record ${shown(key)}`));
  }

  /** LevelDB notices some damage by itself; a database that is closed, for example, is no damage. */
  #unreadable(cause: unknown): unknown {
    const failure = levelError(cause);
    if (failure?.kind !== 'corrupt') return cause;
    return this.#damaged(new DamagedStore(this.name, failure.text, { cause }));
  }

  #damaged(error: DamagedStore): DamagedStore {
    this.onDamage(error);
    return error;
  }
}

/** The value of a stored record; undefined when it is not what was written. */
export function withoutChecksum(key: Buffer, stored: Buffer): Buffer | undefined {
  const end = stored.length - CHECKSUM_BYTES;
  if (end < 0) return undefined;
  const value = stored.subarray(0, end);
  return stored.readUInt32BE(end) === checksum(key, value) ? value : undefined;
}

function withChecksum(key: Buffer, value: Buffer): Buffer {
  const stored = Buffer.allocUnsafe(value.length + CHECKSUM_BYTES);
  value.copy(stored);
  stored.writeUInt32BE(checksum(key, value), value.length);
  return stored;
}

/**
 * Covers the key, so that a value under another key is found as well. The value comes first: zlib starts anew when an
 * empty buffer has no memory behind it, and a value may be empty while a key is not.
 */
function checksum(key: Buffer, value: Buffer): number {
  return crc32(key, crc32(value));
}

function shown(key: Buffer): string {
  return JSON.stringify(key.toString('latin1', 0, SHOWN_BYTES));
}
