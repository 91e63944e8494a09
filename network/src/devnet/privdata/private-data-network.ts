import type { peer } from '@hyperledger/fabric-protos';

import type { WantedPiece } from '../ledger/types.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import type { CollectionConfig } from '../peer/collections.js';
import { type CollectionConfigs, disseminate } from './dissemination.js';
import { partsOf, type PrivateSet, withConfig } from './private-set.js';
import { pull, type Pulled } from './pull.js';

/** How the peers of one channel exchange private data (in Fabric: gossip). The one place where they reach each other. */
export class PrivateDataNetwork {
  readonly #peers = new Map<string, ChannelPeer>();

  join(peer: ChannelPeer): void {
    this.#peers.set(peer.organization.mspId, peer);
  }

  leave(peer: ChannelPeer): void {
    this.#peers.delete(peer.organization.mspId);
  }

  /**
   * Sends the private data of a simulated transaction to members of its collections, and keeps it at the endorser
   * (`gossip/service/gossip_service.go`, DistributePrivateData).
   *
   * @throws Error with Fabric's text when fewer members than the collection requires are known, or have acknowledged
   */
  async distribute(from: ChannelPeer, txId: string, set: PrivateSet): Promise<void> {
    const { configs, messages } = await collectionsOf(from, set);
    try {
      await disseminate(from, this.#others(from), { txId, set, configs });
    } catch (error) {
      throw new Error(
        `failed to distribute private collection, txID ${txId}, channel ${from.channelId}: ${(error as Error).message}`,
      );
    }
    await from.ledger.keepPrivateSet(txId, withConfig(set, messages, from.ledger.height));
  }

  /** Asks the other members for private data that a peer should have. */
  pull(to: ChannelPeer, wanted: readonly WantedPiece[]): Promise<Pulled> {
    return pull(to, this.#others(to), wanted);
  }

  /** The peers that a peer knows to be alive: gossip forgets a dead one within seconds, here it does at once. */
  #others(peer: ChannelPeer): readonly ChannelPeer[] {
    return [...this.#peers.values()].filter(
      ({ organization }) => organization !== peer.organization && !organization.faults.isDown(organization.mspId),
    );
  }
}

/** The configurations of a set's collections at the endorser (`core/endorser/pvtrwset_assembler.go`). */
async function collectionsOf(
  at: ChannelPeer,
  set: PrivateSet,
): Promise<{ readonly configs: CollectionConfigs; readonly messages: Map<string, peer.CollectionConfigPackage> }> {
  const found = new Map<string, CollectionConfig>();
  const messages = new Map<string, peer.CollectionConfigPackage>();
  const state = at.ledger.state();
  try {
    for (const { namespace, collection } of partsOf(set)) {
      const config = await at.lifecycle.collection(state, namespace, collection);
      if (config === undefined) continue;
      found.set(JSON.stringify([namespace, collection]), config);
      const message = messages.get(namespace)?.clone() ?? config.message.clone();
      if (messages.has(namespace)) config.message.getConfigList().forEach((entry) => message.addConfig(entry));
      messages.set(namespace, message);
    }
  } finally {
    state.release();
  }
  return { configs: ({ namespace, collection }) => found.get(JSON.stringify([namespace, collection])), messages };
}
