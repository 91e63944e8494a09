import type { common } from '@hyperledger/fabric-protos';

import { type Clock, pause } from '../clock.js';
import { ORDERER, Unreachable } from '../faults/fault.js';
import type { CollectionResolver } from '../ledger/types.js';
import { isMember } from '../network.js';
import type { ChannelOrderer } from '../orderer/channel-orderer.js';
import { blockNumber } from '../proto/block.js';
import type { ChannelPeer } from './channel-peer.js';
import type { ForkAlarm } from './fork-alarm.js';
import { validateBlock } from './validator.js';

/** How long a peer waits before it asks the orderer again that it could not reach, in milliseconds. */
const REDELIVERY_PAUSE_MS = 50;

/** How often a peer asks others for private data that it lacks, in milliseconds. */
const RECONCILE_INTERVAL_MS = 10_000;

/** What a committer needs besides its peer. */
export interface CommitterOptions {
  readonly orderer: ChannelOrderer;
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
  #reconciling: Promise<void> = Promise.resolve();
  #cancelReconciliation: (() => void) | undefined;
  #stopped = false;

  constructor(peer: ChannelPeer, options: CommitterOptions) {
    this.#peer = peer;
    this.#options = options;
  }

  /** Catches up with the orderer and follows it from then on. */
  async start(): Promise<void> {
    this.#options.orderer.onBlock(() => this.#wake());
    this.#reportLast();
    this.#wake();
    await this.#peer.ledger.waitForHeight(this.#options.orderer.height);
    this.#reconcileLater();
  }

  /** Ends after the block in progress. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelReconciliation?.();
    await this.#running;
    await this.#reconciling;
  }

  #wake(): void {
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        this.#stopped = true;
        this.#options.onFailure(error as Error);
      })
      .finally(() => {
        this.#running = undefined;
        if (!this.#stopped && this.#peer.ledger.height < this.#options.orderer.height) this.#wake();
      });
  }

  async #run(): Promise<void> {
    const { ledger } = this.#peer;
    while (!this.#stopped && ledger.height < this.#options.orderer.height) {
      const copies = await this.#delivery();
      if (copies === 0) {
        await pause(this.#options.clock, REDELIVERY_PAUSE_MS);
        continue;
      }
      const block = this.#options.orderer.block(ledger.height);
      for (let copy = 0; copy < copies; copy += 1) await this.#commit(block);
    }
  }

  /** How often the next block arrives: 0 when the orderer cannot be reached. */
  async #delivery(): Promise<number> {
    const { faults, mspId } = this.#peer.organization;
    const passage = faults.pass({ route: 'orderer->peer', from: ORDERER, to: mspId });
    if (passage === undefined) return 1;
    return passage.catch((error: unknown) => {
      if (error instanceof Unreachable) return 0;
      throw error;
    });
  }

  async #commit(block: common.Block): Promise<void> {
    const { bundle, ledger, lifecycle, network, organization } = this.#peer;
    const flags = await validateBlock(block, { bundle, ledger, lifecycle, clock: this.#options.clock });
    const { commitHash } = await ledger.commit(
      block,
      flags,
      (_txIndex, txId) => network.fetch(this.#peer, txId),
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
    return config && { member: isMember(config, this.#peer), blockToLive: config.blockToLive };
  };

  #reconcileLater(): void {
    this.#cancelReconciliation = this.#options.clock.after(RECONCILE_INTERVAL_MS, () => {
      this.#reconciling = this.#reconcile()
        .then(() => {
          if (!this.#stopped) this.#reconcileLater();
        })
        .catch(this.#options.onFailure);
    });
  }

  async #reconcile(): Promise<void> {
    const { ledger, network } = this.#peer;
    for (const missing of await ledger.missingPrivateData()) {
      const set = await network.fetch(this.#peer, missing.txId);
      if (set !== undefined) await ledger.reconcile(missing, set, this.#collections);
    }
  }
}
