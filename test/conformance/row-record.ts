import { test } from '@jest/globals';

const ROWS_OF_EMBEDDED_TABLE = 44;
/** Rows that a later stage brings: private payloads that a peer withholds or alters need a faulty peer. */
const NOT_YET_REQUIRED: readonly number[] = [40];

/** Counts the tests of each row and which of them passed; a row is proven when all of its tests did. */
export class RowRecord {
  private readonly declared = new Map<number, number>();
  private readonly passed = new Map<number, number>();

  /** Declares a test of one row; its name starts with `row N:`. */
  row(number: number, title: string, body: () => Promise<void>): void {
    this.declared.set(number, (this.declared.get(number) ?? 0) + 1);
    test(`row ${number}: ${title}`, async () => {
      await body();
      this.passed.set(number, (this.passed.get(number) ?? 0) + 1);
    });
  }

  /** One line for the reader of a run, made from what passed in this run and nothing else. */
  summary(engine: string): string {
    const all = Array.from({ length: ROWS_OF_EMBEDDED_TABLE }, (_, index) => index + 1);
    const proven = all.filter((row) => this.isProven(row));
    const missing = all.filter((row) => !this.isProven(row) && !NOT_YET_REQUIRED.includes(row));
    const later = all.filter((row) => !this.isProven(row) && NOT_YET_REQUIRED.includes(row));
    return (
      `conformance on ${engine}: rows ${ranges(proven)} proven (${proven.length} of ${ROWS_OF_EMBEDDED_TABLE}; ` +
      `row 44 on one channel); missing: ${ranges(missing)}; not yet written: ${ranges(later)}`
    );
  }

  /** Whether every row that was declared is proven. */
  isComplete(): boolean {
    return this.declared.size > 0 && [...this.declared.keys()].every((row) => this.isProven(row));
  }

  private isProven(row: number): boolean {
    const declared = this.declared.get(row) ?? 0;
    return declared > 0 && this.passed.get(row) === declared;
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
