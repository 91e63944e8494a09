import type { Simulator } from '../ledger/types.js';
import type { ChannelPeer } from './channel-peer.js';
import { collectionUndefinedText } from './collections.js';

/** A simulation on the peer's committed state that refuses collections which are not defined. */
export function simulatorFor(peer: ChannelPeer, txId: string): Simulator {
  return peer.ledger.simulator(txId, {
    checkCollection: async (namespace, collection, reader) => {
      const config = await peer.lifecycle.ledgerCollection(reader, namespace, collection);
      if (config === undefined) throw new Error(collectionUndefinedText(namespace, collection));
    },
  });
}
