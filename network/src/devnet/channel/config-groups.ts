import { common, msp, orderer, peer } from '@hyperledger/fabric-protos';
import { OrganizationMsp } from '../msp/organization-msp.js';
import { ChannelConfigError } from './config-error.js';
import { goDurationToMs } from './go-duration.js';

/** How the orderer cuts blocks on a channel. */
export interface BatchParameters {
  readonly maxMessageCount: number;
  readonly absoluteMaxBytes: number;
  readonly preferredMaxBytes: number;
  readonly timeoutMs: number;
}

/** An organisation as a group of the configuration: its group name need not be its MSP id. */
export interface ConfigOrganization {
  readonly group: string;
  readonly msp: OrganizationMsp;
}

/** A group below `parent`. @throws {ChannelConfigError} when it is missing */
export function requireGroup(parent: common.ConfigGroup, name: string): common.ConfigGroup {
  const group = parent.getGroupsMap().get(name);
  if (group === undefined) {
    throw new ChannelConfigError(`the configuration has no group ${name}`);
  }
  return group;
}

/** The organisations of the Application or Orderer group, by group name. */
export function organizationsOf(group: common.ConfigGroup): readonly ConfigOrganization[] {
  const organizations: ConfigOrganization[] = [];
  group.getGroupsMap().forEach((organization, name) => {
    const value = requireValue(organization, 'MSP', msp.MSPConfig);
    organizations.push({
      group: name,
      msp: new OrganizationMsp(msp.FabricMSPConfig.deserializeBinary(value.getConfig_asU8())),
    });
  });
  return organizations.sort((a, b) => (a.group < b.group ? -1 : 1));
}

/** Reads BatchSize and BatchTimeout of the Orderer group. */
export function batchParametersOf(group: common.ConfigGroup): BatchParameters {
  const size = requireValue(group, 'BatchSize', orderer.BatchSize);
  return {
    maxMessageCount: size.getMaxMessageCount(),
    absoluteMaxBytes: size.getAbsoluteMaxBytes(),
    preferredMaxBytes: size.getPreferredMaxBytes(),
    timeoutMs: goDurationToMs(requireValue(group, 'BatchTimeout', orderer.BatchTimeout).getTimeout()),
  };
}

/** Names of a group's capabilities, for example `V2_5`. */
export function capabilitiesOf(group: common.ConfigGroup): ReadonlySet<string> {
  const value = optionalValue(group, 'Capabilities', common.Capabilities);
  return new Set(value === undefined ? [] : [...value.getCapabilitiesMap().keys()]);
}

/** Resource to policy reference, as far as the Application group overrides the defaults. */
export function aclsOf(group: common.ConfigGroup): ReadonlyMap<string, string> {
  const acls = new Map<string, string>();
  optionalValue(group, 'ACLs', peer.ACLs)
    ?.getAclsMap()
    .forEach((resource, name) => acls.set(name, resource.getPolicyRef()));
  return acls;
}

interface Decoder<T> {
  deserializeBinary(bytes: Uint8Array): T;
}

function optionalValue<T>(group: common.ConfigGroup, name: string, type: Decoder<T>): T | undefined {
  const value = group.getValuesMap().get(name);
  return value === undefined ? undefined : type.deserializeBinary(value.getValue_asU8());
}

function requireValue<T>(group: common.ConfigGroup, name: string, type: Decoder<T>): T {
  const value = optionalValue(group, name, type);
  if (value === undefined) {
    throw new ChannelConfigError(`the configuration has no value ${name}`);
  }
  return value;
}
