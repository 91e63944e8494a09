import { fail, ensure } from '../verification-error.js';
import type { ConfigGroup, ConfigPolicy, ConfigValue } from './config-group.js';

/** What elements hold, by kind. */
interface Contents {
  readonly Group: ConfigGroup;
  readonly Value: ConfigValue;
  readonly Policy: ConfigPolicy;
}

/** One element of a configuration with its place in the tree. */
export interface ConfigElement<K extends keyof Contents = keyof Contents> {
  readonly kind: K;
  /** Names of the groups above, the channel's first. */
  readonly path: readonly string[];
  readonly key: string;
  readonly content: Contents[K];
}

/** Elements by {@link elementName}. */
export type ConfigElements = ReadonlyMap<string, ConfigElement>;

const CONFIG_ID = /^[a-zA-Z0-9.-]{1,249}$/;
const ROOT = 'Channel';

/** What an element is called, such as `Value /Channel/Orderer/BatchSize`. */
export const elementName = ({ kind, path, key }: Pick<ConfigElement, 'kind' | 'path' | 'key'>): string =>
  `${kind} /${[...path, key].join('/')}`;

/** Takes a configuration apart. @throws {VerificationError} for a name that Fabric does not allow */
export function elementsOf(root: ConfigGroup | undefined): ConfigElements {
  const elements = new Map<string, ConfigElement>();
  const add = (element: ConfigElement): void => {
    const { key } = element;
    ensure(CONFIG_ID.test(key) && key !== '.' && key !== '..', 'form', `the illegal name ${JSON.stringify(key)}`);
    elements.set(elementName(element), element);
  };
  const addGroup = (path: readonly string[], key: string, content: ConfigGroup): void => {
    add({ kind: 'Group', path, key, content });
    const inside = [...path, key];
    content.groups.forEach((inner, name) => addGroup(inside, name, inner));
    content.values.forEach((value, name) => add({ kind: 'Value', path: inside, key: name, content: value }));
    content.policies.forEach((policy, name) => add({ kind: 'Policy', path: inside, key: name, content: policy }));
  };
  if (root !== undefined) addGroup([], ROOT, root);
  return elements;
}

/** Puts a configuration together: a group says which children it has, the elements what these are. */
export function treeOf(elements: ConfigElements): ConfigGroup {
  const at = <K extends keyof Contents>(kind: K, path: readonly string[], key: string): Contents[K] => {
    const name = elementName({ kind, path, key });
    const element = elements.get(name) ?? fail('form', `${name} is missing`);
    return element.content as Contents[K];
  };
  const group = (path: readonly string[], key: string): ConfigGroup => {
    const content = at('Group', path, key);
    const inside = [...path, key];
    return {
      ...content,
      groups: new Map([...content.groups.keys()].map((name) => [name, group(inside, name)])),
      values: new Map([...content.values.keys()].map((name) => [name, at('Value', inside, name)])),
      policies: new Map([...content.policies.keys()].map((name) => [name, at('Policy', inside, name)])),
    };
  };
  return group([], ROOT);
}
