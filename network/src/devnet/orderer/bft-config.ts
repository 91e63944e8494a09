import { common, orderer } from '@hyperledger/fabric-protos';

import { bftBlockValidation, consenterIdentities } from '../../genesis/ordering.js';
import { BroadcastRefused } from './filters.js';

/**
 * What Byzantine ordering asks of a new configuration beyond the rules of all channels: blocks are valid by the
 * signatures of a quorum of exactly its consenters (Fabric: orderer/consensus/smartbft/configverifier.go
 * checkConsentersMatchPolicy). A client hears of it as of an orderer that cannot serve.
 *
 * @throws BroadcastRefused
 */
export function checkBftConfig(config: common.Config): void {
  const group = config.getChannelGroup()?.getGroupsMap().get('Orderer') ?? new common.ConfigGroup();
  const consenters = group.getValuesMap().get('Orderers');
  if (consenters === undefined) throw unavailable("no values in 'Orderer' group");
  const nodes = consenterIdentities(common.Orderers.deserializeBinary(consenters.getValue_asU8()));
  const actual = group.getPoliciesMap().get('BlockValidation');
  if (actual === undefined) {
    throw unavailable("block validation policy is not found in the policies of 'Orderer' group");
  }
  const expected = bftBlockValidation(nodes);
  const policy = actual.getPolicy() ?? new common.Policy();
  if (Buffer.compare(policy.serializeBinary(), expected.serializeBinary()) !== 0) {
    throw unavailable(
      `block validation policy should be a signature policy: a quorum of the ${nodes.length} consenters, but it is ` +
        'another one instead',
    );
  }
  const value = group.getValuesMap().get('ConsensusType')?.getValue_asU8() ?? new Uint8Array();
  const metadata = orderer.ConsensusType.deserializeBinary(value).getMetadata_asU8();
  const { Options } = orderer.smartbft;
  if (Options.deserializeBinary(metadata).getLeaderRotation() === Options.Rotation.ROTATION_ON) {
    throw unavailable('leader rotation must be turned off for this version or be unspecified');
  }
}

function unavailable(message: string): BroadcastRefused {
  return new BroadcastRefused('SERVICE_UNAVAILABLE', message);
}
