import { common } from '@hyperledger/fabric-protos';

import { ChannelBundle } from '../../channel/bundle.js';
import { ChannelConfiguration } from '../../channel/channel-configuration.js';
import type { Clock } from '../clock.js';
import type { SigningIdentity } from '../../crypto/signing-identity.js';
import { HeightWaiters } from '../ledger/height-waiters.js';
import type { Policy } from '../../policy/policy.js';
import { REJECT_ALL } from '../../policy/reject-all.js';
import { asBuffer } from '../../proto/decode.js';
import { blockNumber, lastConfigBlock } from '../../proto/block.js';
import { nextBlock, signBlock } from './block-builder.js';
import { BlockCutter, type OrderedMessage } from './block-cutter.js';
import type { BlockStore } from './block-store.js';
import { type Consenter, consentersOf, type SigningConsenter, signingQuorum } from './consenters.js';
import { BroadcastRefused, messageSize } from './filters.js';
import { channelHeaderOf, classify, processConfigUpdate, processNormal } from './message-processor.js';

/** Blocks kept in memory for peers that are a little behind; older ones are read from the store. */
const CACHED_BLOCKS = 64;

/** How long a busy channel collects before it cuts although it could at once, in milliseconds. */
const COLLECTING_MS = 8;

/** What the orderer of a channel needs. */
export interface OrdererOptions {
  readonly channelId: string;
  readonly store: BlockStore;
  readonly clock: Clock;
  /** Keys of the ordering nodes in this process, by organisation. */
  readonly signers: ReadonlyMap<string, SigningIdentity>;
  /** Resolves when every peer has committed all blocks below `height`; batches grow in the meantime. */
  readonly committed: (height: number) => Promise<void>;
}

/**
 * Orders one channel: filters, cuts batches, signs blocks and makes them durable. A batch is cut at the latest when
 * the channel's limits say so (count, bytes, timeout). While no block is on its way to the peers it is cut at once, so
 * that a lone client does not wait for the timer.
 */
export class ChannelOrderer {
  /** As of the last durable block. */
  readonly configuration: ChannelConfiguration;
  readonly #options: OrdererOptions;
  /** As of the last accepted message, by which the next one is judged. */
  #accepted: ChannelBundle;
  readonly #cutter = new BlockCutter();
  readonly #recent = new Map<number, common.Block>();
  readonly #listeners: (() => void)[] = [];
  readonly #waiters = new HeightWaiters();
  #last: common.Block;
  #lastConfig: number;
  #writing: Promise<void> = Promise.resolve();
  #unwritten = 0;
  /** Calls off the batch timeout that runs. */
  #cancelTimeout: (() => void) | undefined;
  #cutSoon = false;
  /** Whether clients send faster than blocks are made: then larger blocks cost less than the wait. */
  #busy = false;
  #failure: Error | undefined;

  private constructor(options: OrdererOptions, last: common.Block, current: ChannelBundle) {
    this.#options = options;
    this.#last = last;
    this.#lastConfig = lastConfigBlock(last);
    this.#accepted = current;
    this.configuration = new ChannelConfiguration(current);
  }

  /** Continues where the store ends; a channel without blocks begins with its genesis block. */
  static async open(options: OrdererOptions, genesis: common.Block): Promise<ChannelOrderer> {
    const { store, channelId } = options;
    const last = await store.last(channelId);
    if (last === undefined) await store.append(channelId, genesis);
    const config = (last && store.block(channelId, lastConfigBlock(last))) ?? genesis;
    return new ChannelOrderer(options, last ?? genesis, ChannelBundle.fromBlock(config));
  }

