import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as prettier from 'prettier';
import { REPOSITORY } from '../support/command.js';
import { type Evidence, merge, outOfDate } from './evidence.js';
import { cellsOf, tableOn, withTable } from './page.js';
import type { RowRecord } from './row-record.js';

/** Whether suites record how their tests ended; only `record-evidence` tells them to. */
const RECORDING = process.env['SCRIP_RECORD_EVIDENCE'] === '1';

/** A table on a page that is made from how tests ended on both engines, and from nothing else. */
export class EvidenceTable {
  readonly #file: string;
  readonly #page: string;

  /**
   * @param name of the marks on the page
   * @param folder below `test`, with the recorded results
   * @param page below the repository
   * @param render the table in Markdown
   */
  constructor(
    readonly name: string,
    folder: string,
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
    if (!RECORDING) return;
    const evidence = merge(this.read(), record.engine, record.results());
    writeFileSync(this.#file, `${JSON.stringify(evidence, undefined, 2)}\n`);
  }

  /** Declares a test that the table names the tests of a suite. */
  covers(record: RowRecord): void {
    if (RECORDING) return;
    test(`every test here stands in the table (record-evidence ${this.name} makes it anew)`, () => {
      expect(outOfDate(this.read(), record.results())).toEqual([]);
    });
  }

  /** Declares a test that the page shows what is on record; a run that records writes the page first. */
  isShown(): void {
    test(`the page shows the table ${this.name} as it was recorded`, async () => {
      if (RECORDING) await this.#show();
      expect(this.read().length).toBeGreaterThan(0);
      expect(tableOn(readFileSync(this.#page, 'utf8'), this.name)).toEqual(cellsOf(this.render(this.read())));
    });
  }

  async #show(): Promise<void> {
    const page = withTable(readFileSync(this.#page, 'utf8'), this.name, this.render(this.read()));
    const options = await prettier.resolveConfig(this.#page);
    writeFileSync(this.#page, await prettier.format(page, { ...options, filepath: this.#page }));
  }
}
