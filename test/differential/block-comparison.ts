import type { common } from '@hyperledger/fabric-protos';
import { setTimeout as sleep } from 'node:timers/promises';
import { verdictsOf } from './comparison.js';
import type { Differences } from './differences.js';
import type { Recording } from './recording.js';
import type { DifferentialScene } from './scene.js';
import { codeName, type RunStatistics } from './statistics.js';

/** A block that nobody waits for, of an envelope that an orderer took but did not say so, is at all peers by then. */
const STRAGGLER_MS = 1000;

/** Gives the real network's blocks to the shadow and compares what both make of them. */
export class BlockComparison {
  /** Number of transactions in the blocks that have been compared, by channel. */
  readonly #compared = new Map<string, number>();
  #working: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly scene: DifferentialScene,
    private readonly differences: Differences,
    private readonly statistics: RunStatistics,
    private readonly recording: Recording | undefined,
  ) {}

  /**
   * Compares what a channel has, once it has so many more transactions.
   *
   * @throws Error when none of them comes: a block has stopped the real peers
   */
  async afterTransactions(channel: string, count: number): Promise<void> {
    const before = this.#compared.get(channel) ?? 0;
    const missing = await this.scene.watch(channel).transactionsReach(before + count);
    if (missing >= count) {
      throw new Error(`the real peers of ${channel} have stopped at block ${this.scene.watch(channel).height}`);
    }
    this.statistics.lost += missing;
    await this.compare(channel);
  }

  /** Compares the blocks that every peer has and the shadow has not. */
  compare(channel: string): Promise<void> {
    const work = this.#working.then(() => this.#compareBlocks(channel));
    this.#working = work.catch(() => undefined);
    return work;
  }

  /** Lets blocks come that nobody expects, and compares them. */
  async catchUp(): Promise<void> {
    await sleep(STRAGGLER_MS);
    for (const { name } of this.scene.channels) {
      await this.scene.watch(name).even();
      await this.compare(name);
    }
  }

  async #compareBlocks(channel: string): Promise<void> {
    const watch = this.scene.watch(channel);
    for (let number = this.scene.shadowHeight(channel); number < watch.height; number += 1) {
      const source = Buffer.from(this.scene.source(channel, number).serializeBinary());
      const kept = await this.scene.commit(channel, source);
      for (const [mspId, block] of watch.at(number)) {
        const what = `verdicts on block ${number} of ${channel} at ${mspId}`;
        this.differences.note({ what, fabric: verdictsOf(block), devnet: verdictsOf(kept) }, channel);
      }
      const what = `bytes of block ${number} of ${channel}`;
      this.differences.note({ what, fabric: source.toString('hex'), devnet: hexOf(kept) }, channel);
      this.recording?.block(channel, source);
      for (const code of verdictsOf(kept).flags) {
        this.statistics.codes.add(codeName(code));
      }
      this.statistics.blocks += 1;
    }
    this.#compared.set(channel, watch.transactions);
  }
}

function hexOf(block: common.Block): string {
  return Buffer.from(block.serializeBinary()).toString('hex');
}
