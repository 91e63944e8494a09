import type { common } from '@hyperledger/fabric-protos';
import { SigningIdentity } from '../crypto/signing-identity.js';
import { consensusOf } from '../membership/channel-view.js';
import { configOf } from '../membership/config-block.js';
import { groupIn } from '../membership/config-tree.js';
import { OrdererClient } from '../membership/orderer-client.js';
import { NetworkError } from '../network-error.js';
import type { OrganizationPki } from '../pki/organization.js';
import { NODE_HOST, type OrganizationTopology } from '../topology.js';
import { blockNumber } from '../proto/block.js';
import { OrdererParticipation } from './participation.js';

/** An organisation whose nodes run here. */
export interface RunningOrganization {
  readonly topology: OrganizationTopology;
  readonly pki: OrganizationPki;
}

/** Makes an organisation's orderer join a channel by a config block, unless it has. */
export async function joinOrderer(
  { topology, pki }: RunningOrganization,
  channel: string,
  block: common.Block,
): Promise<OrdererParticipation> {
  const participation = new OrdererParticipation(topology.ports.ordererAdmin, pki);
  if (!(await participation.channels()).includes(channel)) await participation.join(block);
  return participation;
}

/**
 * The block with the channel's configuration of now, as the orderers of these organisations tell it: the newest that any
 * of them has, because those that only follow the channel may be behind.
 *
 * @throws NetworkError when no orderer has the channel
 */
export async function newestConfigBlock(
  channel: string,
  organizations: readonly RunningOrganization[],
): Promise<common.Block> {
  const answers = await Promise.allSettled(organizations.map((organization) => configBlockAt(channel, organization)));
  const blocks = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const [newest] = blocks.sort((a, b) => blockNumber(b) - blockNumber(a));
  if (newest === undefined) throw new NetworkError(`no orderer of channel ${channel} answers`);
  return newest;
}

async function configBlockAt(channel: string, { topology, pki }: RunningOrganization): Promise<common.Block> {
  const admin = pki.identities.get('admin');
  if (admin === undefined) throw new NetworkError(`${pki.mspId} has no admin identity`);
  const address = { address: `${NODE_HOST}:${topology.ports.orderer}`, tlsRoots: pki.tlsCa.certificate };
  const identity = SigningIdentity.fromPem(pki.mspId, admin.certificate, admin.privateKey);
  const client = new OrdererClient(address, identity);
  return client.configBlock(channel).finally(() => client.close());
}

/** Whether a config block names an orderer of the organisation as a consenter. */
export function isConsenter(channel: string, block: common.Block, mspId: string): boolean {
  const ordering = groupIn(configOf(channel, block).config.getChannelGroup(), 'Orderer');
  return consensusOf(ordering).consenters.some((consenter) => consenter.mspId === mspId);
}
