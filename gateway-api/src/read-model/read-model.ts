import type { LedgerBlock } from '../ledger/ledger.js';
import { integer, type Database } from '../storage/database.js';
import { project } from './projection.js';
import { prepareReadModel } from './schema.js';

/** TxValidationCode VALID. */
const VALID = 0;

/** Told when a block is in the read model. */
export type BlockListener = (channel: string, block: number) => void;

/**
 * What the ledger says, in tables. The checkpoint moves in the same transaction as the tables, so that no event is lost
 * and none is entered twice, wherever the process dies.
 */
export class ReadModel {
  readonly #database: Database;
  readonly #listeners = new Set<BlockListener>();

  constructor(database: Database) {
    this.#database = database;
    prepareReadModel(database);
  }

  /** For the queries of this folder. */
  get database(): Database {
    return this.#database;
  }

  /** Number of the last block entered, or -1. */
  block(channel: string): number {
    const row = this.#database.get('SELECT block FROM checkpoint WHERE channel = ?', channel);
    return row === undefined ? -1 : integer(row, 'block');
  }

  /**
   * Enters a block. One that is already there is left alone, so that a stream may begin too early.
   *
   * @throws {Error} when blocks in between are missing, or an event cannot be read
   */
  apply(channel: string, block: LedgerBlock): void {
    const last = this.block(channel);
    if (block.number <= last) return;
    if (block.number !== last + 1) throw new Error(`block ${block.number} of ${channel} follows block ${last}`);
    this.#database.transaction(() => {
      for (const { index, transactionId, code, events } of block.transactions) {
        if (code !== VALID) continue;
        for (const [position, event] of events.entries()) {
          project(this.#database, { channel, block: block.number, tx: index, position, transactionId }, event);
        }
      }
      this.#database.run('INSERT OR REPLACE INTO checkpoint VALUES (?, ?)', channel, block.number);
    });
    for (const listener of this.#listeners) listener(channel, block.number);
  }

  /** Calls the listener after every block. @returns ends that */
  onBlock(listener: BlockListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Waits until a block is entered, at most so long. @returns whether it is */
  waitForBlock(channel: string, block: number, timeoutMs: number): Promise<boolean> {
    return this.waitUntil(() => this.block(channel) >= block, timeoutMs);
  }

  /** Waits until a condition over the read model holds, looking after every block. @returns whether it does */
  waitUntil(condition: () => boolean, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        stopListening();
        signal?.removeEventListener('abort', finish);
        resolve(condition());
      };
      const timer = setTimeout(finish, timeoutMs);
      const stopListening = this.onBlock(() => {
        if (condition()) finish();
      });
      signal?.addEventListener('abort', finish, { once: true });
    });
  }
}
