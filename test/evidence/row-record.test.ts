import { describe, expect, test } from '@jest/globals';
import { RowRecord, ranges } from './row-record.js';

describe('row record', () => {
  test('runs of rows are written as ranges', () => {
    expect(ranges([])).toBe('none');
    expect(ranges([7])).toBe('7');
    expect(ranges([1, 2, 3, 5, 8, 9])).toBe('1-3, 5, 8-9');
  });

  test('without results nothing is proven', () => {
    const record = new RowRecord('conformance', 'row ', 'devnet');
    expect(record.isComplete()).toBe(false);
    expect(record.summary()).toBe(
      'conformance on devnet: rows none proven (0 of 0 declared, 0 tests); not proven: none',
    );
  });
});

describe('a row with two tests', () => {
  const record = new RowRecord('conformance', 'row ', 'devnet');
  record.in('rows/example.ts', () => {
    record.row(7, 'first', () => Promise.resolve());
    record.row(7, 'second', () => Promise.resolve());
  });

  test('is proven when both have passed', () => {
    expect(record.summary()).toContain('rows 7 proven (1 of 1 declared, 2 tests); not proven: none');
    expect(record.results()).toEqual([
      { row: 7, title: 'first', file: 'rows/example.ts', devnetOnly: false, passed: true, ran: true },
      { row: 7, title: 'second', file: 'rows/example.ts', devnetOnly: false, passed: true, ran: true },
    ]);
  });

  test('is not proven while one has not', () => {
    const pending = new RowRecord('conformance', 'row ', 'devnet');
    pending.in('rows/example.ts', () => undefined);
    expect(pending.isComplete()).toBe(false);
  });
});

describe('a row that only devnet can show', () => {
  const record = new RowRecord('conformance', 'row ', 'fabric');
  record.in('rows/example.ts', () => {
    record.row(7, 'on both engines', () => Promise.resolve());
    record.devnetRow(8, 'on devnet alone', () => Promise.reject(new Error('this must not run on real nodes')));
  });

  test('is said to be so, and counts neither as proven nor as missing elsewhere', () => {
    expect(record.summary()).toBe(
      'conformance on fabric: rows 7 proven (1 of 1 declared, 1 tests); not proven: none; ' +
        'devnet only: 1 tests, of rows 8',
    );
    expect(record.isComplete()).toBe(true);
    expect(record.results()[1]).toMatchObject({ row: 8, devnetOnly: true, passed: false, ran: false });
  });
});
