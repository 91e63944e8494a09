import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConsortium } from '@scrip/config';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ensureTopology, topologyOf } from './topology-file.js';

const consortium = loadConsortium();

describe('the topology of a data directory', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scrip-topology-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('counts ports from the first one, with room for every node', async () => {
    const { organizations } = await topologyOf(consortium, 20_000);
    expect(organizations.map(({ ports }) => ports.peer)).toEqual([20_000, 20_010, 20_020, 20_030]);
    const all = organizations.flatMap(({ ports }) => Object.values(ports) as number[]);
    expect(new Set(all).size).toBe(28);
  });

  test("takes the configuration's ports, or free ones", async () => {
    const configured = await topologyOf(consortium, undefined);
    expect(configured.organizations.map(({ ports }) => ports.peer)).toEqual(
      consortium.organizations.map(({ peerPort }) => peerPort),
    );
    const free = (await topologyOf(consortium, 0)).organizations.flatMap(
      ({ ports }) => Object.values(ports) as number[],
    );
    expect(new Set(free).size).toBe(28);
    expect(Math.min(...free)).toBeGreaterThan(1024);
  });

  test('is the same at the next start, whatever ports are free then', async () => {
    const first = await ensureTopology(folder, 'devnet', consortium, 0);
    expect(await ensureTopology(folder, 'devnet', consortium, 0)).toEqual(first);
    expect(await ensureTopology(folder, 'devnet', consortium, undefined)).toEqual(first);
  });

  test('is refused for another engine, other ports, or another configuration', async () => {
    await ensureTopology(folder, 'devnet', consortium, 20_000);
    await expect(ensureTopology(folder, 'fabric', consortium, undefined)).rejects.toThrow(/engine devnet, not fabric/);
    await expect(ensureTopology(folder, 'devnet', consortium, 21_000)).rejects.toThrow(/its ports in its genesis/);
    const fewer = { ...consortium, channels: consortium.channels.slice(1) };
    await expect(ensureTopology(folder, 'devnet', fewer, undefined)).rejects.toThrow(/the configuration changed/);
  });
});
