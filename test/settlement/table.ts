import { EvidenceTable } from '../evidence/evidence-table.js';
import { type Expectation, type OpenExpectation, renderExpectations } from '../evidence/expectation.js';
import type { MarketScene } from '../support/market-scene.js';
import { NOMINEE_ROWS } from './rows/nominees.js';
import { SETTLEMENT_ROWS } from './rows/settlement.js';
import { TIMING_ROWS } from './rows/timing.js';

/** What a professional expects of settlement (SE1 to SE12), by the file that shows it. */
export const ROWS: Readonly<Record<string, readonly Expectation<MarketScene>[]>> = {
  'rows/nominees.ts': NOMINEE_ROWS,
  'rows/settlement.ts': SETTLEMENT_ROWS,
  'rows/timing.ts': TIMING_ROWS,
};

const OPEN: readonly OpenExpectation[] = [
  { row: 5, expects: 'netting', open: 'within one instruction only' },
  {
    row: 7,
    expects: 'partial, fail, penalty, buy-in',
    open: 'fails have a cause and penalties; no partials, no buy-in',
  },
  { row: 10, expects: 'other-ledger DvP', open: 'not there yet' },
  { row: 12, expects: 'finality rule and evidence; sese.023/024/025 views', open: 'comes with proof of ownership' },
];

/** The table of settlement. */
export const SETTLEMENT = new EvidenceTable('settlement', 'settlement', 'test/README.md', (evidence) =>
  renderExpectations('SE', Object.values(ROWS).flat(), OPEN, evidence),
);
