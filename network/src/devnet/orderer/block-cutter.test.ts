import { describe, expect, test } from '@jest/globals';

import { BlockCutter, type OrderedMessage } from './block-cutter.js';

const LIMITS = { maxMessageCount: 3, preferredMaxBytes: 10 };
const message = (size: number): OrderedMessage => ({ bytes: Buffer.alloc(size), size });
const sizes = (batches: readonly OrderedMessage[][]): number[][] =>
  batches.map((batch) => batch.map(({ size }) => size));

describe('the block cutter', () => {
  test('cuts at the greatest count', () => {
    const cutter = new BlockCutter();
    expect(cutter.ordered(message(1), LIMITS)).toEqual([]);
    expect(cutter.ordered(message(1), LIMITS)).toEqual([]);
    expect(sizes(cutter.ordered(message(1), LIMITS))).toEqual([[1, 1, 1]]);
    expect(cutter.pendingCount).toBe(0);
  });

  test('cuts before a message that would overflow the preferred size', () => {
    const cutter = new BlockCutter();
    cutter.ordered(message(6), LIMITS);
    expect(sizes(cutter.ordered(message(5), LIMITS))).toEqual([[6]]);
    expect(cutter.pendingCount).toBe(1);
  });

  test('isolates a message above the preferred size, behind what was pending', () => {
    const cutter = new BlockCutter();
    cutter.ordered(message(1), LIMITS);
    expect(sizes(cutter.ordered(message(11), LIMITS))).toEqual([[1], [11]]);
    expect(cutter.pendingCount).toBe(0);
    expect(sizes(cutter.ordered(message(11), LIMITS))).toEqual([[11]]);
  });

  test('hands out what is pending, once', () => {
    const cutter = new BlockCutter();
    cutter.ordered(message(2), LIMITS);
    expect(sizes([cutter.cut()])).toEqual([[2]]);
    expect(cutter.cut()).toEqual([]);
  });
});
