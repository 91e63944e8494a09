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

  test('is read with an endorsement policy of the channel, and with the defaults of the peer command', async () => {
    const channelConfigPolicy = '/Channel/Application/Endorsement';
    const entry = { name: 'orders', policy: "OR('A.member')" };
    expect(await readCollections(await file([{ ...entry, endorsementPolicy: { channelConfigPolicy } }]))).toEqual([
      {
        ...entry,
        channelConfigPolicy,
        requiredPeerCount: 0,
        maxPeerCount: 1,
        blockToLive: 0,
        memberOnlyRead: false,
        memberOnlyWrite: false,
      },
    ]);
  });

  test.each([
    ['no JSON', '{', /could not be read/],
    ['no list', {}, /must hold a list/],
    ['no name', [{ policy: 'x' }], /collection 1: name must be/],
    ['a negative count', [{ name: 'a', policy: 'x', blockToLive: -1 }], /collection 1: blockToLive must be/],
    [
      'two endorsement policies',
      [{ name: 'a', policy: 'x', endorsementPolicy: { signaturePolicy: 'x', channelConfigPolicy: '/Channel/x' } }],
      /either a signature policy or a policy of the channel/,
    ],
  ])('with %s is refused', async (_case, content, message) => {
    await expect(readCollections(await file(content))).rejects.toThrow(message);
  });

  test('that is not there is refused', async () => {
    await expect(readCollections(join(folder, 'absent.json'))).rejects.toThrow(/could not be read/);
  });
});
