import { test } from '@jest/globals';
import { type EngineName, engineUnderTest } from '../support/engine.js';

/** One test of a row, as it ended in this run. */
export interface RowResult {
  readonly row: number;
  /** The behaviour, in words. */
  readonly title: string;
  /** The file that holds the test, below the folder of the suite. */
  readonly file: string;
  readonly passed: boolean;
  /** False when the run left it out. */
  readonly ran: boolean;
  /** Whether real nodes cannot be made to show it; otherwise it counts when both engines do. */
  readonly devnetOnly: boolean;
}

/** A test before it ran. */
type Declared = Omit<RowResult, 'passed' | 'ran'>;

type Entry = Declared & { passed: boolean; ran: boolean };

/** Counts the tests of each row and which of them passed; a row is proven when all of its tests did. */
export class RowRecord {
  private readonly tests: Entry[] = [];
  private file = '';

  /**
   * @param suite what the rows are about
   * @param prefix of the number in the names of tests, as in `ID7: …`
   * @param engine where the tests of this run are to pass
   */
  constructor(
    private readonly suite: string,
    private readonly prefix: string,
    readonly engine: EngineName = engineUnderTest(),
  ) {}

  /** Declares the rows of one file; `file` is its path below the folder of the suite. */
  in(file: string, declare: () => void): void {
    this.file = file;
    declare();
  }

  /** Declares a test of one row; its name starts with the number. */
  row(number: number, title: string, body: () => Promise<void>, timeoutMs?: number): void {
    this.declare({ row: number, title, file: this.file, devnetOnly: false }, body, timeoutMs);
  }

  /** Declares a test of what only devnet can show, because real nodes cannot be made to do it; elsewhere it is skipped. */
  devnetRow(number: number, title: string, body: () => Promise<void>, timeoutMs?: number): void {
    this.declare({ row: number, title, file: this.file, devnetOnly: true }, body, timeoutMs);
  }

  private declare(declared: Declared, body: () => Promise<void>, timeoutMs?: number): void {
    const entry = { ...declared, passed: false, ran: false };
    const name = `${this.prefix}${entry.row}: ${entry.title}`;
    this.tests.push(entry);
    if (!this.concerns(entry)) {
      test.skip(`${name} (devnet only)`, body);
      return;
    }
    const run = async (): Promise<void> => {
      entry.ran = true;
      await body();
      entry.passed = true;
    };
    test(name, run, timeoutMs);
  }

  /** One line for the reader of a run, made from what passed in this run and nothing else. */
  summary(): string {
    const concerned = this.tests.filter((entry) => this.concerns(entry));
    const declared = [...new Set(concerned.map(({ row }) => row))].sort((a, b) => a - b);
    const proven = declared.filter((row) => concerned.every((entry) => entry.row !== row || entry.passed));
    const missing = declared.filter((row) => !proven.includes(row));
    return (
      `${this.suite} on ${this.engine}: rows ${ranges(proven)} proven (${proven.length} of ${declared.length} declared, ` +
      `${concerned.length} tests); not proven: ${ranges(missing)}${this.devnetAlone()}`
    );
  }

  /** What every declared test came to. */
  results(): readonly RowResult[] {
    return this.tests.map((entry) => ({ ...entry }));
  }

  /** Whether every row that was declared for this engine is proven. */
  isComplete(): boolean {
    const concerned = this.tests.filter((entry) => this.concerns(entry));
    return concerned.length > 0 && concerned.every(({ passed }) => passed);
  }

  private concerns({ devnetOnly }: Entry): boolean {
    return !devnetOnly || this.engine === 'devnet';
  }

  /** `; devnet only: 2 tests, of rows 40, 63`, on either engine. */
  private devnetAlone(): string {
    const alone = this.tests.filter(({ devnetOnly }) => devnetOnly);
    const rows = [...new Set(alone.map(({ row }) => row))].sort((a, b) => a - b);
    return alone.length === 0 ? '' : `; devnet only: ${alone.length} tests, of rows ${ranges(rows)}`;
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
