import type { Evidence, Verdict } from './evidence.js';
import { tableOf } from './page.js';
import type { RowRecord } from './row-record.js';

/** A case that shows something, in words and as a test. */
interface Case<Scene> {
  readonly case: string;
  readonly run: (scene: Scene) => Promise<void>;
}

/** What a professional expects, shown by a case that is allowed and one that is refused. */
export interface Expectation<Scene> {
  /** Number of the row in its table. */
  readonly row: number;
  readonly expects: string;
  readonly allowed: Case<Scene>;
  readonly refused: Case<Scene>;
}

/** What is expected and not there yet. */
export interface OpenExpectation {
  readonly row: number;
  readonly expects: string;
  /** What it waits for. */
  readonly open: string;
}

/** Declares the two tests of every row of a file. */
export function declareExpectations<Scene>(
  record: RowRecord,
  file: string,
  rows: readonly Expectation<Scene>[],
  scene: () => Scene,
  timeoutMs: number,
): void {
  record.in(file, () => {
    for (const { row, allowed, refused } of rows) {
      record.row(row, allowedTitle(allowed.case), () => allowed.run(scene()), timeoutMs);
      record.row(row, refusedTitle(refused.case), () => refused.run(scene()), timeoutMs);
    }
  });
}

/** The table of what is expected: a row is passed on an engine when both of its cases are. */
export function renderExpectations(
  prefix: string,
  expectations: readonly Expectation<never>[],
  open: readonly OpenExpectation[],
  evidence: readonly Evidence[],
): string {
  const shown = expectations.map(({ row, expects, allowed, refused }) => {
    const titles = [allowedTitle(allowed.case), refusedTitle(refused.case)];
    const own = titles.map((title) => evidence.find((one) => one.row === row && one.title === title));
    const verdicts = [both(own.map((one) => one?.devnet)), both(own.map((one) => one?.fabric))];
    return { row, cells: [`${prefix}${row}`, expects, allowed.case, refused.case, ...verdicts] };
  });
  const missing = open.map((one) => ({
    row: one.row,
    cells: [`${prefix}${one.row}`, one.expects, one.open, '', 'open', 'open'],
  }));
  const rows = [...shown, ...missing].sort((a, b) => a.row - b.row).map(({ cells }) => cells);
  return tableOf(['row', 'expected', 'allowed', 'refused', 'devnet', 'Fabric 3.1.5'], rows);
}

const allowedTitle = (text: string): string => `allowed, ${text}`;
const refusedTitle = (text: string): string => `refused, ${text}`;

function both(verdicts: readonly (Verdict | undefined)[]): Verdict {
  if (verdicts.every((verdict) => verdict === 'passed')) return 'passed';
  return verdicts.includes('failed') ? 'failed' : 'not run';
}
