import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { common } from '@hyperledger/fabric-protos';
import { describe, expect, test } from '@jest/globals';
import { computeUpdate, rootOf } from './compute-update.js';
import { applyUpdate, touchedElements } from './update-effect.js';

interface Vectors {
  readonly channel: string;
  readonly vectors: readonly { readonly original: string; readonly updated: string; readonly update: string | null }[];
}

const PATH = fileURLToPath(new URL('../../vectors/config-updates.json.br', import.meta.url));
const { channel, vectors } = JSON.parse(brotliDecompressSync(readFileSync(PATH)).toString('utf8')) as Vectors;

const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64');
const config = (base64: string): common.Config => common.Config.deserializeBinary(bytes(base64));

/**
 * Everything of a group with its names in order: maps have none of their own on the wire. Without versions it is what
 * was asked for, with the mod_policy that Fabric gives to elements which have none.
 */
function plain(group: common.ConfigGroup | undefined, withVersions = true): unknown {
  const version = (of: { getVersion(): number }): number => (withVersions ? of.getVersion() : 0);
  const modPolicy = (of: { getModPolicy(): string }): string =>
    withVersions || of.getModPolicy() !== '' ? of.getModPolicy() : 'Admins';
  const sorted = <T>(
    map: { forEach(visit: (entry: T, name: string) => void): void },
    show: (entry: T) => unknown,
  ): unknown[] => {
    const found: [string, unknown][] = [];
    map.forEach((entry, name) => found.push([name, show(entry)]));
    return found.sort(([a], [b]) => (a < b ? -1 : 1));
  };
  if (group === undefined) return undefined;
  return {
    version: version(group),
    modPolicy: modPolicy(group),
    groups: sorted(group.getGroupsMap(), (inner) => plain(inner, withVersions)),
    values: sorted(group.getValuesMap(), (value) => [version(value), modPolicy(value), value.getValue_asB64()]),
    policies: sorted(group.getPoliciesMap(), (policy) => [
      version(policy),
      modPolicy(policy),
      policy.getPolicy()?.toObject(),
    ]),
  };
}

describe('the smallest update between two configurations', () => {
  test.each(vectors.map((vector, index) => [index, vector] as const))(
    "equals configtxlator's, and applied gives what was asked (vector %i)",
    (_, { original, updated, update }) => {
      const compute = (): common.ConfigUpdate => computeUpdate(channel, config(original), config(updated));
      if (update === null) {
        expect(compute).toThrow(/already as asked/);
        return;
      }
      const computed = common.ConfigUpdate.deserializeBinary(compute().serializeBinary());
      const expected = common.ConfigUpdate.deserializeBinary(bytes(update));
      expect(computed.getChannelId()).toBe(expected.getChannelId());
      expect(plain(computed.getReadSet())).toEqual(plain(expected.getReadSet()));
      expect(plain(computed.getWriteSet())).toEqual(plain(expected.getWriteSet()));
      const applied = applyUpdate(config(original), expected);
      expect(plain(rootOf(applied), false)).toEqual(plain(rootOf(config(updated)), false));
    },
  );

  test('an update that rests on an older configuration is refused', () => {
    const vector = vectors.find(({ update }) => update !== null);
    const before = config(vector?.original ?? '');
    const update = common.ConfigUpdate.deserializeBinary(bytes(vector?.update ?? ''));
    const after = applyUpdate(before, update);
    expect(touchedElements(before, update).length).toBeGreaterThan(0);
    expect(() => touchedElements(after, update)).toThrow(/the channel was changed since/);
  });
});
