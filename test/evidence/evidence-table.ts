import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as prettier from 'prettier';
import { REPOSITORY } from '../support/command.js';
import { type Evidence, merge, outOfDate } from './evidence.js';
import { cellsOf, tableOn, withTable } from './page.js';
import type { RowRecord } from './row-record.js';

const RECORDING = 'SCRIP_RECORD_EVIDENCE';

/** What tells suites to record how their tests ended; only `record-evidence` sets it. */
export const RECORDING_ENVIRONMENT: Readonly<Record<string, string>> = { [RECORDING]: '1' };

/** A table on a page that is made from how tests ended on both engines, and from nothing else. */
export class EvidenceTable {
  readonly #file: string;
  readonly #page: string;

  /**
   * @param name of the marks on the page
   * @param folder below `test`, with the suites and the recorded results
   * @param suites names of test files in the folder
   * @param page below the repository
   * @param render the table in Markdown
   */
  constructor(
    readonly name: string,
    readonly folder: string,
    readonly suites: readonly string[],
    page: string,
    private readonly render: (evidence: readonly Evidence[]) => string,
  ) {
    this.#file = join(REPOSITORY, 'test', folder, 'evidence.json');
    this.#page = join(REPOSITORY, page);
  }

  /** What is on record. */
  read(): readonly Evidence[] {
    return existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, 'utf8')) as readonly Evidence[]) : [];
  }

  /** Keeps what a run came to, when it was started to record. */
  keep(record: RowRecord): void {
    if (process.env[RECORDING] === undefined) return;
    const evidence = merge(this.read(), record.engine, record.results());
    writeFileSync(this.#file, `${JSON.stringify(evidence, undefined, 2)}\n`);
  }

  /** Declares a test that the table names the tests of a suite. */
  covers(record: RowRecord): void {
    if (process.env[RECORDING] !== undefined) return;
    test(`every test here stands in the table (record-evidence ${this.name} makes it anew)`, () => {
      expect(outOfDate(this.read(), record.results())).toEqual([]);
    });
  }

  /** The table on its page and the table as the record makes it, as cells. */
  shown(): { readonly page: readonly (readonly string[])[]; readonly record: readonly (readonly string[])[] } {
    return {
      page: tableOn(readFileSync(this.#page, 'utf8'), this.name),
      record: cellsOf(this.render(this.read())),
    };
  }

  /** Writes the table into its page. */
  async show(): Promise<void> {
    const page = withTable(readFileSync(this.#page, 'utf8'), this.name, this.render(this.read()));
    const options = await prettier.resolveConfig(this.#page);
    writeFileSync(this.#page, await prettier.format(page, { ...options, filepath: this.#page }));
  }
}
