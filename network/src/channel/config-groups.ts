import { common, msp, orderer, peer } from '@hyperledger/fabric-protos';
import { OrganizationMsp } from '../msp/organization-msp.js';
import { asBuffer, decode, type MessageType } from '../proto/decode.js';
import { ChannelConfigError, inContext } from './config-error.js';

/** A group below `parent`. @throws {ChannelConfigError} when it is missing */
export function requireGroup(parent: common.ConfigGroup, name: string): common.ConfigGroup {
  const group = parent.getGroupsMap().get(name);
  if (group === undefined) {
    throw new ChannelConfigError(`the configuration has no group ${name}`);
  }
  return group;
}

/** A value of a group; one that is missing is as an empty one, as in Go. @throws {ProtoError} */
export function configValue<T>(group: common.ConfigGroup, name: string, type: MessageType<T>): T {
  return decode(type, group.getValuesMap().get(name)?.getValue_asU8() ?? new Uint8Array(), name);
}

/** @throws {ChannelConfigError} for a value that Fabric does not know in this place (channelconfig/standardvalues.go) */
export function requireKnownValues(group: common.ConfigGroup, known: readonly string[]): void {
  for (const name of group.getValuesMap().keys()) {
    if (!known.includes(name)) throw new ChannelConfigError(`failed to deserialize values: Unexpected key ${name}`);
  }
}

/** Names of a group's capabilities, for example `V2_5`. */
export function capabilitiesOf(group: common.ConfigGroup): ReadonlySet<string> {
  return new Set(configValue(group, 'Capabilities', common.Capabilities).getCapabilitiesMap().keys());
}

/** Resource to policy reference, as far as the Application group overrides the defaults. */
export function aclsOf(group: common.ConfigGroup): ReadonlyMap<string, string> {
  const acls = new Map<string, string>();
  configValue(group, 'ACLs', peer.ACLs)
    .getAclsMap()
    .forEach((resource, name) => acls.set(name, resource.getPolicyRef()));
  return acls;
}

/** An organisation as a group of the configuration: its group name need not be its MSP id. */
export interface ConfigOrganization {
  readonly group: string;
  readonly msp: OrganizationMsp;
  /** `MSPConfig` bytes: an organisation that both orders and is a member must be declared alike twice. */
  readonly mspConfig: Buffer;
  /** `host:port` of its orderers; none for a member. */
  readonly endpoints: readonly string[];
}

/** Values that an organisation's group may have, by the group above it. */
const ORGANIZATION_VALUES = { Application: ['AnchorPeers', 'MSP'], Orderer: ['Endpoints', 'MSP'] } as const;

/**
 * The organisations of the Application or Orderer group, by group name.
 *
 * @throws {ChannelConfigError | MspError} with Fabric's texts (common/channelconfig/organization.go, msp.go)
 */
export function organizationsOf(
  root: common.ConfigGroup,
  parent: keyof typeof ORGANIZATION_VALUES,
): readonly ConfigOrganization[] {
  const organizations = requireGroup(root, parent).getGroupsMap();
  return [...organizations.keys()].flatMap((name) => {
    const group = organizations.get(name);
    return group === undefined ? [] : [organization(name, group, parent)];
  });
}

function organization(
  name: string,
  group: common.ConfigGroup,
  parent: keyof typeof ORGANIZATION_VALUES,
): ConfigOrganization {
  if (group.getGroupsMap().getLength() > 0) {
    const kind = parent === 'Orderer' ? 'OrdererOrg' : 'ApplicationOrg';
    throw new ChannelConfigError(`${kind} config does not allow sub-groups`);
  }
  requireKnownValues(group, ORGANIZATION_VALUES[parent]);
  const config = configValue(group, 'MSP', msp.MSPConfig);
  if (config.getType() !== 0) {
    throw new ChannelConfigError(`Setup error: unsupported msp type ${config.getType()}`);
  }
  const declared = inContext(
    'setting up the MSP manager failed',
    () => new OrganizationMsp(decode(msp.FabricMSPConfig, config.getConfig_asU8(), 'FabricMSPConfig')),
  );
  if (declared.mspId === '') throw new ChannelConfigError(`MSP for org ${name} has empty MSP ID`);
  return {
    group: name,
    msp: declared,
    mspConfig: Buffer.from(config.serializeBinary()),
    endpoints: configValue(group, 'Endpoints', common.OrdererAddresses).getAddressesList(),
  };
}

/** How a channel is ordered: its `ConsensusType`. */
export interface Consensus {
  /** `BFT` or `etcdraft`. */
  readonly type: string;
  readonly inMaintenance: boolean;
  /** Options of that kind of consensus. */
  readonly metadata: Buffer;
}

/** Reads ConsensusType of the Orderer group. */
export function consensusOf(group: common.ConfigGroup): Consensus {
  const value = configValue(group, 'ConsensusType', orderer.ConsensusType);
  const { STATE_MAINTENANCE } = orderer.ConsensusType.State;
  return {
    type: value.getType(),
    inMaintenance: value.getState() === STATE_MAINTENANCE,
    metadata: asBuffer(value.getMetadata_asU8()),
  };
}
