import { common } from '@hyperledger/fabric-protos';
import { NetworkError } from '../network-error.js';
import { rootOf } from './compute-update.js';

/** A group, a value or a policy of a channel's configuration. */
export interface ConfigElement {
  readonly kind: 'group' | 'value' | 'policy';
  /** `/Channel/Application/Writers`. */
  readonly path: string;
  /** Path of the group from which a relative modification policy is looked up. */
  readonly base: string;
  readonly version: number;
  readonly modPolicy: string;
  readonly message: common.ConfigGroup | common.ConfigValue | common.ConfigPolicy;
}

/** An element that an update changes, with what it is now; `current` is undefined for a new one. */
export interface TouchedElement {
  readonly key: string;
  readonly current: ConfigElement | undefined;
  readonly proposed: ConfigElement;
}

const ROOT = '/Channel';

/** All elements of a group tree by kind and path (`common/configtx/configmap.go`). */
export function elementsOf(root: common.ConfigGroup): ReadonlyMap<string, ConfigElement> {
  const elements = new Map<string, ConfigElement>();
  collect(elements, ROOT, root);
  return elements;
}

/** Path of the policy that must agree to a change of an element; relative names are those of its group. */
export function modPolicyPath({ base, modPolicy }: ConfigElement): string {
  return modPolicy.startsWith('/') ? modPolicy : `${base}/${modPolicy}`;
}

/**
 * The elements that an update changes, judged as Fabric does (`common/configtx/update.go`): those of the write set
 * whose version is not that of the read set. New elements need no agreement of their own: that of the group which
 * they enter.
 *
 * @throws {NetworkError} when the update does not rest on this configuration
 */
export function touchedElements(config: common.Config, update: common.ConfigUpdate): readonly TouchedElement[] {
  const current = elementsOf(rootOf(config));
  const read = elementsOf(update.getReadSet() ?? new common.ConfigGroup());
  for (const [key, { version }] of read) {
    const now = current.get(key)?.version;
    if (now !== version) throw stale(key, version, now);
  }
  const written = elementsOf(update.getWriteSet() ?? new common.ConfigGroup());
  const touched = [...written].filter(([key, element]) => read.get(key)?.version !== element.version);
  return touched.map(([key, proposed]) => {
    const now = current.get(key);
    const expected = now === undefined ? 0 : now.version + 1;
    if (proposed.version !== expected) throw stale(key, proposed.version - 1, now?.version);
    return { key, current: now, proposed };
  });
}

/** The configuration that results when an update is accepted, with its sequence. */
export function applyUpdate(config: common.Config, update: common.ConfigUpdate): common.Config {
  const elements = new Map(elementsOf(rootOf(config)));
  for (const { key, proposed } of touchedElements(config, update)) elements.set(key, proposed);
  const result = new common.Config();
  result.setSequence(config.getSequence() + 1);
  result.setChannelGroup(groupAt(ROOT, elements));
  return result;
}

function collect(elements: Map<string, ConfigElement>, path: string, group: common.ConfigGroup): void {
  add(elements, 'group', path, path, group);
  group.getGroupsMap().forEach((inner, name) => collect(elements, `${path}/${name}`, inner));
  group.getValuesMap().forEach((value, name) => add(elements, 'value', `${path}/${name}`, path, value));
  group.getPoliciesMap().forEach((policy, name) => add(elements, 'policy', `${path}/${name}`, path, policy));
}

function add(
  elements: Map<string, ConfigElement>,
  kind: ConfigElement['kind'],
  path: string,
  base: string,
  message: ConfigElement['message'],
): void {
  const element = { kind, path, base, version: message.getVersion(), modPolicy: message.getModPolicy(), message };
  elements.set(keyOf(kind, path), element);
}

function keyOf(kind: ConfigElement['kind'], path: string): string {
  return `${kind} ${path}`;
}

/** A group as the element says which names it has, filled with what those names are now. */
function groupAt(path: string, elements: ReadonlyMap<string, ConfigElement>): common.ConfigGroup {
  const shape = message(elements, 'group', path, common.ConfigGroup);
  const group = new common.ConfigGroup();
  group.setVersion(shape.getVersion());
  group.setModPolicy(shape.getModPolicy());
  shape.getGroupsMap().forEach((_, name) => group.getGroupsMap().set(name, groupAt(`${path}/${name}`, elements)));
  shape.getValuesMap().forEach((_, name) => {
    group.getValuesMap().set(name, message(elements, 'value', `${path}/${name}`, common.ConfigValue));
  });
  shape.getPoliciesMap().forEach((_, name) => {
    group.getPoliciesMap().set(name, message(elements, 'policy', `${path}/${name}`, common.ConfigPolicy));
  });
  return group;
}

function message<T extends ConfigElement['message']>(
  elements: ReadonlyMap<string, ConfigElement>,
  kind: ConfigElement['kind'],
  path: string,
  type: new () => T,
): T {
  const found = elements.get(keyOf(kind, path))?.message;
  if (!(found instanceof type)) throw new NetworkError(`the update names ${kind} ${path} and does not bring it`);
  return found;
}

function stale(key: string, expected: number, found: number | undefined): NetworkError {
  const now = found === undefined ? 'does not exist' : `is at version ${found}`;
  return new NetworkError(
    `the proposal rests on version ${expected} of ${key}, which now ${now}: the channel was changed since`,
    'make the proposal again from the present configuration; signatures of the old one do not count',
  );
}
