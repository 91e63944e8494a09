import { afterAll, beforeAll } from '@jest/globals';
import { report } from '../support/engine.js';
import { journey } from '../support/journey.js';
import { MarketScene } from '../support/market-scene.js';
import type { EvidenceTable } from './evidence-table.js';
import { declareExpectations, type Expectation } from './expectation.js';
import { RowRecord } from './row-record.js';

const TIMEOUT_MS = 300_000;

/**
 * Declares the suite of a table: every case through REST, on one consortium for all of them.
 *
 * @param prefix of the rows' numbers
 * @param rows by the file that shows them
 */
export function expectationSuite(
  table: EvidenceTable,
  prefix: string,
  rows: Readonly<Record<string, readonly Expectation<MarketScene>[]>>,
): void {
  journey(`the ${table.name} table`, (engine) => {
    const record = new RowRecord(table.name, prefix, engine);
    let scene: MarketScene;
    beforeAll(async () => {
      scene = await MarketScene.open(engine);
    }, TIMEOUT_MS);
    afterAll(async () => {
      report(record.summary());
      table.keep(record);
      await scene.close();
    }, TIMEOUT_MS);

    for (const [file, each] of Object.entries(rows)) declareExpectations(record, file, each, () => scene, TIMEOUT_MS);
    table.covers(record);
  });
}
