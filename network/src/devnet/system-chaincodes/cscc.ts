import { peer as pb } from '@hyperledger/fabric-protos';

import type { ChannelPeer } from '../peer/channel-peer.js';
import { lastConfigBlock } from '../../proto/block.js';
import { accessRefusal, success, type SystemCall, type SystemChaincode } from './system-call.js';

/** Functions that take no argument besides their name. */
const WITHOUT_ARGUMENT: ReadonlySet<string> = new Set(['GetChannels', 'JoinBySnapshotStatus']);

/** Functions that change which channels the peer has; here that is the network's own administration. */
const JOINING: ReadonlySet<string> = new Set(['JoinChain', 'JoinChainBySnapshot', 'JoinBySnapshotStatus']);

/**
 * What a peer tells of its channels' configurations (Fabric: core/scc/cscc/configure.go). Channels are joined by the
 * network's administration, so that joining is refused with a text that says so.
 */
export const cscc: SystemChaincode = async (call) => {
  const { args, proposal } = call;
  const [name, argument] = args.map((arg) => arg.toString());
  if (name === undefined) throw new Error('Incorrect number of arguments, 0');
  if (argument === undefined && !WITHOUT_ARGUMENT.has(name)) {
    throw new Error(`Incorrect number of arguments, ${args.length}`);
  }
  if (proposal.invokedChaincode !== 'cscc') {
    throw new Error(
      `Rejecting invoke of CSCC from another chaincode, original invocation for '${proposal.invokedChaincode}'`,
    );
  }
  if (name === 'GetChannels') return getChannels(call);
  if (name === 'GetConfigBlock') return getConfigBlock(call, argument ?? '');
  if (name === 'GetChannelConfig') return getChannelConfig(call, argument ?? '');
  if (JOINING.has(name)) {
    throw new Error(`${name} is not available on this network: its administration lets organisations join channels`);
  }
  throw new Error(`Requested function ${name} not found.`);
};

function getChannels(call: SystemCall): pb.Response {
  const refusal = accessRefusal(call, 'cscc/GetChannels', '');
  if (refusal !== undefined) throw new Error(`access denied for [GetChannels]: ${refusal}`);
  const answer = new pb.ChannelQueryResponse();
  for (const channelId of [...call.organization.channels.keys()].sort()) {
    const info = new pb.ChannelInfo();
    info.setChannelId(channelId);
    answer.addChannels(info);
  }
  return success(answer.serializeBinary());
}

async function getConfigBlock(call: SystemCall, channelId: string): Promise<pb.Response> {
  const { ledger } = permittedChannel(call, 'GetConfigBlock', channelId);
  const newest = await ledger.block(ledger.height - 1);
  const config = newest && (await ledger.block(lastConfigBlock(newest)));
  if (config === undefined) throw new Error('config block not found');
  return success(config.serializeBinary());
}

function getChannelConfig(call: SystemCall, channelId: string): pb.Response {
  if (channelId === '') throw new Error('empty channel name provided');
  return success(permittedChannel(call, 'GetChannelConfig', channelId).bundle.config.serializeBinary());
}

function permittedChannel(call: SystemCall, name: string, channelId: string): ChannelPeer {
  const refusal = accessRefusal(call, `cscc/${name}`, channelId);
  if (refusal !== undefined) throw new Error(`access denied for [${name}][${channelId}]: ${refusal}`);
  const channel = call.organization.channels.get(channelId);
  if (channel === undefined) throw new Error(`Unknown channel ID, ${channelId}`);
  return channel;
}
