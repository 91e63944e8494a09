import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCollections } from './collections-file.js';

describe("a collections file in Fabric's format", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scrip-collections-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const file = async (content: unknown): Promise<string> => {
    const path = join(folder, 'collections.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };

  test('is read with its endorsement policy', async () => {
    const entry = {
      name: 'orders',
      policy: "OR('A.member','B.member')",
      requiredPeerCount: 1,
      maxPeerCount: 2,
      blockToLive: 10,
      memberOnlyRead: true,
      memberOnlyWrite: true,
    };
    const path = await file([{ ...entry, endorsementPolicy: { signaturePolicy: "OR('A.peer')" } }, entry]);
    expect(await readCollections(path)).toEqual([{ ...entry, endorsementPolicy: "OR('A.peer')" }, entry]);
  });

  test.each([
    ['no JSON', '{', /could not be read/],
    ['no list', {}, /must hold a list/],
    ['no name', [{ policy: 'x' }], /collection 1: name must be/],
    ['a negative count', [{ name: 'a', policy: 'x', blockToLive: -1 }], /collection 1: blockToLive must be/],
    [
      'a policy by reference',
      [{ name: 'a', policy: 'x', endorsementPolicy: { channelConfigPolicy: '/Channel/Application/Admins' } }],
      /channelConfigPolicy is not supported/,
    ],
  ])('with %s is refused', async (_case, content, message) => {
    await expect(readCollections(await file(content))).rejects.toThrow(message);
  });

  test('that is not there is refused', async () => {
    await expect(readCollections(join(folder, 'absent.json'))).rejects.toThrow(/could not be read/);
  });
});
