import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Daemon } from '../daemon/daemon.js';
import { parseCommand } from './arguments.js';
import { parseFault } from './fault-arguments.js';
import { fault } from './fault.js';
import { UsageError } from './usage.js';

describe('the command line of faults', () => {
  test('leaves to the network what a fault needs', () => {
    expect(parseCommand(['fault', 'delay', '--data', 'd', '--peer', 'AMSP', '--milliseconds', '50'])).toEqual({
      command: 'fault',
      action: 'inject',
      data: resolve('d'),
      fault: { kind: 'delay', peer: 'AMSP', milliseconds: 50 },
    });
    expect(parseFault(['clock-shift', '--milliseconds=-60000'])).toMatchObject({ fault: { milliseconds: -60_000 } });
    expect(parseFault(['heal', '--id', '3'])).toMatchObject({ action: 'heal', id: 3 });
    expect(parseFault(['heal'])).toMatchObject({ action: 'heal', id: undefined });
    expect(parseFault(['list'])).toMatchObject({ action: 'list' });
    expect(parseFault(['drop', '--help'])).toBeUndefined();
  });

  test.each([[[]], [['heal', '--id', 'x']], [['drop', '--unknown', 'x']], [['delay', '--milliseconds', 'soon']]])(
    'refuses %j',
    (args) => {
      expect(() => parseFault(args)).toThrow(UsageError);
    },
  );

  test('injects, lists and heals in a running network', async () => {
    const data = join(await mkdtemp(join(tmpdir(), 'scrip-fault-')), 'data');
    const daemon = await Daemon.start({ engine: 'devnet', dataDirectory: data, firstPort: 0, log: () => undefined });
    const lines: string[] = [];
    const run = async (...args: string[]): Promise<string[]> => {
      const options = parseFault([...args, '--data', data]);
      if (options === undefined) throw new Error('help was asked for');
      lines.length = 0;
      await fault(options, (line) => lines.push(line));
      return [...lines];
    };
    try {
      expect(await run('list')).toEqual(['no fault is in effect']);
      expect(await run('peer-down', '--peer', 'BorealisMSP')).toEqual(['1: peer-down peer=BorealisMSP']);
      await expect(run('peer-down', '--peer', 'NobodyMSP')).rejects.toThrow('there is no peer of NobodyMSP');
      expect(await run('list')).toEqual(['1: peer-down peer=BorealisMSP']);
      expect(await run('heal')).toEqual(['no fault is in effect']);
    } finally {
      await daemon.stop();
      await rm(data, { recursive: true, force: true });
    }
  });
});
