import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type Behaviour,
  BEHAVIOURS_PAGE,
  cellsOf,
  merge,
  outOfDate,
  readBehaviours,
  render,
  tableOn,
  withTable,
  writeBehaviours,
} from './behaviours.js';

const FILE = 'rows/example.ts';
const result = (row: number, title: string, passed: boolean, file = FILE): Parameters<typeof merge>[2][number] => ({
  row,
  title,
  file,
  devnetOnly: false,
  passed,
  ran: true,
});

describe('the table of behaviours', () => {
  test('keeps what the other engine showed and takes this one’s verdict', () => {
    const first = merge([], 'devnet', [result(2, 'b', true), result(1, 'a', true)]);
    const both = merge(first, 'fabric', [result(1, 'a', false), result(2, 'b', true)]);
    expect(both).toEqual([
      { row: 1, title: 'a', file: FILE, devnet: 'passed', fabric: 'failed' },
      { row: 2, title: 'b', file: FILE, devnet: 'passed', fabric: 'passed' },
    ]);
  });

  test('says of what only devnet can show that it is so, whichever engine ran', () => {
    const alone = (passed: boolean): Parameters<typeof merge>[2] => [{ ...result(3, 'c', passed), devnetOnly: true }];
    const shown = { row: 3, title: 'c', file: FILE, devnet: 'passed', fabric: 'devnet only' };
    const onDevnet = merge([], 'devnet', alone(true));
    expect(onDevnet).toEqual([shown]);
    expect(merge(onDevnet, 'fabric', alone(false))).toEqual([shown]);
    expect(merge([], 'fabric', alone(false))).toEqual([{ ...shown, devnet: 'not run' }]);
  });

  test('a changed title has to be proven again on both engines; other files are left alone', () => {
    const other = merge([], 'fabric', [result(9, 'z', true, 'rows/other.ts')]);
    const before = merge(merge(other, 'devnet', [result(1, 'a', true)]), 'fabric', [result(1, 'a', true)]);
    expect(merge(before, 'devnet', [result(1, 'a, changed', true)])).toEqual([
      { row: 1, title: 'a, changed', file: FILE, devnet: 'passed', fabric: 'not run' },
      { row: 9, title: 'z', file: 'rows/other.ts', devnet: 'not run', fabric: 'passed' },
    ]);
  });

  test('a run of some tests leaves what is known of the others', () => {
    const before = merge([], 'devnet', [result(1, 'a', true), result(2, 'b', true)]);
    const later = merge(before, 'devnet', [{ ...result(1, 'a', false), ran: false }, result(2, 'b', false)]);
    expect(later.map(({ devnet }) => devnet)).toEqual(['passed', 'failed']);
    const added = merge(before, 'devnet', [{ ...result(3, 'c', false), ran: false }]);
    expect(added.map(({ title, devnet }) => [title, devnet])).toEqual([['c', 'not run']]);
  });

  test('stands between the marks of its page', () => {
    const behaviour: Behaviour = { row: 1, title: 'a | b', file: FILE, devnet: 'passed', fabric: 'not run' };
    const page = 'before\n<!-- behaviours:start -->\nold\n<!-- behaviours:end -->\nafter\n';
    const made = withTable(page, render([behaviour]));
    expect(made).toContain('| 1 | a \\| b | `rows/example.ts` | passed | not run |');
    expect(made).not.toContain('old');
    expect(made.endsWith('<!-- behaviours:end -->\nafter\n')).toBe(true);
    expect(withTable(made, render([behaviour]))).toBe(made);
    expect(() => withTable('no marks', '')).toThrow('<!-- behaviours:start -->');
  });

  test('is out of date when a test was added, renamed or taken away', () => {
    const recorded = merge([], 'devnet', [result(1, 'a', true), result(2, 'b', true)]);
    expect(outOfDate(recorded, [result(1, 'a', true), result(2, 'b', false)])).toEqual([]);
    expect(outOfDate(recorded, [result(1, 'a', true)])).toEqual([JSON.stringify([2, FILE, 'b'])]);
    expect(outOfDate(recorded, [result(1, 'a', true), result(2, 'c', true)])).toHaveLength(2);
  });

  test('the page shows what was recorded', () => {
    expect(readBehaviours().length).toBeGreaterThan(0);
    expect(tableOn(readFileSync(BEHAVIOURS_PAGE, 'utf8'))).toEqual(cellsOf(render(readBehaviours())));
  });

  test('is read as it was written', () => {
    const directory = mkdtempSync(join(tmpdir(), 'scrip-behaviours-'));
    const path = join(directory, 'behaviours.json');
    try {
      expect(readBehaviours(path)).toEqual([]);
      const behaviours = merge([], 'devnet', [result(1, 'a', true)]);
      writeBehaviours(behaviours, path);
      expect(readBehaviours(path)).toEqual(behaviours);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
