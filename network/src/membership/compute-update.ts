import { common } from '@hyperledger/fabric-protos';
import { NetworkError } from '../network-error.js';

/** A map of a configuration group: `ConfigGroup`s, `ConfigValue`s or `ConfigPolicy`s by name. */
type Named<T> = ReadonlyMap<string, T>;

/** What an update says of one map of a group. */
interface Sets<T> {
  readonly read: Map<string, T>;
  readonly write: Map<string, T>;
  /** Unchanged entries by version: listed only when the set of names changes, because then the group is written. */
  readonly same: ReadonlyMap<string, T>;
  readonly namesChanged: boolean;
}

/** How one kind of entry is compared and listed. */
interface Kind<T> {
  /** Both sets of an entry that differs; undefined when it does not. */
  changed(original: T, updated: T): { readonly read?: T; readonly write: T } | undefined;
  /** The entry by version alone. */
  reference(original: T): T;
  /** A new entry, at version 0. */
  added(updated: T): T;
}

/**
 * The smallest update that turns one configuration of a channel into another, as `configtxlator compute_update` makes
 * it (`internal/configtxlator/update/update.go`): the read set names what the change rests on, the write set what it
 * replaces, and every element that changes has its version raised by one.
 *
 * @throws {NetworkError} when nothing differs
 */
export function computeUpdate(channel: string, original: common.Config, updated: common.Config): common.ConfigUpdate {
  const group = groupUpdate(rootOf(original), rootOf(updated));
  if (group === undefined) throw new NetworkError(`the configuration of ${channel} is already as asked`);
  const update = new common.ConfigUpdate();
  update.setChannelId(channel);
  update.setReadSet(group.read);
  update.setWriteSet(group.write);
  return update;
}

/** The channel group of a configuration. */
export function rootOf(config: common.Config): common.ConfigGroup {
  const root = config.getChannelGroup();
  if (root === undefined) throw new NetworkError('the configuration holds no channel group');
  return root;
}

function groupUpdate(
  original: common.ConfigGroup,
  updated: common.ConfigGroup,
): { readonly read: common.ConfigGroup; readonly write: common.ConfigGroup } | undefined {
  const policies = compare(entries(original.getPoliciesMap()), entries(updated.getPoliciesMap()), POLICY);
  const values = compare(entries(original.getValuesMap()), entries(updated.getValuesMap()), VALUE);
  const groups = compare(entries(original.getGroupsMap()), entries(updated.getGroupsMap()), GROUP);
  const sets = [policies, values, groups];
  const read = atVersion(original.getVersion());
  const write = atVersion(original.getVersion());
  const isWritten = sets.some((set) => set.namesChanged) || original.getModPolicy() !== updated.getModPolicy();
  if (!isWritten && sets.every((set) => set.read.size === 0 && set.write.size === 0)) return undefined;
  if (isWritten) {
    write.setVersion(original.getVersion() + 1);
    write.setModPolicy(updated.getModPolicy());
  }
  list(policies, isWritten, read.getPoliciesMap(), write.getPoliciesMap());
  list(values, isWritten, read.getValuesMap(), write.getValuesMap());
  list(groups, isWritten, read.getGroupsMap(), write.getGroupsMap());
  return { read, write };
}

function compare<T>(original: Named<T>, updated: Named<T>, kind: Kind<T>): Sets<T> {
  const read = new Map<string, T>();
  const write = new Map<string, T>();
  const same = new Map<string, T>();
  for (const [name, before] of original) {
    const after = updated.get(name);
    const change = after === undefined ? undefined : kind.changed(before, after);
    if (change !== undefined) write.set(name, change.write);
    else if (after !== undefined) same.set(name, kind.reference(before));
    if (change?.read !== undefined) read.set(name, change.read);
  }
  const added = [...updated].filter(([name]) => !original.has(name));
  for (const [name, entry] of added) write.set(name, kind.added(entry));
  const namesChanged = added.length > 0 || [...original.keys()].some((name) => !updated.has(name));
  return { read, write, same, namesChanged };
}

const POLICY: Kind<common.ConfigPolicy> = {
  changed: (original, updated) =>
    original.getModPolicy() === updated.getModPolicy() && sameMessage(original.getPolicy(), updated.getPolicy())
      ? undefined
      : { write: policyAt(original.getVersion() + 1, updated) },
  reference: (original) => {
    const policy = new common.ConfigPolicy();
    policy.setVersion(original.getVersion());
    return policy;
  },
  added: (updated) => policyAt(0, updated),
};

const VALUE: Kind<common.ConfigValue> = {
  changed: (original, updated) =>
    original.getModPolicy() === updated.getModPolicy() &&
    Buffer.compare(original.getValue_asU8(), updated.getValue_asU8()) === 0
      ? undefined
      : { write: valueAt(original.getVersion() + 1, updated) },
  reference: (original) => {
    const value = new common.ConfigValue();
    value.setVersion(original.getVersion());
    return value;
  },
  added: (updated) => valueAt(0, updated),
};

const GROUP: Kind<common.ConfigGroup> = {
  changed: groupUpdate,
  reference: (original) => atVersion(original.getVersion()),
  added: (updated) => {
    const group = groupUpdate(new common.ConfigGroup(), updated)?.write ?? new common.ConfigGroup();
    group.setVersion(0);
    group.setModPolicy(updated.getModPolicy());
    return group;
  },
};

function list<T>(sets: Sets<T>, isWritten: boolean, read: MapField<T>, write: MapField<T>): void {
  const same = isWritten ? [...sets.same] : [];
  for (const [name, entry] of [...same, ...sets.read]) read.set(name, entry);
  for (const [name, entry] of [...same, ...sets.write]) write.set(name, entry);
}

interface MapField<T> {
  set(name: string, entry: T): unknown;
}

function entries<T>(field: { forEach(visit: (entry: T, name: string) => void): void }): Named<T> {
  const map = new Map<string, T>();
  field.forEach((entry, name) => map.set(name, entry));
  return map;
}

function atVersion(version: number): common.ConfigGroup {
  const group = new common.ConfigGroup();
  group.setVersion(version);
  return group;
}

function policyAt(version: number, source: common.ConfigPolicy): common.ConfigPolicy {
  const policy = source.clone();
  policy.setVersion(version);
  return policy;
}

function valueAt(version: number, source: common.ConfigValue): common.ConfigValue {
  const value = source.clone();
  value.setVersion(version);
  return value;
}

function sameMessage(left: common.Policy | undefined, right: common.Policy | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return Buffer.compare(left.serializeBinary(), right.serializeBinary()) === 0;
}
