import { common } from '@hyperledger/fabric-protos';

/** Who may change an element of the configuration: the `Admins` policy of the group that holds it. */
export const ADMINS = 'Admins';

/** A message of the configuration, whatever its type. */
interface Serializable {
  serializeBinary(): Uint8Array;
}

/** An empty group that its own admins may change. */
export function configGroup(): common.ConfigGroup {
  const group = new common.ConfigGroup();
  group.setModPolicy(ADMINS);
  return group;
}

/** Sets a value of a group. */
export function setValue(group: common.ConfigGroup, key: string, message: Serializable): void {
  const value = new common.ConfigValue();
  value.setValue(message.serializeBinary());
  value.setModPolicy(ADMINS);
  group.getValuesMap().set(key, value);
}

/** Sets a policy of a group. */
export function setPolicy(group: common.ConfigGroup, key: string, policy: common.Policy): void {
  const configPolicy = new common.ConfigPolicy();
  configPolicy.setPolicy(policy);
  configPolicy.setModPolicy(ADMINS);
  group.getPoliciesMap().set(key, configPolicy);
}

/** Capabilities that every node of the channel must support. */
export function setCapability(group: common.ConfigGroup, name: string): void {
  const capabilities = new common.Capabilities();
  capabilities.getCapabilitiesMap().set(name, new common.Capability());
  setValue(group, 'Capabilities', capabilities);
}
