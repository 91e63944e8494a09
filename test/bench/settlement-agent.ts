import { setTimeout as sleep } from 'node:timers/promises';
import { BOREALIS } from '../support/consortium.js';
import type { RegisterMarket } from '../support/register.js';

/** The chaincode's limit of instructions in one settlement. */
const BATCH_MAX = 50;
const IDLE_MS = 5;
const ATTEMPTS = 5;
const RETRY_MS = 20;

/** Settles what waits, one batch in flight, as the registrar's gateway does. */
export class SettlementAgent {
  private readonly waiting = new Map<string, (error?: Error) => void>();
  private stopping = false;
  private readonly loop: Promise<void>;

  constructor(
    private readonly market: RegisterMarket,
    private readonly isin: string,
  ) {
    this.loop = this.run();
  }

  /** Resolves when the settlement of this instruction is committed. */
  settled(instructionId: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.set(instructionId, (error) => {
        if (error === undefined) {
          resolve();
        } else {
          reject(error);
        }
      });
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping || this.waiting.size > 0) {
      const batch = [...this.waiting.keys()].slice(0, BATCH_MAX);
      if (batch.length === 0) {
        await sleep(IDLE_MS);
      } else {
        await this.settle(batch);
      }
    }
  }

  private async settle(batch: readonly string[]): Promise<void> {
    const failure = await this.attempt(batch, ATTEMPTS);
    for (const instructionId of batch) {
      this.waiting.get(instructionId)?.(failure);
      this.waiting.delete(instructionId);
    }
  }

  /** A peer that is a block behind does not know the instruction yet, and its answer differs; then a retry is due. */
  private async attempt(batch: readonly string[], left: number): Promise<Error | undefined> {
    try {
      await this.market.execute(BOREALIS, 'settlement:settle', { isin: this.isin, instructionIds: batch });
      return undefined;
    } catch (error) {
      if (left > 1) {
        await sleep(RETRY_MS);
        return this.attempt(batch, left - 1);
      }
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}
