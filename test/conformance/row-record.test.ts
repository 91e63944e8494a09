import { describe, expect, test } from '@jest/globals';
import { RowRecord, ranges } from './row-record.js';

describe('row record', () => {
  test('runs of rows are written as ranges', () => {
    expect(ranges([])).toBe('none');
    expect(ranges([7])).toBe('7');
    expect(ranges([1, 2, 3, 5, 8, 9])).toBe('1-3, 5, 8-9');
  });

  test('without results nothing is proven', () => {
    const record = new RowRecord();
    expect(record.isComplete()).toBe(false);
    expect(record.summary('devnet')).toContain('rows none proven (0 of 44; row 44 on one channel)');
    expect(record.summary('devnet')).toContain('missing: 1-39, 41-44');
  });
});
