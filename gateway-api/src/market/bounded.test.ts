import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { bounded } from './bounded.js';

describe('bounded work', () => {
  test('keeps the order of the list and the bound', async () => {
    let underWay = 0;
    let most = 0;
    const results = await bounded([5, 1, 4, 2, 3], 2, async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await delay(item);
      underWay -= 1;
      return item * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30]);
    expect(most).toBe(2);
  });

  test('begins nothing new after an error', async () => {
    const begun: number[] = [];
    const work = bounded([1, 2, 3, 4, 5, 6], 2, async (item) => {
      begun.push(item);
      await delay(1);
      if (item === 2) throw new Error('two');
      return item;
    });
    await expect(work).rejects.toThrow('two');
    expect(begun.length).toBeLessThan(6);
  });
});
