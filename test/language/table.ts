import { EvidenceTable } from '../evidence/evidence-table.js';
import { type Expectation, type OpenExpectation, renderExpectations } from '../evidence/expectation.js';
import type { MarketScene } from '../support/market-scene.js';
import { ANALYSIS_ROWS } from './rows/analysis.js';
import { COMPOSITION_ROWS } from './rows/composition.js';
import { QUESTION_ROWS } from './rows/questions.js';
import { TEXT_ROWS } from './rows/texts.js';

/** What a professional expects of a language of securities (DS1 to DS15), by the file that shows it. */
export const ROWS: Readonly<Record<string, readonly Expectation<MarketScene>[]>> = {
  'rows/texts.ts': TEXT_ROWS,
  'rows/analysis.ts': ANALYSIS_ROWS,
  'rows/composition.ts': COMPOSITION_ROWS,
  'rows/questions.ts': QUESTION_ROWS,
};

const OPEN: readonly OpenExpectation[] = [
  {
    row: 3,
    expects: 'translation to executable schedule + payoff + state transition, deterministic',
    open: 'comes with the financial primitives',
  },
  {
    row: 6,
    expects: 'compliance, privacy, attestor, voting and corporate-action policy in the same definition',
    open: 'a security cannot name a privacy agreement yet; the rest is there',
  },
  {
    row: 10,
    expects: 'version, diff, amendment with holder consent, canonical hash',
    open: 'votes of holders are not counted on the ledger yet; the rest is there',
  },
  { row: 11, expects: 'project cashflows and simulate before issue', open: 'comes with the financial primitives' },
  {
    row: 13,
    expects: 'term-sheet rendering; import BDT, FpML, OCF, CDM',
    open: 'nothing is imported yet; term sheets are there',
  },
];

/** The table of the language. */
export const LANGUAGE = new EvidenceTable('language', 'language', 'test/README.md', (evidence) =>
  renderExpectations('DS', Object.values(ROWS).flat(), OPEN, evidence),
);
