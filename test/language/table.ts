import { EvidenceTable } from '../evidence/evidence-table.js';
import { type Expectation, type OpenExpectation, renderExpectations } from '../evidence/expectation.js';
import type { MarketScene } from '../support/market-scene.js';
import { ANALYSIS_ROWS } from './rows/analysis.js';
import { CHANGE_ROWS } from './rows/changes.js';
import { COMPOSITION_ROWS } from './rows/composition.js';
import { DOCUMENT_ROWS } from './rows/documents.js';
import { POLICY_ROWS } from './rows/policies.js';
import { QUESTION_ROWS } from './rows/questions.js';
import { TEXT_ROWS } from './rows/texts.js';

/** What a professional expects of a language of securities (DS1 to DS15), by the file that shows it. */
export const ROWS: Readonly<Record<string, readonly Expectation<MarketScene>[]>> = {
  'rows/texts.ts': TEXT_ROWS,
  'rows/analysis.ts': ANALYSIS_ROWS,
  'rows/composition.ts': COMPOSITION_ROWS,
  'rows/questions.ts': QUESTION_ROWS,
  'rows/policies.ts': POLICY_ROWS,
  'rows/documents.ts': DOCUMENT_ROWS,
  'rows/changes.ts': CHANGE_ROWS,
};

const OPEN: readonly OpenExpectation[] = [
  {
    row: 3,
    expects: 'translation to executable schedule + payoff + state transition, deterministic',
    open: 'comes with the financial primitives',
  },
  { row: 11, expects: 'project cashflows and simulate before issue', open: 'comes with the financial primitives' },
];

/** The table of the language. */
export const LANGUAGE = new EvidenceTable('language', 'language', 'test/README.md', (evidence) =>
  renderExpectations('DS', Object.values(ROWS).flat(), OPEN, evidence),
);
