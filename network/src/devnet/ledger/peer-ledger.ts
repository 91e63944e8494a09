import { type common, type ledger, peer, type transientstore } from '@hyperledger/fabric-protos';
import { prepareCommit } from './block-commit.js';
import { commitHashOf } from './block-metadata.js';
import { BlockStore, headerHashOf, type TransactionLocation } from './block-store.js';
import { HeightWaiters } from './height-waiters.js';
import { historyOf, valueBelow } from './history.js';
import type { LatePiece } from './late-piece.js';
import type { LedgerParts } from './ledger-parts.js';
import { MissingData, type MissingSelection } from './missing-data.js';
import { PrivateSetStore } from './private-set-store.js';
import { reconcile } from './reconciliation.js';
import { StateSimulator } from './simulator.js';
import type { OrganizationStore } from './store.js';
import { TransientStore } from './transient-store.js';
import {
  type CollectionResolver,
  type CommitEvent,
  type CommitResult,
  type CommittedTransaction,
  LedgerError,
  type PieceAddress,
  type PrivateDataSource,
  type Simulator,
  type SimulatorOptions,
  type StateView,
} from './types.js';
import { WorldState } from './world-state.js';
import { validationFlags } from '../../proto/block.js';

/** One channel at one organisation's peer: blocks, world state, history and private data. */
export class PeerLedger {
  private readonly waiters = new HeightWaiters();
  private readonly listeners = new Set<(event: CommitEvent) => void>();
  private lastHeaderHash: Buffer;
  private lastCommitHash: Buffer;
  private currentHeight: number;
  /** Ends when nothing is being written; writers take their turn. */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly parts: LedgerParts,
    private readonly world: WorldState,
  ) {
    this.currentHeight = parts.blocks.height();
    const last = this.currentHeight === 0 ? undefined : parts.blocks.block(this.currentHeight - 1);
    this.lastHeaderHash = last === undefined ? Buffer.alloc(0) : headerHashOf(last);
    this.lastCommitHash = last === undefined ? Buffer.alloc(0) : commitHashOf(last);
  }

  /** Whether the organisation's peer has blocks of a channel. */
  static exists(store: OrganizationStore, channel: string): boolean {
    return new BlockStore(store, channel).height() > 0;
  }

  /** Opens a channel's ledger as it was left; an unknown channel has height 0. */
  static async open(store: OrganizationStore, channel: string): Promise<PeerLedger> {
    const blocks = new BlockStore(store, channel);
    const transient = await TransientStore.open(store, channel);
    const privateSets = new PrivateSetStore(store, channel);
    const world = new WorldState(store, channel, blocks.height());
    const missing = new MissingData(store, channel);
    return new PeerLedger({ store, channel, blocks, privateSets, missing, transient }, world);
  }

  get channel(): string {
    return this.parts.channel;
  }

  /** Number of committed blocks. */
  get height(): number {
    return this.currentHeight;
  }

  /** Commit hash of the last block; empty before block 1. */
  get commitHash(): Buffer {
    return this.lastCommitHash;
  }

  /** Header hash of the last block; empty when there is none. */
  get headerHash(): Buffer {
    return this.lastHeaderHash;
  }

  /** Committed state at the current height. Release it. */
  state(): StateView {
    return this.world.view();
  }

  /** Simulates a proposal at the current height. End it with `done` or `release`. */
  simulator(txId: string, options: SimulatorOptions = {}): Simulator {
    return new StateSimulator(txId, this.channel, this.world.view(), options);
  }

  /** A committed block with its metadata. The object is shared: do not change it. */
  block(number: number): Promise<common.Block | undefined> {
    return Promise.resolve(this.parts.blocks.block(number));
  }

  blockByHash(headerHash: Uint8Array): Promise<common.Block | undefined> {
    const number = this.parts.blocks.numberOf(headerHash);
    return Promise.resolve(number === undefined ? undefined : this.parts.blocks.block(number));
  }

  /** The block in which the transaction id first occurred. */
  blockByTxId(txId: string): Promise<common.Block | undefined> {
    const location = this.parts.blocks.locate(txId);
    return Promise.resolve(location && this.parts.blocks.block(location.block));
  }

  /** Where a transaction id first occurred; cheaper than {@link transaction}, and at once. */
  locate(txId: string): TransactionLocation | undefined {
    return this.parts.blocks.locate(txId);
  }

  /** A transaction, valid or not; of one that was submitted twice, the first. */
  transaction(txId: string): Promise<CommittedTransaction | undefined> {
    const location = this.parts.blocks.locate(txId);
    return Promise.resolve(location && { ...location, envelope: this.parts.blocks.envelope(location) });
  }

  /** Modifications of a public key by valid transactions, newest first. */
  async *history(namespace: string, key: string): AsyncGenerator<ledger.queryresult.KeyModification> {
    const view = this.world.view();
    try {
      yield* historyOf(view, this.channel, namespace, key);
    } finally {
      view.release();
    }
  }

  /** The value that valid transactions had left at a public key before a block; undefined when there was none. */
  async valueBelow(namespace: string, key: string, block: number): Promise<Buffer | undefined> {
    const view = this.world.view();
    try {
      return await valueBelow(view, this.channel, { namespace, key, block });
    } finally {
      view.release();
    }
  }

  /** Keeps private data of an endorsed transaction until its block comes; on disk when the promise resolves. */
  async keepPrivateSet(txId: string, set: transientstore.TxPvtReadWriteSetWithConfigInfo): Promise<void> {
    await this.parts.transient.put(txId, set, this.currentHeight);
  }

  /** Private sets kept for a transaction that has not committed yet, for a peer that asks for them. */
  keptPrivateSets(txId: string): transientstore.TxPvtReadWriteSetWithConfigInfo[] {
    return this.parts.transient.get(txId);
  }

  /** What this peer has of the private set of a committed transaction. */
  async privateDataFor(block: number, tx: number): Promise<ledger.rwset.TxPvtReadWriteSet | undefined> {
    return await this.parts.privateSets.setOf(block, tx);
  }

  /** What this peer keeps of a block's private data, by the index of the transaction. */
  privateDataOf(block: number): Promise<ReadonlyMap<number, ledger.rwset.TxPvtReadWriteSet>> {
    return this.parts.privateSets.setsOf(block);
  }

  /** Private data that this peer should have and does not, most recent first. */
  async missingPrivateData(selection: Partial<MissingSelection> = {}): Promise<readonly PieceAddress[]> {
    const every = { group: 'prioritized', below: this.currentHeight, blocks: this.currentHeight } as const;
    return await this.parts.missing.list({ ...every, ...selection });
  }

  /**
   * Takes in private data that was missing, from another member's peer. A piece that is not what the block's hashes say
   * is refused; what nobody had is put off.
   *
   * @returns the number of pieces that were missing and are now there
   */
  async reconcile(
    late: { readonly arrived: readonly LatePiece[]; readonly absent: readonly PieceAddress[] },
    collections: CollectionResolver,
  ): Promise<number> {
    return await this.exclusively(async () => {
      const view = this.world.view();
      try {
        const { writes, changes, taken } = await reconcile(this.parts, { ...late, collections, view });
        await this.parts.store.write(writes);
        this.world.advance(this.currentHeight, changes);
        return taken;
      } finally {
        view.release();
      }
    });
  }

  /**
   * Commits the next block: second validation pass, state, history, indexes, private data and the block itself in one
   * atomic write. A block that is already there is not applied again; its result is answered as it was.
   *
   * @param firstPass one `TxValidationCode` per transaction
   * @throws LedgerError for a block that is not the next one, or that does not follow from the last one
   */
  async commit(
    block: common.Block,
    firstPass: Buffer,
    privateData: PrivateDataSource,
    collections: CollectionResolver,
  ): Promise<CommitResult> {
    return await this.exclusively(async () => {
      const number = block.getHeader()?.getNumber() ?? 0;
      if (number < this.currentHeight) {
        return this.alreadyCommitted(block, number);
      }
      this.checkNext(block, number, firstPass);
      const view = this.world.view();
      try {
        const previousCommitHash = this.lastCommitHash;
        const input = { block, number, firstPass, previousCommitHash, privateData, collections };
        const prepared = await prepareCommit(this.parts, input, view);
        await this.parts.store.write(prepared.writes);
        this.world.advance(number + 1, prepared.changes);
        this.parts.blocks.remember(prepared.block, number);
        this.parts.transient.forget(prepared.forgotten);
        this.currentHeight = number + 1;
        this.lastHeaderHash = headerHashOf(block);
        this.lastCommitHash = prepared.commitHash;
        this.announce({ ...prepared, height: this.currentHeight });
        return { flags: prepared.flags, commitHash: prepared.commitHash };
      } finally {
        view.release();
      }
    });
  }

  /** Resolves when at least `height` blocks are committed; rejects when the signal aborts. */
  async waitForHeight(height: number, signal?: AbortSignal): Promise<void> {
    if (this.currentHeight < height) {
      await this.waiters.wait(height, signal);
    }
  }

  /** Calls `listener` after every commit, in order; it must not throw. @returns how to stop */
  onCommit(listener: (event: CommitEvent) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Waits for the write in progress and frees the snapshot; the store stays open. */
  async close(): Promise<void> {
    await this.exclusively(() => {
      this.world.close();
      return Promise.resolve();
    });
  }

  private announce(event: CommitEvent): void {
    this.waiters.reached(event.height);
    for (const listener of this.listeners) {
      listener(event);
    }
  }

  private alreadyCommitted(block: common.Block, number: number): CommitResult {
    const known = this.parts.blocks.block(number);
    if (known === undefined || !headerHashOf(known).equals(headerHashOf(block))) {
      throw new LedgerError(`channel ${this.channel} already has another block ${number}`);
    }
    return { flags: validationFlags(known), commitHash: commitHashOf(known) };
  }

  private checkNext(block: common.Block, number: number, firstPass: Buffer): void {
    if (number !== this.currentHeight) {
      throw new LedgerError(
        `unexpected block number ${number}: channel ${this.channel} needs block ${this.currentHeight}`,
      );
    }
    const previous = Buffer.from(block.getHeader()?.getPreviousHash_asU8() ?? []);
    if (!previous.equals(this.lastHeaderHash)) {
      throw new LedgerError(`block ${number} of channel ${this.channel} does not follow from block ${number - 1}`);
    }
    const transactions = block.getData()?.getDataList_asU8().length ?? 0;
    if (firstPass.length !== transactions || firstPass.includes(peer.TxValidationCode.NOT_VALIDATED)) {
      throw new LedgerError(`block ${number} has ${transactions} transactions and ${firstPass.length} verdicts`);
    }
  }

  private async exclusively<T>(task: () => Promise<T>): Promise<T> {
    const result = this.turn.then(task);
    this.turn = result.catch(() => undefined);
    return await result;
  }
}
