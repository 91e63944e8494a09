import { common } from '@hyperledger/fabric-protos';

import type { ChannelBundle } from '../channel/bundle.js';
import type { Clock } from '../clock.js';
import { asBuffer } from '../proto/decode.js';
import { blockNumber } from '../proto/block.js';
import { type Consenter, nextBlock, signBlock } from './block-builder.js';
import { BlockCutter, type OrderedMessage } from './block-cutter.js';
import type { BlockStore } from './block-store.js';
import { BroadcastRefused, filterTransaction, messageSize } from './filters.js';

/** Blocks kept in memory for peers that are a little behind; older ones are read from the store. */
const CACHED_BLOCKS = 64;

/** How long a busy channel collects before it cuts although it could at once, in milliseconds. */
const COLLECTING_MS = 8;

/** What the orderer of a channel needs. */
export interface OrdererOptions {
  readonly channelId: string;
  readonly store: BlockStore;
  readonly clock: Clock;
  /** The members' ordering nodes. */
  readonly consenters: readonly Consenter[];
  readonly bundle: () => ChannelBundle;
  /** Resolves when every peer has committed all blocks below `height`; batches grow in the meantime. */
  readonly committed: (height: number) => Promise<void>;
}

/**
 * Orders one channel: filters, cuts batches, signs blocks and makes them durable. A batch is cut at the latest when
 * the channel's limits say so (count, bytes, timeout). While no block is on its way to the peers it is cut at once, so
 * that a lone client does not wait for the timer.
 */
export class ChannelOrderer {
  readonly #options: OrdererOptions;
  readonly #cutter = new BlockCutter();
  readonly #recent = new Map<number, common.Block>();
  readonly #listeners: (() => void)[] = [];
  #last: common.Block;
  #writing: Promise<void> = Promise.resolve();
  #unwritten = 0;
  /** Calls off the batch timeout that runs. */
  #cancelTimeout: (() => void) | undefined;
  #cutSoon = false;
  /** Whether clients send faster than blocks are made: then larger blocks cost less than the wait. */
  #busy = false;
  #failure: Error | undefined;

  private constructor(options: OrdererOptions, last: common.Block) {
    this.#options = options;
    this.#last = last;
  }

  /** Continues where the store ends; a channel without blocks begins with its genesis block. */
  static async open(options: OrdererOptions, genesis: common.Block): Promise<ChannelOrderer> {
    const last = await options.store.last(options.channelId);
    if (last === undefined) await options.store.append(options.channelId, genesis);
    return new ChannelOrderer(options, last ?? genesis);
  }

  /** Number of durable blocks. */
  get height(): number {
    return blockNumber(this.#last) + 1;
  }

  get consenters(): readonly Consenter[] {
    return this.#options.consenters;
  }

  /** A durable block. */
  block(number: number): common.Block {
    const block = this.#recent.get(number) ?? this.#options.store.block(this.#options.channelId, number);
    if (block === undefined)
      throw new Error(`the orderer has no block ${number} of channel ${this.#options.channelId}`);
    return block;
  }

  /** Calls back after every block that became durable. */
  onBlock(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Accepts a client's transaction for ordering. @throws BroadcastRefused
   */
  broadcast(envelope: common.Envelope): void {
    if (this.#failure !== undefined) throw new BroadcastRefused('SERVICE_UNAVAILABLE', this.#failure.message);
    filterTransaction(this.#options.bundle(), envelope, this.#options.clock.now());
    this.#order(envelope);
  }

  /** Accepts nothing more: the peers cannot go on. */
  halt(error: Error): void {
    this.#failure ??= error;
  }

  #order(envelope: common.Envelope): void {
    const message = { bytes: asBuffer(envelope.serializeBinary()), size: messageSize(envelope) };
    const { batch } = this.#options.bundle();
    for (const cut of this.#cutter.ordered(message, batch)) this.#write(cut);
    if (this.#cutter.pendingCount === 0) return;
    this.#cancelTimeout ??= this.#options.clock.after(batch.timeoutMs, () => this.#cutPending());
    this.#cutWhenIdle();
  }

  /** Resolves when everything accepted so far is durable. */
  async drain(): Promise<void> {
    this.#cutPending();
    await this.#writing;
  }

  #cutWhenIdle(): void {
    if (this.#cutSoon || this.#unwritten > 0) return;
    this.#cutSoon = true;
    this.#options.clock.after(this.#busy ? COLLECTING_MS : 0, () => {
      this.#cutSoon = false;
      if (this.#unwritten === 0) this.#cutPending();
    });
  }

  #cutPending(): void {
    this.#cancelTimeout?.();
    this.#cancelTimeout = undefined;
    const batch = this.#cutter.cut();
    if (batch.length > 0) this.#write(batch);
  }

  #write(batch: readonly OrderedMessage[]): void {
    this.#busy = batch.length > 1;
    this.#unwritten += 1;
    this.#writing = this.#writing.then(() => this.#append(batch)).catch((error: unknown) => this.halt(error as Error));
    void this.#writing
      .then(() => this.#options.committed(this.height))
      .catch((error: unknown) => this.halt(error as Error))
      .finally(() => {
        this.#unwritten -= 1;
        if (this.#cutter.pendingCount > 0) this.#cutWhenIdle();
      });
  }

  async #append(batch: readonly OrderedMessage[]): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const previous = this.#last.getHeader() ?? new common.BlockHeader();
    const block = nextBlock(
      previous,
      batch.map((message) => message.bytes),
    );
    signBlock(block, this.#options.consenters, 0);
    await this.#options.store.append(this.#options.channelId, block);
    this.#last = block;
    this.#recent.set(blockNumber(block), block);
    this.#recent.delete(blockNumber(block) - CACHED_BLOCKS);
    for (const listener of this.#listeners) listener();
  }
}
