import { test } from '@jest/globals';

/** One test of a row, as it ended in this run. */
export interface RowResult {
  readonly row: number;
  /** The behaviour, in words. */
  readonly title: string;
  /** The file below `test/conformance` that holds the test. */
  readonly file: string;
  readonly passed: boolean;
  /** False when the run left it out. */
  readonly ran: boolean;
}

/** Counts the tests of each row and which of them passed; a row is proven when all of its tests did. */
export class RowRecord {
  private readonly tests: (Omit<RowResult, 'passed' | 'ran'> & { passed: boolean; ran: boolean })[] = [];
  private file = '';

  /** Declares the rows of one file; `file` is its path below `test/conformance`. */
  in(file: string, declare: () => void): void {
    this.file = file;
    declare();
  }

  /** Declares a test of one row; its name starts with `row N:`. */
  row(number: number, title: string, body: () => Promise<void>, timeoutMs?: number): void {
    const entry = { row: number, title, file: this.file, passed: false, ran: false };
    this.tests.push(entry);
    const run = async (): Promise<void> => {
      entry.ran = true;
      await body();
      entry.passed = true;
    };
    test(`row ${number}: ${title}`, run, timeoutMs);
  }

  /** One line for the reader of a run, made from what passed in this run and nothing else. */
  summary(engine: string): string {
    const declared = [...new Set(this.tests.map(({ row }) => row))].sort((a, b) => a - b);
    const proven = declared.filter((row) => this.isProven(row));
    const missing = declared.filter((row) => !this.isProven(row));
    return (
      `conformance on ${engine}: rows ${ranges(proven)} proven (${proven.length} of ${declared.length} declared, ` +
      `${this.tests.length} tests); not proven: ${ranges(missing)}`
    );
  }

  /** What every declared test came to. */
  results(): readonly RowResult[] {
    return this.tests.map((entry) => ({ ...entry }));
  }

  /** Whether every row that was declared is proven. */
  isComplete(): boolean {
    return this.tests.length > 0 && this.tests.every(({ passed }) => passed);
  }

  private isProven(row: number): boolean {
    return this.tests.every((entry) => entry.row !== row || entry.passed);
  }
}

/** `1-3, 5` for 1, 2, 3, 5; `none` for nothing. */
export function ranges(numbers: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && run.last === number - 1) {
      run.last = number;
    } else {
      runs.push({ first: number, last: number });
    }
  }
  const texts = runs.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`));
  return texts.length === 0 ? 'none' : texts.join(', ');
}
