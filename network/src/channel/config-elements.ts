import { common } from '@hyperledger/fabric-protos';
import { ChannelConfigError, inContext } from './config-error.js';
import { requireConfigId } from './config-names.js';

/** Name of the root group. */
export const ROOT = 'Channel';

/** One group, value or policy of a configuration, with its place in the tree. */
export type ConfigElement = {
  /** Names of the groups above, root first; none for the root group. */
  readonly path: readonly string[];
  readonly key: string;
} & (
  | { readonly kind: 'Group'; readonly message: common.ConfigGroup }
  | { readonly kind: 'Value'; readonly message: common.ConfigValue }
  | { readonly kind: 'Policy'; readonly message: common.ConfigPolicy }
);

/** The elements of a configuration, or of the read or write set of an update, by {@link elementName}. */
export type ConfigElements = ReadonlyMap<string, ConfigElement>;

/** Fabric's prefixes of the names by which its errors call elements (common/configtx/configmap.go). */
const PREFIX = { Group: '[Group]  ', Value: '[Value]  ', Policy: '[Policy] ' } as const;

/** Channels that were made before Fabric 1.1 have elements without a mod_policy, which get this one when changed. */
const MOD_POLICY_OF_OLD_CHANNELS = 'Admins';

/** Name of an element, such as `[Value]  /Channel/Orderer/BatchSize`. */
export function elementName({ kind, path, key }: Pick<ConfigElement, 'kind' | 'path' | 'key'>): string {
  return `${PREFIX[kind]}/${[...path, key].join('/')}`;
}

/**
 * Takes a tree of groups apart.
 *
 * @param root absent gives no elements
 * @throws {ChannelConfigError} for an illegal name
 */
export function elementsOf(root: common.ConfigGroup | undefined): ConfigElements {
  const elements = new Map<string, ConfigElement>();
  const add = (element: ConfigElement): void => {
    inContext(`illegal characters in key: ${PREFIX[element.kind]}`, () => requireConfigId(element.key));
    elements.set(elementName(element), element);
  };
  const addGroup = (path: readonly string[], key: string, group: common.ConfigGroup): void => {
    add({ kind: 'Group', path, key, message: group });
    const inside = [...path, key];
    group.getGroupsMap().forEach((message, name) => addGroup(inside, name, message));
    group.getValuesMap().forEach((message, name) => add({ kind: 'Value', path: inside, key: name, message }));
    group.getPoliciesMap().forEach((message, name) => add({ kind: 'Policy', path: inside, key: name, message }));
  };
  if (root !== undefined) addGroup([], ROOT, root);
  return elements;
}

/**
 * Puts a tree together from its elements: a group's element says which children it has, the children's elements what
 * they are (Fabric: configMapToConfig).
 *
 * @throws {ChannelConfigError} when an element is missing
 */
export function treeOf(elements: ConfigElements): common.ConfigGroup {
  const modern = elements.has(elementName({ kind: 'Value', path: [ROOT, 'Orderer'], key: 'Capabilities' }));
  const withModPolicy = <T extends ConfigElement['message']>(message: T): T => {
    if (message.getModPolicy() === '' && modern) message.setModPolicy(MOD_POLICY_OF_OLD_CHANNELS);
    return message;
  };
  const groupAt = (path: readonly string[], key: string): common.ConfigGroup => {
    const element = elementAt(elements, 'Group', path, key);
    const group = new common.ConfigGroup();
    group.setVersion(element.message.getVersion());
    group.setModPolicy(element.message.getModPolicy());
    const inside = [...path, key];
    for (const name of element.message.getGroupsMap().keys()) group.getGroupsMap().set(name, groupAt(inside, name));
    for (const name of element.message.getValuesMap().keys()) {
      const value = elementAt(elements, 'Value', inside, name);
      group.getValuesMap().set(name, withModPolicy(value.message.clone()));
    }
    for (const name of element.message.getPoliciesMap().keys()) {
      const policy = elementAt(elements, 'Policy', inside, name);
      group.getPoliciesMap().set(name, withModPolicy(policy.message.clone()));
    }
    return withModPolicy(group);
  };
  return groupAt([], ROOT);
}

/** An element that a group names as its child. */
function elementAt<K extends ConfigElement['kind']>(
  elements: ConfigElements,
  kind: K,
  path: readonly string[],
  key: string,
): Extract<ConfigElement, { kind: K }> {
  const element = elements.get(elementName({ kind, path, key }));
  if (element === undefined) {
    throw new ChannelConfigError(`missing ${kind.toLowerCase()} at path: ${elementName({ kind, path, key })}`);
  }
  return element as Extract<ConfigElement, { kind: K }>;
}
