import { EvidenceTable } from '../evidence/evidence-table.js';
import { type Expectation, type OpenExpectation, renderExpectations } from '../evidence/expectation.js';
import type { MarketScene } from '../support/market-scene.js';
import { ASSET_ROWS } from './rows/asset.js';
import { TITLE_ROWS } from './rows/title.js';
import { VOTE_ROWS } from './rows/votes.js';

/** What a professional expects of proof of ownership (PO1 to PO14), by the file that shows it. */
export const ROWS: Readonly<Record<string, readonly Expectation<MarketScene>[]>> = {
  'rows/title.ts': TITLE_ROWS,
  'rows/votes.ts': VOTE_ROWS,
  'rows/asset.ts': ASSET_ROWS,
};

const OPEN: readonly OpenExpectation[] = [];

/** The table of ownership. */
export const OWNERSHIP = new EvidenceTable('ownership', 'ownership', 'test/README.md', (evidence) =>
  renderExpectations('PO', Object.values(ROWS).flat(), OPEN, evidence),
);
