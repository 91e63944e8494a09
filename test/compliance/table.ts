import { EvidenceTable } from '../evidence/evidence-table.js';
import { type Expectation, renderExpectations } from '../evidence/expectation.js';
import type { MarketScene } from '../support/market-scene.js';
import { AMOUNT_ROWS } from './rows/amounts.js';
import { PARTY_ROWS } from './rows/parties.js';
import { POWER_ROWS } from './rows/powers.js';
import { PROCESS_ROWS } from './rows/process.js';
import { SCREENING_ROWS } from './rows/screening.js';

/** What a professional expects of compliance (CO1 to CO19), by the file that shows it. */
export const ROWS: Readonly<Record<string, readonly Expectation<MarketScene>[]>> = {
  'rows/parties.ts': PARTY_ROWS,
  'rows/amounts.ts': AMOUNT_ROWS,
  'rows/process.ts': PROCESS_ROWS,
  'rows/powers.ts': POWER_ROWS,
  'rows/screening.ts': SCREENING_ROWS,
};

/** The table of compliance. */
export const COMPLIANCE = new EvidenceTable('compliance', 'compliance', 'test/README.md', (evidence) =>
  renderExpectations('CO', Object.values(ROWS).flat(), [], evidence),
);
