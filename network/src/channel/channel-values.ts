import { common } from '@hyperledger/fabric-protos';
import { type BatchParameters, batchParametersOf } from './batch-parameters.js';
import { ChannelConfigError, inContext } from './config-error.js';
import {
  aclsOf,
  capabilitiesOf,
  type ConfigOrganization,
  configValue,
  type Consensus,
  consensusOf,
  organizationsOf,
  requireGroup,
  requireKnownValues,
} from './config-groups.js';

/** What the values of a channel's configuration say, policies apart. */
export interface ChannelValues {
  readonly members: readonly ConfigOrganization[];
  readonly orderers: readonly ConfigOrganization[];
  readonly batch: BatchParameters;
  readonly consensus: Consensus;
  readonly acls: ReadonlyMap<string, string>;
  /** Names such as `V2_5`, by the group that requires them. */
  readonly capabilities: {
    readonly channel: ReadonlySet<string>;
    readonly orderer: ReadonlySet<string>;
    readonly application: ReadonlySet<string>;
  };
}

const CHANNEL_VALUES = [
  'HashingAlgorithm',
  'BlockDataHashingStructure',
  'OrdererAddresses',
  'Orderers',
  'Consortium',
  'Capabilities',
];
const ORDERER_VALUES = [
  'ConsensusType',
  'BatchSize',
  'BatchTimeout',
  'KafkaBrokers',
  'ChannelRestrictions',
  'Orderers',
  'Capabilities',
];
const GROUPS = ['Application', 'Orderer'] as const;
const ALL_IN_ONE = 0xffff_ffff;

/**
 * Reads and checks the values of a configuration.
 *
 * @throws {ChannelConfigError} with Fabric's texts (common/channelconfig/channel.go, orderer.go, application.go)
 */
export function channelValues(root: common.ConfigGroup): ChannelValues {
  requireKnownValues(root, CHANNEL_VALUES);
  checkChannel(root);
  for (const name of root.getGroupsMap().keys()) {
    if (!GROUPS.some((known) => known === name)) throw new ChannelConfigError(`Disallowed channel group: ${name}`);
  }
  const application = requireGroup(root, 'Application');
  const ordering = requireGroup(root, 'Orderer');
  const capabilities = {
    channel: capabilitiesOf(root),
    orderer: capabilitiesOf(ordering),
    application: capabilitiesOf(application),
  };
  const { members, acls } = inSubGroup('Application', () => {
    requireKnownValues(application, ['ACLs', 'Capabilities']);
    return { members: organizationsOf(root, 'Application'), acls: aclsOf(application) };
  });
  const ordered = inSubGroup('Orderer', () => {
    requireKnownValues(ordering, ORDERER_VALUES);
    const batch = batchParametersOf(ordering);
    const orderers = organizationsOf(root, 'Orderer');
    if (capabilities.channel.has('V3_0')) requireEndpoints(orderers);
    return { batch, orderers, consensus: consensusOf(ordering) };
  });
  requireOneVersion([...members, ...ordered.orderers]);
  return { ...ordered, members, acls, capabilities };
}

function inSubGroup<T>(name: (typeof GROUPS)[number], read: () => T): T {
  return inContext(`could not create channel ${name} sub-group config`, read);
}

function checkChannel(root: common.ConfigGroup): void {
  const algorithm = configValue(root, 'HashingAlgorithm', common.HashingAlgorithm).getName();
  if (algorithm !== 'SHA256') throw new ChannelConfigError(`Unknown hashing algorithm type: ${algorithm}`);
  const { BlockDataHashingStructure, OrdererAddresses } = common;
  if (configValue(root, 'BlockDataHashingStructure', BlockDataHashingStructure).getWidth() !== ALL_IN_ONE) {
    throw new ChannelConfigError('BlockDataHashStructure width only supported at MaxUint32 in this version');
  }
  const global = configValue(root, 'OrdererAddresses', OrdererAddresses).getAddressesList();
  if (global.length > 0 && capabilitiesOf(root).has('V3_0')) {
    throw new ChannelConfigError(
      'global OrdererAddresses are not allowed with V3_0 capability, use org specific addresses only',
    );
  }
}

function requireEndpoints(orderers: readonly ConfigOrganization[]): void {
  const without = orderers.filter(({ endpoints }) => endpoints.length === 0).map(({ group }) => group);
  if (without.length > 0) {
    throw new ChannelConfigError(`some orderer organizations endpoints are empty: [${without.join(' ')}]`);
  }
}

/** Fabric reads the groups in any order and finds the difference while it reads the second one. */
function requireOneVersion(organizations: readonly ConfigOrganization[]): void {
  const declared = new Map<string, Buffer>();
  for (const { msp, mspConfig } of organizations) {
    const other = declared.get(msp.mspId);
    if (other !== undefined && !other.equals(mspConfig)) {
      throw new ChannelConfigError(
        'could not create channel Orderer sub-group config: Attempted to define two different versions of MSP: ' +
          msp.mspId,
      );
    }
    declared.set(msp.mspId, mspConfig);
  }
}