  /** Number of durable blocks. */
  get height(): number {
    return blockNumber(this.#last) + 1;
  }

  /** The ordering nodes that the configuration names. */
  get consenters(): readonly Consenter[] {
    return consentersOf(this.configuration.current);
  }

  /** Who may have blocks (Fabric: orderer/common/server/server.go Deliver). */
  get readers(): Policy {
    const { policies, consensus } = this.configuration.current;
    return policies.policy(consensus.inMaintenance ? '/Channel/Orderer/Readers' : '/Channel/Readers') ?? REJECT_ALL;
  }

  /** Whether the owner of a certificate may have blocks, as far as the configuration says. */
  isReader(identity: Buffer): boolean {
    const reader = this.configuration.current.msp.find(identity);
    return reader !== undefined && this.readers.satisfiedBy([reader]);
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

  /** Resolves when at least `height` blocks are durable; rejects when the signal aborts. */
  async waitForHeight(height: number, signal?: AbortSignal): Promise<void> {
    if (this.height < height) await this.#waiters.wait(height, signal);
  }

  /**
   * Accepts a client's message for ordering. What is accepted after a config update is judged by the configuration that
   * the update makes, so that nothing in a block contradicts the configuration before it (on Fabric: the leader judges
   * again what waits).
   *
   * @param signer the orderer that was asked
   * @throws BroadcastRefused
   */
  broadcast(envelope: common.Envelope, signer: SigningIdentity): void {
    if (this.#failure !== undefined) throw new BroadcastRefused('SERVICE_UNAVAILABLE', this.#failure.message);
    const now = this.#options.clock.now();
    if (classify(channelHeaderOf(envelope)) === 'config update') {
      this.#configure(processConfigUpdate(this.#accepted, envelope, { signer, now }));
      return;
    }
    processNormal(this.#accepted, envelope, now);
    this.#order(envelope);
  }

  /** Accepts nothing more: the peers cannot go on. */
  halt(error: Error): void {
    this.#failure ??= error;
  }

  #order(envelope: common.Envelope): void {
    const message = { bytes: asBuffer(envelope.serializeBinary()), size: messageSize(envelope) };
    const { batch } = this.#accepted;
    for (const cut of this.#cutter.ordered(message, batch)) this.#write(cut);
    if (this.#cutter.pendingCount === 0) return;
    this.#cancelTimeout ??= this.#options.clock.after(batch.timeoutMs, () => this.#cutPending());
    this.#cutWhenIdle();
  }

  /** A configuration is alone in its block. */
  #configure(transaction: common.Envelope): void {
    this.#cutPending();
    const message = { bytes: asBuffer(transaction.serializeBinary()), size: messageSize(transaction) };
    this.#accepted = ChannelBundle.fromTransaction(message.bytes) ?? this.#accepted;
    this.#write([message], this.#accepted);
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

  /** @param next the configuration that the batch brings, if it is one */
  #write(batch: readonly OrderedMessage[], next?: ChannelBundle): void {
    this.#busy = batch.length > 1;
    this.#unwritten += 1;
    this.#writing = this.#writing
      .then(() => this.#append(batch, next))
      .catch((error: unknown) => this.halt(error as Error));
    void this.#writing
      .then(() => this.#options.committed(this.height))
      .catch((error: unknown) => this.halt(error as Error))
      .finally(() => {
        this.#unwritten -= 1;
        if (this.#cutter.pendingCount > 0) this.#cutWhenIdle();
      });
  }

  async #append(batch: readonly OrderedMessage[], next: ChannelBundle | undefined): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const previous = this.#last.getHeader() ?? new common.BlockHeader();
    const block = nextBlock(
      previous,
      batch.map((message) => message.bytes),
    );
    const lastConfig = next === undefined ? this.#lastConfig : blockNumber(block);
    signBlock(block, this.#quorum(), lastConfig);
    await this.#options.store.append(this.#options.channelId, block);
    this.#last = block;
    this.#lastConfig = lastConfig;
    // Before anybody is told: who may read the block is judged by the configuration that it brings, as on Fabric.
    this.configuration.adopt(next ?? this.configuration.current);
    this.#recent.set(blockNumber(block), block);
    this.#recent.delete(blockNumber(block) - CACHED_BLOCKS);
    this.#waiters.reached(this.height);
    for (const listener of this.#listeners) listener();
  }

  #quorum(): readonly SigningConsenter[] {
    const quorum = signingQuorum(this.consenters, this.#options.signers);
    if (quorum === undefined) {
      throw new Error(
        `channel ${this.#options.channelId} has too few of its orderers here: no quorum can sign a block`,
      );
    }
    return quorum;
  }
}
