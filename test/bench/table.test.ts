import { describe, expect, test } from '@jest/globals';
import { percentile } from '../support/load.js';
import { comparison, table } from './table.js';

const measured = (engine: string, workload: string, completed: number): Parameters<typeof table>[0][number] => ({
  engine,
  workload,
  concurrency: 10,
  load: { completed, failed: 0, seconds: 2, latencies: [1, 2, 3, 4] },
  blocks: 4,
  cpuMs: 7,
});

describe('benchmark table', () => {
  const measurements = [
    measured('devnet', 'no-op put', 100),
    measured('devnet', 'transfer', 25),
    measured('fabric', 'no-op put', 50),
  ];

  test('the ratio is to the no-op put of the same engine', () => {
    const [, floor = '', transfer = ''] = table(measurements).split('\n');
    expect(floor.split(/ {2,}/)).toEqual(['devnet', 'no-op put', '10', '50.0', '3', '4', '4', '7.0', '4', '0', '1.00']);
    expect(transfer.split(/ {2,}/)).toEqual([
      'devnet',
      'transfer',
      '10',
      '12.5',
      '3',
      '4',
      '4',
      '7.0',
      '4',
      '0',
      '0.25',
    ]);
  });

  test('the ratio is to the faster floor where it was measured twice', () => {
    const again = [...measurements, measured('devnet', 'no-op put', 200)];
    const ratios = table(again)
      .split('\n')
      .map((row) => row.split(/ {2,}/).at(-1));
    expect(ratios).toEqual(['to no-op put', '0.50', '0.13', '1.00', '1.00']);
  });

  test('engines are compared on work that both did', () => {
    const [, ...rows] = comparison(measurements, 'fabric').split('\n');
    expect(rows.map((row) => row.split(/ {2,}/))).toEqual([['devnet', 'no-op put', '10', '2.00']]);
  });

  test('a percentile of nothing is 0, and the last value bounds it', () => {
    expect(percentile([], 0.99)).toBe(0);
    expect(percentile([5], 0.99)).toBe(5);
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(3);
  });
});
