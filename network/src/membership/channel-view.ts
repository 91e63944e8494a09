import { common, orderer, peer } from '@hyperledger/fabric-protos';
import { rootOf } from './compute-update.js';
import type { ChannelState } from './config-block.js';
import { entriesOf, groupIn, valueIn } from './config-tree.js';
import { organizationView, policiesOf, type OrganizationView } from './organization-view.js';
import { commonName } from './policy-text.js';

/** A node that takes part in ordering. */
export interface ConsenterView {
  readonly mspId: string;
  /** `host:port`. */
  readonly address: string;
  /** Common name of its certificate; '' for Raft, which knows TLS certificates only. */
  readonly identity: string;
}

/** When the orderers cut a block. */
export interface BatchView {
  readonly maxMessageCount: number;
  readonly preferredMaxBytes: number;
  readonly absoluteMaxBytes: number;
  /** A Go duration such as `500ms`. */
  readonly timeout: string;
}

/** A channel's configuration as people read it. */
export interface ChannelView {
  readonly channel: string;
  readonly sequence: number;
  /** Number of the block that holds the configuration. */
  readonly block: number;
  readonly members: readonly OrganizationView[];
  readonly orderers: readonly OrganizationView[];
  readonly consensus: { readonly type: string; readonly consenters: readonly ConsenterView[] };
  readonly batch: BatchView;
  /** By group: `Channel`, `Orderer`, `Application`. */
  readonly capabilities: Readonly<Record<string, readonly string[]>>;
  /** Policy texts by path, those of the organisations left out. */
  readonly policies: Readonly<Record<string, string>>;
  /** Resources whose policy is not Fabric's default. */
  readonly acls: Readonly<Record<string, string>>;
}

/** Describes a channel's configuration. */
export function channelView({ channel, config, block }: ChannelState): ChannelView {
  const root = rootOf(config);
  const application = groupIn(root, 'Application');
  const ordering = groupIn(root, 'Orderer');
  const groups = [
    ['Channel', root],
    ['Orderer', ordering],
    ['Application', application],
  ] as const;
  return {
    channel,
    sequence: config.getSequence(),
    block,
    members: organizationsIn(application),
    orderers: organizationsIn(ordering),
    consensus: consensusOf(ordering),
    batch: batchOf(ordering),
    capabilities: Object.fromEntries(groups.map(([name, group]) => [name, capabilitiesIn(group)])),
    policies: Object.fromEntries(
      groups.flatMap(([name, group]) => {
        const path = name === 'Channel' ? '/Channel' : `/Channel/${name}`;
        return Object.entries(group === undefined ? {} : policiesOf(group)).map(([key, text]) => [
          `${path}/${key}`,
          text,
        ]);
      }),
    ),
    acls: Object.fromEntries(
      entriesOf(valueIn(application, 'ACLs', peer.ACLs)?.getAclsMap() ?? new Map<string, peer.APIResource>()).map(
        ([resource, policy]) => [resource, policy.getPolicyRef()],
      ),
    ),
  };
}

/** The consenters of a channel: of SmartBFT from its consenter mapping, of Raft from its metadata. */
export function consensusOf(ordering: common.ConfigGroup | undefined): ChannelView['consensus'] {
  const type = valueIn(ordering, 'ConsensusType', orderer.ConsensusType);
  const mapping = valueIn(ordering, 'Orderers', common.Orderers)?.getConsenterMappingList() ?? [];
  if (type?.getType() === 'etcdraft') {
    const raft = orderer.etcdraft.ConfigMetadata.deserializeBinary(type.getMetadata_asU8());
    const consenters = raft.getConsentersList().map((node) => ({
      mspId: '',
      address: `${node.getHost()}:${node.getPort()}`,
      identity: commonName(node.getServerTlsCert_asU8()),
    }));
    return { type: 'etcdraft', consenters };
  }
  const consenters = mapping.map((node) => ({
    mspId: node.getMspId(),
    address: `${node.getHost()}:${node.getPort()}`,
    identity: commonName(node.getIdentity_asU8()),
  }));
  return { type: type?.getType() ?? '', consenters };
}

/** Names of a group's capabilities. */
export function capabilitiesIn(group: common.ConfigGroup | undefined): readonly string[] {
  const value = valueIn(group, 'Capabilities', common.Capabilities);
  return value === undefined ? [] : entriesOf(value.getCapabilitiesMap()).map(([name]) => name);
}

function batchOf(ordering: common.ConfigGroup | undefined): BatchView {
  const size = valueIn(ordering, 'BatchSize', orderer.BatchSize) ?? new orderer.BatchSize();
  return {
    maxMessageCount: size.getMaxMessageCount(),
    preferredMaxBytes: size.getPreferredMaxBytes(),
    absoluteMaxBytes: size.getAbsoluteMaxBytes(),
    timeout: valueIn(ordering, 'BatchTimeout', orderer.BatchTimeout)?.getTimeout() ?? '',
  };
}

function organizationsIn(group: common.ConfigGroup | undefined): readonly OrganizationView[] {
  if (group === undefined) return [];
  return entriesOf(group.getGroupsMap()).map(([name, organization]) => organizationView(name, organization));
}
