import type { Clock } from '../clock.js';
import type { MissingGroup } from '../ledger/missing-data.js';
import { sameAddress } from '../ledger/private-pieces.js';
import type { CollectionResolver, PieceAddress } from '../ledger/types.js';
import type { ChannelPeer } from '../peer/channel-peer.js';

/**
 * How often a peer asks again for private data that it misses, and how often for what nobody had, in milliseconds
 * (`reconcileSleepInterval` is 1 minute in Fabric's sample configuration, `deprioritizedDataReconcilerInterval` 60
 * minutes: too long for a development network).
 */
const INTERVAL_MS = 1_000;
const DEPRIORITIZED_INTERVAL_MS = 5_000;

/** Blocks whose missing data is asked for at a time (`reconcileBatchSize`). */
const BATCH_BLOCKS = 10;

/** What a reconciler needs besides its peer. */
export interface ReconcilerOptions {
  readonly clock: Clock;
  readonly collections: CollectionResolver;
  readonly onFailure: (error: Error) => void;
}

/** Fetches private data that a peer should have and has not, again and again (`gossip/privdata/reconcile.go`). */
export class Reconciler {
  readonly #peer: ChannelPeer;
  readonly #options: ReconcilerOptions;
  #cycle: Promise<void> = Promise.resolve();
  #cancel: (() => void) | undefined;
  #stopped = false;
  #deprioritizedAt: number;

  constructor(peer: ChannelPeer, options: ReconcilerOptions) {
    this.#peer = peer;
    this.#options = options;
    this.#deprioritizedAt = options.clock.now() + DEPRIORITIZED_INTERVAL_MS;
  }

  start(): void {
    if (this.#stopped) return;
    this.#cancel = this.#options.clock.after(INTERVAL_MS, () => {
      this.#cycle = this.#reconcileAll().then(() => this.start(), this.#options.onFailure);
    });
  }

  /** Ends after the cycle in progress. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#cycle;
  }

  async #reconcileAll(): Promise<void> {
    const { faults, mspId } = this.#peer.organization;
    if (faults.isDown(mspId)) return;
    await this.#reconcile('prioritized');
    if (this.#options.clock.now() < this.#deprioritizedAt) return;
    this.#deprioritizedAt = this.#options.clock.now() + DEPRIORITIZED_INTERVAL_MS;
    await this.#reconcile('deprioritized');
  }

  /** From the most recent block with missing data down to the oldest. */
  async #reconcile(group: MissingGroup): Promise<void> {
    const { ledger } = this.#peer;
    let below = ledger.height;
    while (!this.#stopped) {
      const missing = await ledger.missingPrivateData({ group, below, blocks: BATCH_BLOCKS });
      const oldest = missing.at(-1);
      if (oldest === undefined || !(await this.#fetch(missing))) return;
      below = oldest.block;
    }
  }

  /** @returns whether there was anybody to ask */
  async #fetch(missing: readonly PieceAddress[]): Promise<boolean> {
    const { ledger, network } = this.#peer;
    const { found, asked } = await network.pull(
      this.#peer,
      missing.map((piece) => ({ ...piece, txId: '' })),
    );
    if (!asked) return false;
    const absent = missing.filter((piece) => !found.some((answered) => sameAddress(answered, piece)));
    await ledger.reconcile({ arrived: found, absent }, this.#options.collections);
    return true;
  }
}
