import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type KeyRead, RangeSummaryBuilder } from './range-summary.js';

function reads(count: number): KeyRead[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `key${String(i).padStart(6, '0')}`,
    version: { block: 3, tx: i },
  }));
}

function summarise(all: readonly KeyRead[], maxDegree?: number): ReturnType<RangeSummaryBuilder['finish']> {
  const builder = new RangeSummaryBuilder(maxDegree);
  all.forEach((read) => builder.add(read));
  return builder.finish();
}

function levelsAndHashes(count: number, maxDegree?: number): [number, number] {
  const summary = summarise(reads(count), maxDegree);
  return summary.kind === 'raw' ? [0, summary.reads.length] : [summary.summary.maxLevel, summary.summary.hashes.length];
}

describe('summary of a range query', () => {
  test('lists up to 50 results and hashes from 51 on', () => {
    expect(levelsAndHashes(0)).toEqual([0, 0]);
    expect(levelsAndHashes(50)).toEqual([0, 50]);
    expect(levelsAndHashes(51)).toEqual([1, 1]);
    expect(levelsAndHashes(101)).toEqual([1, 2]);
  });

  test('lifts what is left over to the highest level', () => {
    expect(levelsAndHashes(9, 2)).toEqual([2, 1]);
    expect(levelsAndHashes(10, 2)).toEqual([2, 2]);
    expect(levelsAndHashes(21, 2)).toEqual([3, 1]);
    expect(levelsAndHashes(27, 2)).toEqual([3, 1]);
    expect(levelsAndHashes(28, 2)).toEqual([3, 2]);
  });

  test('changes with any key or version', () => {
    fc.assert(
      fc.property(fc.integer({ min: 51, max: 400 }), fc.nat(), fc.boolean(), (count, position, changeKey) => {
        const changed = reads(count);
        const at = position % count;
        const read = changed[at];
        if (read !== undefined) {
          changed[at] = changeKey ? { ...read, key: `${read.key}x` } : { ...read, version: { block: 4, tx: at } };
        }
        expect(summarise(changed)).not.toEqual(summarise(reads(count)));
      }),
    );
  });

  test('refuses a degree below 2', () => {
    expect(() => new RangeSummaryBuilder(1)).toThrow('maxDegree [1] should not be less than 2');
  });
});
