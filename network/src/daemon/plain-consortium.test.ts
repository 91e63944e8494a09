import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Network, type NetworkOptions } from './network.js';
import { describePlain } from './plain-consortium.js';

describe('organisations by number', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scrip-plain-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("have the names and ports of Fabric's samples", () => {
    const { organizations, channels } = describePlain({ organizations: 2, channels: ['mychannel'] });
    expect(organizations.map(({ mspId, domain, peerPort }) => [mspId, domain, peerPort])).toEqual([
      ['Org1MSP', 'org1.example.com', 7051],
      ['Org2MSP', 'org2.example.com', 9051],
    ]);
    expect(channels).toMatchObject([{ name: 'mychannel', members: ['Org1MSP', 'Org2MSP'] }]);
  });

  test.each([['My'], ['1st'], ['a b'], [''], ['a'.repeat(250)]])('refuse the channel name "%s"', (name) => {
    expect(() => describePlain({ organizations: 1, channels: [name] })).toThrow(/is no channel name/);
  });

  test('refuse a channel that is named twice', () => {
    expect(() => describePlain({ organizations: 1, channels: ['a', 'a'] })).toThrow(/is there twice/);
  });

  test('are remembered by the data directory', async () => {
    const options: NetworkOptions = {
      engine: 'devnet',
      dataDirectory: join(folder, 'net'),
      firstPort: 0,
      log: () => undefined,
    };
    const first = await Network.open({ ...options, plain: { organizations: 3, channels: ['a', 'b'] } });
    expect(first.topology.organizations.map(({ mspId }) => mspId)).toEqual(['Org1MSP', 'Org2MSP', 'Org3MSP']);
    await first.stop();
    const second = await Network.open(options);
    expect(second.topology).toEqual(first.topology);
    await second.stop();
    const other = { ...options, plain: { organizations: 2, channels: ['a', 'b'] } };
    await expect(Network.open(other)).rejects.toThrow(/the configuration changed/);
  });
});
