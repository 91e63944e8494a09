import { common } from '@hyperledger/fabric-protos';
import { NetworkError } from '../network-error.js';

/** A message type that values of the configuration are encoded with. */
interface Decoder<T> {
  deserializeBinary(bytes: Uint8Array): T;
}

/** The entries of a map field by name, in the order of their names. */
export function entriesOf<T>(field: { forEach(visit: (entry: T, name: string) => void): void }): [string, T][] {
  const found: [string, T][] = [];
  field.forEach((entry, name) => found.push([name, entry]));
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A group inside a group; undefined when it is not there. */
export function groupIn(parent: common.ConfigGroup | undefined, name: string): common.ConfigGroup | undefined {
  return parent?.getGroupsMap().get(name);
}

/** A value of a group, decoded; undefined when it is not there. */
export function valueIn<T>(group: common.ConfigGroup | undefined, name: string, type: Decoder<T>): T | undefined {
  const value = group?.getValuesMap().get(name);
  return value === undefined ? undefined : type.deserializeBinary(value.getValue_asU8());
}

/**
 * The group at a path such as `/Channel/Application`.
 *
 * @throws {NetworkError} when there is none
 */
export function groupAt(root: common.ConfigGroup, path: string): common.ConfigGroup {
  const [, top, ...names] = path.split('/');
  const group = names.reduce<common.ConfigGroup | undefined>(groupIn, top === 'Channel' ? root : undefined);
  if (group === undefined) throw new NetworkError(`the configuration has no group ${path}`);
  return group;
}

/** A copy that can be changed. */
export function copyOf(config: common.Config): common.Config {
  return common.Config.deserializeBinary(config.serializeBinary());
}
