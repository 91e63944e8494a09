import { common } from '@hyperledger/fabric-protos';

import { quorumOf } from '../../genesis/ordering.js';
import type { ChannelBundle } from '../../channel/bundle.js';
import type { SigningIdentity } from '../../crypto/signing-identity.js';

/** An ordering node of a channel, by its number in the channel's configuration. */
export interface Consenter {
  readonly id: number;
  readonly mspId: string;
  /** `host:port` in the channel's configuration. */
  readonly address: string;
}

/** A consenter whose key this process has. */
export interface SigningConsenter extends Consenter {
  readonly signer: SigningIdentity;
}

/** The ordering nodes that a channel's configuration names. */
export function consentersOf(bundle: ChannelBundle): readonly Consenter[] {
  const ordering = bundle.config.getChannelGroup()?.getGroupsMap().get('Orderer');
  const value = ordering?.getValuesMap().get('Orderers')?.getValue_asU8() ?? new Uint8Array();
  const nodes = common.Orderers.deserializeBinary(value).getConsenterMappingList();
  return nodes.map((node) => ({
    id: node.getId(),
    mspId: node.getMspId(),
    address: `${node.getHost()}:${node.getPort()}`,
  }));
}

/**
 * As many consenters as must sign a block.
 *
 * @param signers of the ordering nodes in this process, by organisation
 * @returns undefined when too few of them are here
 */
export function signingQuorum(
  consenters: readonly Consenter[],
  signers: ReadonlyMap<string, SigningIdentity>,
): readonly SigningConsenter[] | undefined {
  const quorum = quorumOf(consenters.length);
  const signing = consenters.flatMap((consenter) => {
    const signer = signers.get(consenter.mspId);
    return signer === undefined ? [] : [{ ...consenter, signer }];
  });
  return signing.length < quorum ? undefined : signing.slice(0, quorum);
}
