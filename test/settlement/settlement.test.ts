import { afterAll, beforeAll } from '@jest/globals';
import { declareExpectations } from '../evidence/expectation.js';
import { RowRecord } from '../evidence/row-record.js';
import { report } from '../support/engine.js';
import { journey } from '../support/journey.js';
import { MarketScene } from '../support/market-scene.js';
import { SETTLEMENT, ROWS } from './table.js';

const TIMEOUT_MS = 300_000;

journey('the settlement table', (engine) => {
  const record = new RowRecord('settlement', 'SE', engine);
  let scene: MarketScene;
  beforeAll(async () => {
    scene = await MarketScene.open(engine);
  }, TIMEOUT_MS);
  afterAll(async () => {
    report(record.summary());
    SETTLEMENT.keep(record);
    await scene.close();
  }, TIMEOUT_MS);

  for (const [file, rows] of Object.entries(ROWS)) declareExpectations(record, file, rows, () => scene, TIMEOUT_MS);
  SETTLEMENT.covers(record);
});
