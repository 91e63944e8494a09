import type { EngineName } from '../support/engine.js';
import type { RowResult } from './row-record.js';

/** How a test ended on one engine when the table was last recorded; `devnet only`: it cannot run there. */
export type Verdict = 'passed' | 'failed' | 'not run' | 'devnet only';

/** A test of a row of a table, and what it came to on each engine. */
export interface Evidence {
  readonly row: number;
  readonly title: string;
  /** Below the folder of the table. */
  readonly file: string;
  readonly devnet: Verdict;
  readonly fabric: Verdict;
}

/**
 * What was recorded, with the results of one run. What the run's files no longer declare goes; what an engine has
 * never run stays `not run`, so that a title that changed has to be proven again on both.
 */
export function merge(
  recorded: readonly Evidence[],
  engine: EngineName,
  results: readonly RowResult[],
): readonly Evidence[] {
  const files = new Set(results.map(({ file }) => file));
  const before = new Map(recorded.map((evidence) => [identity(evidence), evidence]));
  const others = recorded.filter(({ file }) => !files.has(file));
  const own = results.map(({ passed, ran, devnetOnly, ...test }): Evidence => {
    const known = before.get(identity(test));
    const verdicts = { devnet: known?.devnet ?? 'not run', fabric: known?.fabric ?? 'not run' } as const;
    const verdict = ran ? { [engine]: passed ? 'passed' : 'failed' } : {};
    return { ...test, ...verdicts, ...verdict, ...(devnetOnly ? { fabric: 'devnet only' } : {}) };
  });
  return [...others, ...own].sort((a, b) => a.row - b.row || compare(identity(a), identity(b)));
}

/** Titles that a run declares and the record lacks, or that its files no longer declare: the table is out of date. */
export function outOfDate(recorded: readonly Evidence[], results: readonly RowResult[]): readonly string[] {
  const files = new Set(results.map(({ file }) => file));
  const known = new Set(recorded.filter(({ file }) => files.has(file)).map(identity));
  const declared = new Set(results.map(identity));
  return [...declared].filter((one) => !known.has(one)).concat([...known].filter((one) => !declared.has(one)));
}

function identity({ row, title, file }: Pick<Evidence, 'row' | 'title' | 'file'>): string {
  return JSON.stringify([row, file, title]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
