import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { NetworkError } from '../network-error.js';
import { freePorts, isFree, keepPorts } from './ports.js';

const RANGE = process.env['SCRIP_PORTS'];

/** The first of some neighbouring ports that nobody uses and that were not handed out. */
async function unusedRow(count: number): Promise<number> {
  const [low = 0, high = 0] = (RANGE ?? '').split('-').map(Number);
  for (let first = low; first + count <= high; first += count) {
    const row = Array.from({ length: count }, (_, offset) => first + offset);
    if ((await Promise.all(row.map(isFree))).every(Boolean)) return first;
  }
  throw new Error('every port is in use');
}

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

  test('are handed out once', async () => {
    const [first = 0, second = 0] = await freePorts(2);
    process.env['SCRIP_PORTS'] = `${first}-${second}`;
    await expect(freePorts(1)).rejects.toThrow(`no 1 free ports in ${first}-${second}`);
    await expect(freePorts(3)).rejects.toThrow(NetworkError);
  });

  test('are none that somebody listens on, and none that are kept', async () => {
    const first = await unusedRow(3);
    const holder = createServer();
    await new Promise<void>((listening) => holder.listen({ port: first, host: '127.0.0.1' }, listening));
    try {
      keepPorts([first + 1]);
      process.env['SCRIP_PORTS'] = `${first}-${first + 2}`;
      expect(await isFree(first)).toBe(false);
      expect(await freePorts(1)).toEqual([first + 2]);
    } finally {
      await new Promise((closed) => holder.close(closed));
    }
  });

  test.each(['', 'many', '0-10', '20-10', '1-65536', '1-2-3'])('SCRIP_PORTS=%s is refused', async (range) => {
    process.env['SCRIP_PORTS'] = range;
    await expect(freePorts(1)).rejects.toThrow(`SCRIP_PORTS=${range} is no range of ports`);
  });
});
