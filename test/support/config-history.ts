import { common } from '@hyperledger/fabric-protos';
import { transactionsOf } from './block.js';

type Elements = ReadonlyMap<string, string>;

/**
 * What the config blocks of a channel changed, one list for each block after the first configuration: `+` for a group,
 * value or policy that came, `-` for one that went, `~` for one that changed; of a group that came or went, only the group.
 */
export function changesIn(blocks: readonly common.Block[]): readonly (readonly string[])[] {
  const configurations = blocks.flatMap(configurationIn).map((root) => elementsOf(root, '/Channel'));
  return configurations.slice(1).map((after, index) => difference(configurations[index] ?? new Map(), after));
}

function configurationIn(block: common.Block): readonly common.ConfigGroup[] {
  return transactionsOf(block).flatMap(({ type, payload }) => {
    if (type !== common.HeaderType.CONFIG) return [];
    const data = common.Payload.deserializeBinary(payload).getData_asU8();
    return common.ConfigEnvelope.deserializeBinary(data).getConfig()?.getChannelGroup() ?? [];
  });
}

function elementsOf(group: common.ConfigGroup, path: string): Elements {
  const elements = new Map([[path, '']]);
  group.getValuesMap().forEach((value, name) => elements.set(`${path}/${name}`, value.getValue_asB64()));
  group.getPoliciesMap().forEach((policy, name) => {
    elements.set(`${path}/${name}`, Buffer.from(policy.getPolicy()?.serializeBinary() ?? []).toString('base64'));
  });
  group.getGroupsMap().forEach((inner, name) => {
    for (const [below, content] of elementsOf(inner, `${path}/${name}`)) elements.set(below, content);
  });
  return elements;
}

function difference(before: Elements, after: Elements): readonly string[] {
  const outermost = (paths: readonly string[]): readonly string[] =>
    paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
  const came = outermost([...after.keys()].filter((path) => !before.has(path)));
  const went = outermost([...before.keys()].filter((path) => !after.has(path)));
  const changed = [...after].filter(([path, content]) => before.has(path) && before.get(path) !== content);
  return [...came.map((path) => `+${path}`), ...went.map((path) => `-${path}`), ...changed.map(([path]) => `~${path}`)];
}
