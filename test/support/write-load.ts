import type { Status } from '@hyperledger/fabric-gateway';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;

/** A write that the client was told is committed. */
export interface Acknowledged {
  readonly key: string;
  readonly txId: string;
  readonly block: bigint;
}

/** Who writes what: keys are numbered below a prefix. */
export interface LoadOptions {
  readonly prefix: string;
  readonly callers: number;
  /** Writes one key, and waits until its transaction is committed. */
  write(key: string): Promise<Status>;
}

/** Callers that each write one key after the other, and remember which writes they were told are committed. */
export class WriteLoad {
  readonly acknowledged: Acknowledged[] = [];
  /** Writes that failed after the end had come: they may have been committed or not. */
  unanswered = 0;
  #counter = 0;
  #ending = false;
  readonly #callers: Promise<unknown>;

  constructor(private readonly options: LoadOptions) {
    this.#callers = Promise.all(Array.from({ length: options.callers }, () => this.#call()));
  }

  /** Resolves when the load has begun, which depends on the machine; rejects when a write failed. */
  async busy(): Promise<void> {
    const begun = async (): Promise<void> => {
      while (this.acknowledged.length < this.options.callers) await sleep(POLL_MS);
    };
    await Promise.race([this.#callers, begun()]);
  }

  /** From now on a write may fail, and no further one is begun. Resolves when the last one has ended. */
  async end(): Promise<readonly Acknowledged[]> {
    this.#ending = true;
    await this.#callers;
    return this.acknowledged;
  }

  async #call(): Promise<void> {
    while (!this.#isEnding()) {
      const key = `${this.options.prefix}${++this.#counter}`;
      try {
        const { transactionId, blockNumber, code, successful } = await this.options.write(key);
        if (!successful) throw new Error(`transaction ${transactionId} has code ${code}`);
        this.acknowledged.push({ key, txId: transactionId, block: blockNumber });
      } catch (error) {
        if (!this.#isEnding()) throw error;
        this.unanswered += 1;
      }
    }
  }

  /** A method, because it changes while a caller waits. */
  #isEnding(): boolean {
    return this.#ending;
  }
}
