import { common, msp, peer } from '@hyperledger/fabric-protos';
import type { PeerAdmin } from './peer-admin.js';

/** What a peer says of a channel's ledger. */
export interface LedgerState {
  readonly height: number;
  /** Commit hash (hex) of the last block; '' at block 0, which has none. */
  readonly commitHash: string;
}

/** Joins a channel by its genesis block unless the peer is in it. */
export async function joinPeer(admin: PeerAdmin, channel: string, genesis: common.Block): Promise<void> {
  if (await isJoined(admin, channel)) return;
  await admin.query({ channel: '', chaincode: 'cscc', args: [Buffer.from('JoinChain'), genesis.serializeBinary()] });
}

/** Whether the peer is in a channel. */
export async function isJoined(admin: PeerAdmin, channel: string): Promise<boolean> {
  const answer = await admin.query({ channel: '', chaincode: 'cscc', args: [Buffer.from('GetChannels')] });
  const joined = peer.ChannelQueryResponse.deserializeBinary(answer).getChannelsList();
  return joined.some((info) => info.getChannelId() === channel);
}

/** MSP ids of a channel's members, as the configuration says that this peer has committed. */
export async function channelMembers(admin: PeerAdmin, channel: string): Promise<readonly string[]> {
  const answer = await admin.query({
    channel: '',
    chaincode: 'cscc',
    args: [Buffer.from('GetChannelConfig'), Buffer.from(channel)],
  });
  const root = common.Config.deserializeBinary(answer).getChannelGroup();
  const application = root?.getGroupsMap().get('Application');
  const members: string[] = [];
  application?.getGroupsMap().forEach((group) => {
    const value = msp.MSPConfig.deserializeBinary(group.getValuesMap().get('MSP')?.getValue_asU8() ?? new Uint8Array());
    members.push(msp.FabricMSPConfig.deserializeBinary(value.getConfig_asU8()).getName());
  });
  return members.sort();
}

/** Height and commit hash of a channel at this peer. */
export async function ledgerState(admin: PeerAdmin, channel: string): Promise<LedgerState> {
  const info = common.BlockchainInfo.deserializeBinary(await ledgerQuery(admin, channel, 'GetChainInfo'));
  const height = info.getHeight();
  const block = common.Block.deserializeBinary(
    await ledgerQuery(admin, channel, 'GetBlockByNumber', String(height - 1)),
  );
  const slot = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.COMMIT_HASH] ?? new Uint8Array();
  const commitHash = Buffer.from(common.Metadata.deserializeBinary(slot).getValue_asU8()).toString('hex');
  return { height, commitHash };
}

function ledgerQuery(admin: PeerAdmin, channel: string, name: string, ...args: readonly string[]): Promise<Uint8Array> {
  const texts = [name, channel, ...args].map((text) => Buffer.from(text));
  return admin.query({ channel, chaincode: 'qscc', args: texts });
}
