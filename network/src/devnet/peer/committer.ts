import type { common } from '@hyperledger/fabric-protos';

import { type Clock, pause } from '../clock.js';
import { ORDERER, Unreachable } from '../faults/fault.js';
import type { CollectionResolver } from '../ledger/types.js';
import { Reconciler } from '../privdata/reconciler.js';
import { blockNumber } from '../../proto/block.js';
import { requireIntactData } from '../../proto/block-data.js';
import type { ChannelPeer } from './channel-peer.js';
import { isMember } from './collections.js';
import { bundleAfter } from './config-transaction.js';
import type { ForkAlarm } from './fork-alarm.js';
import { validateBlock } from './validator.js';

/** How long a peer waits before it asks the orderer again that it could not reach, in milliseconds. */
const REDELIVERY_PAUSE_MS = 50;

/** Where a committer's blocks come from: the channel's orderer, or another network. */
export interface BlockSource {
  /** Number of blocks to be had. */
  readonly height: number;
  block(number: number): common.Block;
  /** Whether the owner of a certificate may have blocks. */
  isReader(identity: Buffer): boolean;
  /** Calls back after every block that came to be had. */
  onBlock(listener: () => void): void;
}

/** What a committer needs besides its peer. */
export interface CommitterOptions {
  readonly orderer: BlockSource;
  readonly alarm: ForkAlarm;
  readonly clock: Clock;
  /** Called once when this peer cannot go on. */
  readonly onFailure: (error: Error) => void;
}

/**
 * Takes the orderer's blocks into one organisation's ledger of one channel: validate, commit, compare with the other
 * peers. It pulls, so that a peer which missed blocks catches up by itself.
 */
export class Committer {
  readonly #peer: ChannelPeer;
  readonly #options: CommitterOptions;
  #running: Promise<void> | undefined;
  readonly #reconciler: Reconciler;
  #stopped = false;

  constructor(peer: ChannelPeer, options: CommitterOptions) {
    this.#peer = peer;
    this.#options = options;
    const { clock, onFailure } = options;
    this.#reconciler = new Reconciler(peer, { clock, onFailure, collections: this.#collections });
  }

  /** Catches up with the orderer and follows it from then on. */
  async start(): Promise<void> {
    this.#options.orderer.onBlock(() => this.#wake());
    this.#reportLast();
    this.#wake();
    if (this.#mayPull()) await this.#peer.ledger.waitForHeight(this.#options.orderer.height);
    this.#reconciler.start();
  }

  /** Ends after the block in progress. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#reconciler.stop();
    await this.#running;
  }

  #wake(): void {
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        this.#stopped = true;
        this.#options.onFailure(error as Error);
      })
      .finally(() => {
        this.#running = undefined;
        if (this.#mayPull()) this.#wake();
      });
  }

  async #run(): Promise<void> {
    const { ledger } = this.#peer;
    while (this.#mayPull()) {
      const copies = await this.#delivery();
      if (copies === 0) {
        await pause(this.#options.clock, REDELIVERY_PAUSE_MS);
        continue;
      }
      const block = this.#options.orderer.block(ledger.height);
      for (let copy = 0; copy < copies; copy += 1) await this.#commit(block);
    }
  }

  /** Whether there are blocks that this peer lacks and may have: a removed organisation's peer gets no more. */
  #mayPull(): boolean {
    const { ledger, organization } = this.#peer;
    const { orderer } = this.#options;
    return !this.#stopped && ledger.height < orderer.height && orderer.isReader(organization.signer.serialized);
  }

  /** How often the next block arrives: 0 when the orderer cannot be reached. */
  async #delivery(): Promise<number> {
    const { faults, mspId } = this.#peer.organization;
    const passage = faults.pass({ route: 'orderer-to-peer', from: ORDERER, to: mspId });
    if (passage === undefined) return 1;
    return passage.catch((error: unknown) => {
      if (error instanceof Unreachable) return 0;
      throw error;
    });
  }

  async #commit(block: common.Block): Promise<void> {
    const { bundle, ledger, lifecycle, network, organization } = this.#peer;
    requireIntactData(block, bundle.channelId);
    const flags = await validateBlock(block, { bundle, ledger, lifecycle, clock: this.#options.clock });
    // Before the commit, as on Fabric: who is told of the block is judged by the configuration that it brings.
    this.#peer.configuration.adopt(bundleAfter(block, flags, bundle));
    const { commitHash } = await ledger.commit(
      block,
      flags,
      (wanted) => network.pull(this.#peer, wanted),
      this.#collections,
    );
    this.#options.alarm.report(organization.mspId, blockNumber(block), commitHash);
  }

  /** After a restart the last block that each peer has is compared too. */
  #reportLast(): void {
    const { ledger, organization } = this.#peer;
    if (ledger.height > 0) this.#options.alarm.report(organization.mspId, ledger.height - 1, ledger.commitHash);
  }

  readonly #collections: CollectionResolver = async (namespace, collection, reader) => {
    const config = await this.#peer.lifecycle.ledgerCollection(reader, namespace, collection);
    if (config === undefined) return undefined;
    const { mspId } = this.#peer.organization;
    const member = config.memberOrganizations.includes(mspId) || isMember(config, this.#peer);
    return { member, blockToLive: config.blockToLive };
  };
}
