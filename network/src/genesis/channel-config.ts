import { common, orderer, peer } from '@hyperledger/fabric-protos';
import { NetworkError } from '../network-error.js';
import { mspConfig } from '../pki/msp.js';
import type { OrganizationPki } from '../pki/organization.js';
import { NODE_HOST, type BatchLimits, type ChannelTopology, type NodePorts, type Topology } from '../topology.js';
import { configGroup, setCapability, setPolicy, setValue } from './config-tree.js';
import { setConsensus, type Consensus } from './ordering.js';
import { implicitMetaPolicy, setMemberPolicies, setMetaPolicies, setOrderingMemberPolicies } from './policies.js';

/** Width of the Merkle tree over a block's data: all in one, the only one that Fabric accepts. */
const BLOCK_DATA_WIDTH = 0xffff_ffff;

/** A member with what the configuration says of it. */
interface Member {
  readonly mspId: string;
  readonly ports: NodePorts;
  readonly pki: OrganizationPki;
}

/** Everything that a channel's first configuration is made from. */
export interface ChannelConfigSource {
  readonly channel: ChannelTopology;
  readonly topology: Topology;
  readonly pki: ReadonlyMap<string, OrganizationPki>;
  readonly consensus: Consensus;
}

/**
 * The first configuration of an application channel, as Fabric 3.x wants it: capability V3_0 on the channel, V2_0 for
 * ordering, V2_5 for applications; orderer addresses with each organisation, none global (`internal/configtxgen`).
 * ACLs are left to Fabric's defaults (`core/aclmgmt/defaultaclprovider.go`).
 */
export function channelConfig(source: ChannelConfigSource): common.Config {
  const members = membersOf(source);
  const root = configGroup();
  const hashing = new common.HashingAlgorithm();
  hashing.setName('SHA256');
  setValue(root, 'HashingAlgorithm', hashing);
  const structure = new common.BlockDataHashingStructure();
  structure.setWidth(BLOCK_DATA_WIDTH);
  setValue(root, 'BlockDataHashingStructure', structure);
  setCapability(root, 'V3_0');
  setMetaPolicies(root, source.channel.policies);
  root.getGroupsMap().set('Orderer', ordererGroup(source, members));
  root.getGroupsMap().set('Application', applicationGroup(source.channel, members));
  const config = new common.Config();
  config.setChannelGroup(root);
  return config;
}

function membersOf({ channel, topology, pki }: ChannelConfigSource): readonly Member[] {
  return channel.members.map((mspId) => {
    const organization = topology.organizations.find((candidate) => candidate.mspId === mspId);
    const keys = pki.get(mspId);
    if (organization === undefined || keys === undefined) {
      throw new NetworkError(`channel ${channel.name} names ${mspId}, which is no organisation of the network`);
    }
    return { mspId, ports: organization.ports, pki: keys };
  });
}

function ordererGroup({ channel, consensus }: ChannelConfigSource, members: readonly Member[]): common.ConfigGroup {
  const group = configGroup();
  setMetaPolicies(group, channel.policies);
  setBatch(group, channel.batch);
  setValue(group, 'ChannelRestrictions', new orderer.ChannelRestrictions());
  setCapability(group, 'V2_0');
  const consenters = members.map(({ mspId, ports, pki }) => ({
    mspId,
    port: ports.orderer,
    identity: pki.identities.get('orderer0')?.certificate ?? '',
    tlsCertificate: pki.tls.get('orderer0')?.certificate ?? '',
  }));
  setConsensus(group, consensus, consenters, channel.batch);
  for (const { mspId, ports, pki } of members) {
    const member = configGroup();
    setOrderingMemberPolicies(member, mspId);
    setValue(member, 'MSP', mspConfig(pki));
    const endpoints = new common.OrdererAddresses();
    endpoints.setAddressesList([`${NODE_HOST}:${ports.orderer}`]);
    setValue(member, 'Endpoints', endpoints);
    group.getGroupsMap().set(mspId, member);
  }
  return group;
}

function setBatch(group: common.ConfigGroup, batch: BatchLimits): void {
  const size = new orderer.BatchSize();
  size.setMaxMessageCount(batch.maxMessageCount);
  size.setAbsoluteMaxBytes(batch.absoluteMaxBytes);
  size.setPreferredMaxBytes(batch.preferredMaxBytes);
  setValue(group, 'BatchSize', size);
  const timeout = new orderer.BatchTimeout();
  timeout.setTimeout(`${batch.timeoutMs}ms`);
  setValue(group, 'BatchTimeout', timeout);
}

function applicationGroup(channel: ChannelTopology, members: readonly Member[]): common.ConfigGroup {
  const group = configGroup();
  setMetaPolicies(group, channel.policies);
  setPolicy(group, 'Endorsement', implicitMetaPolicy(channel.policies.endorsement, 'Endorsement'));
  setPolicy(group, 'LifecycleEndorsement', implicitMetaPolicy(channel.policies.lifecycleEndorsement, 'Endorsement'));
  setCapability(group, 'V2_5');
  for (const { mspId, ports, pki } of members) {
    const member = configGroup();
    setMemberPolicies(member, mspId);
    setValue(member, 'MSP', mspConfig(pki));
    const anchor = new peer.AnchorPeer();
    anchor.setHost(NODE_HOST);
    anchor.setPort(ports.peer);
    const anchors = new peer.AnchorPeers();
    anchors.setAnchorPeersList([anchor]);
    setValue(member, 'AnchorPeers', anchors);
    group.getGroupsMap().set(mspId, member);
  }
  return group;
}
