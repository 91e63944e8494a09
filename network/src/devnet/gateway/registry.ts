import type { OrderingNode } from '../orderer/ordering-node.js';
import type { ChannelPeer, OrganizationPeer } from '../peer/channel-peer.js';
import { packageId } from '../peer/invocation.js';
import { isSystemChaincode } from '../peer/system-chaincode-names.js';
import { RpcError } from './status.js';

/** What the gateway of one organisation knows of the network. */
export interface Registry {
  /** The organisation that this gateway belongs to. */
  readonly local: OrganizationPeer;
  /** One peer of every organisation, the local one included. */
  readonly peers: ReadonlyMap<string, OrganizationPeer>;
  /** The orderer of every organisation. */
  readonly orderers: ReadonlyMap<string, OrderingNode>;
}

/** The local peer's view of a channel, or undefined when it has not joined. */
export function localChannel(registry: Registry, channelId: string): ChannelPeer | undefined {
  return registry.local.channels.get(channelId);
}

/** Refuses a channel that the gateway's peer has not joined, as Fabric's discovery does. */
export function requireChannel(registry: Registry, channelId: string, code: RpcError['code']): ChannelPeer {
  const channel = localChannel(registry, channelId);
  if (channel === undefined) {
    throw new RpcError(
      code,
      `failed to get config for channel [${channelId}]: could not get last config for channel ${channelId}`,
    );
  }
  return channel;
}

/**
 * The peers of a channel as a gateway knows them: those that joined it and whose organisation is a member under the
 * gateway's configuration, with certificates that it accepts (in Fabric: gossip/gossip/channel, eligible peers).
 */
export function membersOf(registry: Registry, channelId: string): readonly ChannelPeer[] {
  const joined = [...registry.peers.values()].flatMap((peer) => peer.channels.get(channelId) ?? []);
  const view = localChannel(registry, channelId)?.bundle;
  if (view === undefined) return joined;
  return joined.filter(({ organization }) => {
    const identity = view.msp.find(organization.signer.serialized);
    return identity !== undefined && view.applicationOrganizations.includes(identity.mspId);
  });
}

/**
 * The peers of a channel that run a chaincode, the local one first, then those with the highest ledgers (Fabric:
 * internal/pkg/gateway/registry.go endorsersByOrg and sorter).
 */
export async function endorsersOf(
  registry: Registry,
  channelId: string,
  chaincode: string,
): Promise<readonly ChannelPeer[]> {
  const members = membersOf(registry, channelId);
  const running = await Promise.all(members.map((peer) => runs(peer, chaincode)));
  const isLocal = (peer: ChannelPeer): number => Number(peer.organization === registry.local);
  return members
    .filter((_, index) => running[index] === true)
    .sort((a, b) => isLocal(b) - isLocal(a) || b.ledger.height - a.ledger.height);
}

/** Whether a peer can run a chaincode on its channel. */
export async function runs(peer: ChannelPeer, chaincode: string): Promise<boolean> {
  if (isSystemChaincode(chaincode)) return true;
  const definition = await peer.definitions.definition(chaincode);
  return definition !== undefined && peer.organization.chaincodes.has(packageId(definition));
}
