import { common } from '@hyperledger/fabric-protos';

import type { ChannelBundle } from '../channel/bundle.js';
import type { SigningIdentity } from '../crypto/signing-identity.js';
import type { Consenter } from './block-builder.js';

/** The ordering nodes of a channel's configuration, with their keys. @throws RangeError when one's key is not here */
export function consentersOf(
  bundle: ChannelBundle,
  signers: ReadonlyMap<string, SigningIdentity>,
): readonly Consenter[] {
  const ordering = bundle.config.getChannelGroup()?.getGroupsMap().get('Orderer');
  const value = ordering?.getValuesMap().get('Orderers')?.getValue_asU8() ?? new Uint8Array();
  const nodes = common.Orderers.deserializeBinary(value).getConsenterMappingList();
  return nodes.map((node) => {
    const signer = signers.get(node.getMspId());
    if (signer === undefined)
      throw new RangeError(`${bundle.channelId} is ordered by ${node.getMspId()}, which is no member`);
    return { id: node.getId(), mspId: node.getMspId(), address: `${node.getHost()}:${node.getPort()}`, signer };
  });
}
