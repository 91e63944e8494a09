import { common } from '@hyperledger/fabric-protos';
import { ChannelBundle } from '../channel/bundle.js';
import { ChannelConfiguration } from '../channel/channel-configuration.js';
import { systemClock } from './clock.js';
import { PeerLedger } from './ledger/peer-ledger.js';
import { OrganizationStore } from './ledger/store.js';
import { withoutVerdicts } from './ledger/block-metadata.js';
import type { CollectionResolver, CommitResult } from './ledger/types.js';
import { bundleAfter } from './peer/config-transaction.js';
import { Lifecycle } from './peer/lifecycle.js';
import { validateBlock } from './peer/validator.js';
import { requireIntactData } from '../proto/block-data.js';
import { decode } from '../proto/decode.js';

/** Private values of another network's transactions cannot be had. */
const NOTHING = { found: [], purged: [] };

/**
 * Commits the blocks of a channel that another network made, such as a real Fabric peer's, as a devnet peer that got
 * them from its orderer: both validation passes, world state and commit hash. What a peer has written into the blocks
 * is removed first, so that every verdict is found anew. Private values are not in blocks; only their hashes are kept.
 */
export class BlockReplay {
  private constructor(
    private readonly store: OrganizationStore,
    private readonly ledger: PeerLedger,
    private readonly configuration: ChannelConfiguration,
  ) {}

  /**
   * @param directory where the ledger is kept; empty or not yet there
   * @param genesis `common.Block` bytes of the channel's block 0, whose configuration holds until the first config block
   */
  static async open(directory: string, genesis: Uint8Array): Promise<BlockReplay> {
    return BlockReplay.into(await OrganizationStore.open(directory), genesis);
  }

  /** As {@link open}, into an empty store, which {@link close} closes. */
  static async into(store: OrganizationStore, genesis: Uint8Array): Promise<BlockReplay> {
    const bundle = ChannelBundle.fromBlock(decode(common.Block, genesis, 'Block'));
    const ledger = await PeerLedger.open(store, bundle.channelId);
    return new BlockReplay(store, ledger, new ChannelConfiguration(bundle));
  }

  /**
   * Validates and commits the next block; block 0 comes first.
   *
   * @param bytes `common.Block`
   * @throws ProtoError when its data is not what its header states
   * @throws LedgerError when the block is not the next one, or does not follow from the last one
   */
  async commit(bytes: Uint8Array): Promise<CommitResult> {
    const block = withoutVerdicts(decode(common.Block, bytes, 'Block'));
    const { configuration, ledger, lifecycle } = this;
    const bundle = configuration.current;
    requireIntactData(block, bundle.channelId);
    const firstPass = await validateBlock(block, { bundle, ledger, lifecycle, clock: systemClock });
    configuration.adopt(bundleAfter(block, firstPass, bundle));
    return ledger.commit(block, firstPass, () => Promise.resolve(NOTHING), this.collections);
  }

  /** World state of one chaincode after the last block, in the order of the keys' UTF-8 bytes. */
  async *state(namespace: string): AsyncGenerator<readonly [key: string, value: Buffer]> {
    const view = this.ledger.state();
    try {
      for await (const [key, { value }] of view.range(namespace, '', '')) yield [key, value];
    } finally {
      view.release();
    }
  }

  private get lifecycle(): Lifecycle {
    return Lifecycle.under(this.configuration.current);
  }

  async close(): Promise<void> {
    await this.store.close();
  }

  /** A member of nothing misses nothing: private values of a finished channel cannot be had any more. */
  private readonly collections: CollectionResolver = async (namespace, collection, reader) => {
    const config = await this.lifecycle.ledgerCollection(reader, namespace, collection);
    return config && { member: false, blockToLive: config.blockToLive };
  };
}
