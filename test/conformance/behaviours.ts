import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../support/command.js';
import type { EngineName } from '../support/engine.js';
import type { RowResult } from './row-record.js';

/** How a behaviour's test ended on one engine when the table was last recorded; `devnet only`: it cannot run there. */
export type Verdict = 'passed' | 'failed' | 'not run' | 'devnet only';

/** A behaviour of Fabric with the test that proves it. */
export interface Behaviour {
  readonly row: number;
  readonly title: string;
  /** Below `test/conformance`. */
  readonly file: string;
  readonly devnet: Verdict;
  readonly fabric: Verdict;
}

/** The recorded results of the conformance suites. */
export const BEHAVIOURS_FILE = join(REPOSITORY, 'test', 'conformance', 'behaviours.json');
/** The page that shows them, between two marks. */
export const BEHAVIOURS_PAGE = join(REPOSITORY, 'network', 'README.md');
/** Whether this run records its results; only `record-behaviours` sets it. */
export const RECORDING_BEHAVIOURS = process.env['SCRIP_RECORD_BEHAVIOURS'] === '1';

const START = '<!-- behaviours:start -->';
const END = '<!-- behaviours:end -->';

export function readBehaviours(path = BEHAVIOURS_FILE): readonly Behaviour[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly Behaviour[]) : [];
}

export function writeBehaviours(behaviours: readonly Behaviour[], path = BEHAVIOURS_FILE): void {
  writeFileSync(path, `${JSON.stringify(behaviours, undefined, 2)}\n`);
}

/**
 * The recorded behaviours with the results of one run. What the run's files no longer declare goes; what an engine has
 * never run stays `not run`, so that a title that changed has to be proven again on both.
 */
export function merge(
  recorded: readonly Behaviour[],
  engine: EngineName,
  results: readonly RowResult[],
): readonly Behaviour[] {
  const files = new Set(results.map(({ file }) => file));
  const before = new Map(recorded.map((behaviour) => [identity(behaviour), behaviour]));
  const others = recorded.filter(({ file }) => !files.has(file));
  const own = results.map(({ passed, ran, devnetOnly, ...test }): Behaviour => {
    const known = before.get(identity(test));
    const verdicts = { devnet: known?.devnet ?? 'not run', fabric: known?.fabric ?? 'not run' } as const;
    const verdict = ran ? { [engine]: passed ? 'passed' : 'failed' } : {};
    return { ...test, ...verdicts, ...verdict, ...(devnetOnly ? { fabric: 'devnet only' } : {}) };
  });
  return [...others, ...own].sort((a, b) => a.row - b.row || compare(identity(a), identity(b)));
}

/** Titles that a run declares and the record lacks, or that its files no longer declare: the table is out of date. */
export function outOfDate(recorded: readonly Behaviour[], results: readonly RowResult[]): readonly string[] {
  const files = new Set(results.map(({ file }) => file));
  const known = new Set(recorded.filter(({ file }) => files.has(file)).map(identity));
  const declared = new Set(results.map(identity));
  return [...declared].filter((one) => !known.has(one)).concat([...known].filter((one) => !declared.has(one)));
}

/** The table of all behaviours, in Markdown. */
export function render(behaviours: readonly Behaviour[]): string {
  const rows = behaviours.map(
    ({ row, title, file, devnet, fabric }) =>
      `| ${row} | ${title.replaceAll('|', '\\|')} | \`${file}\` | ${devnet} | ${fabric} |`,
  );
  return ['| row | behaviour | test | devnet | Fabric 3.1.5 |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

/** The rows of the table on a page, each as its cells; how the page is laid out does not count. */
export function tableOn(page: string): readonly (readonly string[])[] {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  return cellsOf(page.slice(start + START.length, end));
}

/** The cells of each line of a Markdown table, without the line of dashes. */
export function cellsOf(table: string): readonly (readonly string[])[] {
  return table
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+$/u.test(line))
    .map((line) => line.split(/(?<!\\)\|/u).map((cell) => cell.trim()));
}

/** `page` with the table between its two marks. @throws Error when the page has no such marks */
export function withTable(page: string, table: string): string {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`the page has no ${START} ... ${END}`);
  return `${page.slice(0, start + START.length)}\n\n${table}\n\n${page.slice(end)}`;
}

function identity({ row, title, file }: Pick<Behaviour, 'row' | 'title' | 'file'>): string {
  return JSON.stringify([row, file, title]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
