import { EvidenceTable } from '../evidence/evidence-table.js';
import { type Expectation, type OpenExpectation, renderExpectations } from '../evidence/expectation.js';
import { CLAIM_ROWS } from './rows/claims.js';
import { MANDATE_ROWS } from './rows/mandates.js';
import { NODE_ROWS } from './rows/nodes.js';
import { PARTY_ROWS } from './rows/parties.js';
import { PORTABLE_ROWS } from './rows/portable.js';
import type { MarketScene } from '../support/market-scene.js';

/** What a professional expects of identity (ID1 to ID14), by the file that shows it. */
export const ROWS: Readonly<Record<string, readonly Expectation<MarketScene>[]>> = {
  'rows/parties.ts': PARTY_ROWS,
  'rows/claims.ts': CLAIM_ROWS,
  'rows/mandates.ts': MANDATE_ROWS,
  'rows/portable.ts': PORTABLE_ROWS,
  'rows/nodes.ts': NODE_ROWS,
};

const OPEN: readonly OpenExpectation[] = [
  { row: 12, expects: 'pseudonyms per asset or venue', open: 'comes with the privacy agreements' },
];

/** The table of identity. */
export const IDENTITY = new EvidenceTable('identity', 'identity', 'test/README.md', (evidence) =>
  renderExpectations('ID', Object.values(ROWS).flat(), OPEN, evidence),
);
