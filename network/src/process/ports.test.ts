import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { NetworkError } from '../network-error.js';
import { freePorts, isFree } from './ports.js';

const RANGE = process.env['SCRIP_PORTS'];

describe('free ports', () => {
  afterEach(() => {
    if (RANGE === undefined) delete process.env['SCRIP_PORTS'];
    else process.env['SCRIP_PORTS'] = RANGE;
  });

  test('are a row of neighbours inside the range', async () => {
    const row = await freePorts(7);
    const [first = 0] = row;
    const [low = 0, high = 0] = (RANGE ?? '').split('-').map(Number);
    expect(row).toEqual([0, 1, 2, 3, 4, 5, 6].map((offset) => first + offset));
    expect(first).toBeGreaterThanOrEqual(low);
    expect(first + 6).toBeLessThanOrEqual(high);
  });

  test('may be the whole range, and never one that somebody listens on', async () => {
    const [first = 0, second = 0] = await freePorts(2);
    process.env['SCRIP_PORTS'] = `${first}-${second}`;
    expect(await freePorts(2)).toEqual([first, second]);
    const holder = createServer();
    await new Promise<void>((listening) => holder.listen({ port: second, host: '127.0.0.1' }, listening));
    try {
      expect(await isFree(second)).toBe(false);
      expect(await freePorts(1)).toEqual([first]);
      await expect(freePorts(2)).rejects.toThrow(`no 2 free ports in ${first}-${second}`);
      await expect(freePorts(3)).rejects.toThrow(NetworkError);
    } finally {
      await new Promise((closed) => holder.close(closed));
    }
  });

  test.each(['', 'many', '0-10', '20-10', '1-65536', '1-2-3'])('SCRIP_PORTS=%s is refused', async (range) => {
    process.env['SCRIP_PORTS'] = range;
    await expect(freePorts(1)).rejects.toThrow(`SCRIP_PORTS=${range} is no range of ports`);
  });
});
