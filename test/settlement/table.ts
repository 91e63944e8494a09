import { EvidenceTable } from '../evidence/evidence-table.js';
import { type Expectation, type OpenExpectation, renderExpectations } from '../evidence/expectation.js';
import type { MarketScene } from '../support/market-scene.js';
import { FAIL_ROWS } from './rows/fails.js';
import { FINALITY_ROWS } from './rows/finality.js';
import { NETTING_ROWS } from './rows/netting.js';
import { NOMINEE_ROWS } from './rows/nominees.js';
import { OTHER_LEDGER_ROWS } from './rows/other-ledger.js';
import { SETTLEMENT_ROWS } from './rows/settlement.js';
import { TIMING_ROWS } from './rows/timing.js';

/** What a professional expects of settlement (SE1 to SE12), by the file that shows it. */
export const ROWS: Readonly<Record<string, readonly Expectation<MarketScene>[]>> = {
  'rows/nominees.ts': NOMINEE_ROWS,
  'rows/settlement.ts': SETTLEMENT_ROWS,
  'rows/timing.ts': TIMING_ROWS,
  'rows/netting.ts': NETTING_ROWS,
  'rows/fails.ts': FAIL_ROWS,
  'rows/other-ledger.ts': OTHER_LEDGER_ROWS,
  'rows/finality.ts': FINALITY_ROWS,
};

const OPEN: readonly OpenExpectation[] = [];

/** The table of settlement. */
export const SETTLEMENT = new EvidenceTable('settlement', 'settlement', 'test/README.md', (evidence) =>
  renderExpectations('SE', Object.values(ROWS).flat(), OPEN, evidence),
);
