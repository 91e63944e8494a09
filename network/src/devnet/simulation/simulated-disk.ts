import type { Database, Durability, Entry, RecordWrite, Scan, Snapshot } from '../storage/database.js';
import type { Scheduler } from './scheduler.js';

/** Records that a scan hands out before it waits again. */
const SCAN_PORTION = 3;

/** `kill`: the process alone died. `power`: what was not synchronised may be lost, the last writes first. */
export type Crash = 'kill' | 'power';

interface Version {
  readonly serial: number;
  readonly value: Buffer | undefined;
}

/**
 * One database's files, which outlive the process. A write is applied and, when asked for, synchronised, at moments of
 * the scheduler's choice, so that a crash finds it not begun, applied, synchronised, or acknowledged.
 */
export class SimulatedDisk {
  #writes: (readonly RecordWrite[])[] = [];
  /** Number of writes that a power failure does not lose. */
  #synced = 0;
  #records = new Map<string, Version[]>();

  /** Opens the database in a simulated process. */
  open(scheduler: Scheduler): Database {
    return {
      get: (key) => this.#read(key, this.#writes.length),
      scan: (scan) => this.#scan(scheduler, scan),
      write: (writes, durability) => this.#write(scheduler, writes, durability),
      snapshot: () => this.#snapshot(scheduler),
      close: () => scheduler.wait('close'),
    };
  }

  /**
   * What a crash leaves: a write is there as a whole or not at all, and when it is, everything before it is.
   *
   * @param random decides how much of what was not synchronised had reached the disk by itself
   */
  crash(kind: Crash, random: () => number): void {
    if (kind === 'power') {
      const kept = this.#synced + Math.floor(random() * (this.#writes.length - this.#synced + 1));
      this.#restore(this.#writes.slice(0, kept));
    }
    this.#synced = this.#writes.length;
  }

  /** Every record, in the order of the keys' bytes. */
  contents(): Entry[] {
    return this.#keys().flatMap((key) => {
      const value = this.#valueOf(key, this.#writes.length);
      return value === undefined ? [] : [[Buffer.from(key, 'latin1'), value] as const];
    });
  }

  #restore(writes: (readonly RecordWrite[])[]): void {
    this.#writes = [];
    this.#records = new Map();
    for (const write of writes) this.#apply(write);
  }

  #apply(writes: readonly RecordWrite[]): void {
    this.#writes.push(writes);
    for (const { key, value } of writes) {
      const id = key.toString('latin1');
      const versions = this.#records.get(id) ?? [];
      versions.push({ serial: this.#writes.length, value });
      this.#records.set(id, versions);
    }
  }

  async #write(scheduler: Scheduler, writes: readonly RecordWrite[], durability: Durability): Promise<void> {
    await scheduler.wait('write');
    this.#apply(writes);
    const serial = this.#writes.length;
    if (durability === 'synced') {
      await scheduler.wait('sync');
      this.#synced = Math.max(this.#synced, serial);
    }
    await scheduler.wait('written');
  }

  #snapshot(scheduler: Scheduler): Snapshot {
    const serial = this.#writes.length;
    return {
      get: (key) => this.#read(key, serial),
      scan: (scan) => this.#scan(scheduler, scan, serial),
      close: () => undefined,
    };
  }

  async *#scan(
    scheduler: Scheduler,
    { gte, lt, reverse }: Scan,
    serial = this.#writes.length,
  ): AsyncGenerator<readonly Entry[]> {
    const [from, to] = [gte.toString('latin1'), lt.toString('latin1')];
    const entries = this.#keys()
      .filter((key) => key >= from && key < to)
      .flatMap((key): Entry[] => {
        const value = this.#valueOf(key, serial);
        return value === undefined ? [] : [[Buffer.from(key, 'latin1'), value]];
      });
    if (reverse === true) entries.reverse();
    for (let start = 0; start < entries.length; start += SCAN_PORTION) {
      await scheduler.wait('scan');
      yield entries.slice(start, start + SCAN_PORTION);
    }
    await scheduler.wait('scanned');
  }

  /** Latin-1 text sorts as its bytes. */
  #keys(): string[] {
    return [...this.#records.keys()].sort((a, b) => (a < b ? -1 : 1));
  }

  #read(key: Buffer, serial: number): Buffer | undefined {
    return this.#valueOf(key.toString('latin1'), serial);
  }

  #valueOf(key: string, serial: number): Buffer | undefined {
    return this.#records.get(key)?.findLast((version) => version.serial <= serial)?.value;
  }
}
