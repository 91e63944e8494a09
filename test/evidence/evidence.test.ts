import { describe, expect, test } from '@jest/globals';
import { type Evidence, merge, outOfDate } from './evidence.js';
import { type Expectation, renderExpectations } from './expectation.js';
import { cellsOf, tableOf, withTable } from './page.js';

const FILE = 'rows/example.ts';
const result = (row: number, title: string, passed: boolean, file = FILE): Parameters<typeof merge>[2][number] => ({
  row,
  title,
  file,
  devnetOnly: false,
  passed,
  ran: true,
});

describe('a table of evidence', () => {
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
    const table = tableOf(['row', 'title'], [[1, 'a | b']]);
    const page = 'before\n<!-- example:start -->\nold\n<!-- example:end -->\nafter\n';
    const made = withTable(page, 'example', table);
    expect(made).toContain('| 1 | a \\| b |');
    expect(made).not.toContain('old');
    expect(made.endsWith('<!-- example:end -->\nafter\n')).toBe(true);
    expect(withTable(made, 'example', table)).toBe(made);
    expect(() => withTable('no marks', 'example', '')).toThrow('<!-- example:start -->');
  });

  test('is out of date when a test was added, renamed or taken away', () => {
    const recorded = merge([], 'devnet', [result(1, 'a', true), result(2, 'b', true)]);
    expect(outOfDate(recorded, [result(1, 'a', true), result(2, 'b', false)])).toEqual([]);
    expect(outOfDate(recorded, [result(1, 'a', true)])).toEqual([JSON.stringify([2, FILE, 'b'])]);
    expect(outOfDate(recorded, [result(1, 'a', true), result(2, 'c', true)])).toHaveLength(2);
  });
});

describe('a table of what is expected', () => {
  const run = (): Promise<void> => Promise.resolve();
  const row: Expectation<never> = {
    row: 3,
    expects: 'a thing',
    allowed: { case: 'it is done', run },
    refused: { case: 'it is not', run },
  };
  const open = [{ row: 2, expects: 'another', open: 'comes later' }];
  const evidence = (title: string, devnet: Evidence['devnet'], fabric: Evidence['fabric']): Evidence => ({
    row: 3,
    title,
    file: FILE,
    devnet,
    fabric,
  });
  const verdicts = (...recorded: readonly Evidence[]): readonly (readonly string[])[] =>
    cellsOf(renderExpectations('XY', [row], open, recorded)).slice(1);

  test('has a row passed when both of its cases are, and says what is open', () => {
    const both = [
      evidence('allowed, it is done', 'passed', 'passed'),
      evidence('refused, it is not', 'passed', 'failed'),
    ];
    expect(verdicts(...both)).toEqual([
      ['', 'XY2', 'another', 'comes later', '', 'open', 'open', ''],
      ['', 'XY3', 'a thing', 'it is done', 'it is not', 'passed', 'failed', ''],
    ]);
  });

  test('does not count a case that never ran', () => {
    expect(verdicts(evidence('allowed, it is done', 'passed', 'passed'))[1]?.slice(5, 7)).toEqual([
      'not run',
      'not run',
    ]);
    expect(verdicts(evidence('refused, it is', 'passed', 'passed'))[1]?.slice(5, 7)).toEqual(['not run', 'not run']);
  });
});
