import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Daemon } from '../daemon/daemon.js';
import { deploy, down, reset, status } from './commands.js';

const PROBE = fileURLToPath(new URL('../../src/devnet/fixtures/probe', import.meta.url));

describe('the commands on a data directory', () => {
  let folder: string;
  let data: string;
  let lines: string[];
  const print = (line: string): void => {
    lines.push(line);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scrip-cli-'));
    data = join(folder, 'data');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const running = async (work: (daemon: Daemon) => Promise<void>): Promise<void> => {
    const options = { engine: 'devnet', dataDirectory: data, firstPort: 0, log: () => undefined } as const;
    const daemon = await Daemon.start(options);
    lines = [];
    try {
      await work(daemon);
    } finally {
      await daemon.stop();
    }
  };

  test('say when no network is running', async () => {
    lines = [];
    await down(data, print);
    expect(lines).toEqual([`no network is running on ${data}`]);
    await expect(status(data, print)).rejects.toThrow(/no network is running/);
  });

  test('deploy, show and end a network', async () => {
    await running(async (daemon) => {
      const asked = {
        data,
        name: 'probe',
        path: PROBE,
        channels: ['placements'],
        initRequired: false,
        inProcess: true,
      };
      const rest = { run: undefined, services: undefined, policy: undefined, collections: undefined };
      await deploy({ ...asked, ...rest, version: '7' }, print);
      expect(lines.at(-1)).toBe('probe 7 is committed on placements, sequence 1');
      lines = [];
      await status(data, print);
      const text = lines.join('\n');
      expect(text).toMatch(/^ready, engine devnet, process \d+, since /);
      expect(text).toMatch(/channel placements\n {2}AuroraMSP {4}localhost:\d+ {2}height 2 {2}[0-9a-f]{16}\n/);
      expect(text).toContain('  chaincode probe 7, sequence 1');
      await expect(reset(data, print)).rejects.toThrow(/nothing was removed/);
      await down(data, print);
      await daemon.ended;
      expect(lines.at(-1)).toBe(`the network on ${data} has ended`);
    });
  });

  test('remove the data of a network that has ended, and of nothing else', async () => {
    await expect(reset(folder, print)).rejects.toThrow(/was not made by this command/);
    await reset(data, print);
    expect(existsSync(data)).toBe(false);
    expect(existsSync(folder)).toBe(true);
    lines = [];
    await reset(data, print);
    expect(lines).toEqual([`there is nothing at ${data}`]);
  });
});
