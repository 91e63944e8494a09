import { peer } from '@hyperledger/fabric-protos';

import type { CollectionName } from '../ledger/types.js';
import { decode } from '../../proto/decode.js';
import type { ChannelPeer } from './channel-peer.js';
import { type CollectionConfig, implicitCollectionOrganization } from './collections.js';
import { implicitCollection } from './lifecycle-collections.js';
import { fieldKey, LIFECYCLE_NAMESPACE } from './lifecycle-state.js';

/**
 * A collection as it was configured by the definitions committed before a block: who may have private data of that
 * block (`core/ledger/confighistory`, MostRecentCollectionConfigBelow). Implicit collections are always those of now.
 *
 * @returns undefined when no definition before the block has the collection
 */
export async function collectionBelow(
  { ledger, lifecycle, bundle }: ChannelPeer,
  { namespace, collection }: CollectionName,
  block: number,
): Promise<CollectionConfig | undefined> {
  const owner = implicitCollectionOrganization(collection);
  if (owner !== undefined) return implicitCollection(owner, bundle);
  const stored = await ledger.valueBelow(LIFECYCLE_NAMESPACE, fieldKey(namespace, 'Collections'), block);
  if (stored === undefined) return undefined;
  const bytes = decode(peer.lifecycle.StateData, stored, 'StateData').getBytes_asU8();
  const configs = decode(peer.CollectionConfigPackage, bytes, 'CollectionConfigPackage');
  return lifecycle.collectionsOf(configs).find(({ name }) => name === collection);
}
