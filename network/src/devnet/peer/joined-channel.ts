import type { ChannelBundle } from '../../channel/bundle.js';
import { ChannelConfiguration } from '../../channel/channel-configuration.js';
import { PeerLedger } from '../ledger/peer-ledger.js';
import type { OrganizationStore } from '../ledger/store.js';
import type { Identity } from '../../msp/identity.js';
import type { PrivateDataNetwork } from '../privdata/private-data-network.js';
import type { ChannelPeer, OrganizationPeer } from './channel-peer.js';
import { CommitNotifier } from './commit-notifier.js';
import { storedBundle } from './config-transaction.js';
import { DefinitionCache } from './definition-cache.js';
import { Lifecycle } from './lifecycle.js';

/** A channel that an organisation's peer has joined. */
export class JoinedChannel implements ChannelPeer {
  readonly definitions: DefinitionCache;
  readonly commits: CommitNotifier;

  private constructor(
    readonly organization: OrganizationPeer,
    readonly configuration: ChannelConfiguration,
    readonly ledger: PeerLedger,
    readonly network: PrivateDataNetwork,
  ) {
    this.definitions = new DefinitionCache(ledger, () => this.lifecycle);
    this.commits = new CommitNotifier(ledger);
  }

  /**
   * Opens the channel as the peer left it, and makes the peer known to its organisation and to the others. A peer that is
   * new to it begins with the genesis block's configuration.
   */
  static async join(
    organization: OrganizationPeer & { readonly store: OrganizationStore; readonly channels: Map<string, ChannelPeer> },
    genesis: ChannelBundle,
    network: PrivateDataNetwork,
  ): Promise<JoinedChannel> {
    const ledger = await PeerLedger.open(organization.store, genesis.channelId);
    const state = ledger.state();
    try {
      const bundle = (await storedBundle(genesis.channelId, state)) ?? genesis;
      const peer = new JoinedChannel(organization, new ChannelConfiguration(bundle), ledger, network);
      organization.channels.set(genesis.channelId, peer);
      network.join(peer);
      return peer;
    } finally {
      state.release();
    }
  }

  get channelId(): string {
    return this.bundle.channelId;
  }

  get bundle(): ChannelBundle {
    return this.configuration.current;
  }

  get lifecycle(): Lifecycle {
    return Lifecycle.under(this.bundle);
  }

  get identity(): Identity | undefined {
    return this.bundle.msp.find(this.organization.signer.serialized);
  }
}
