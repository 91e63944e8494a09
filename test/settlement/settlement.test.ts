import { expectationSuite } from '../evidence/expectation-suite.js';
import { SETTLEMENT, ROWS } from './table.js';

expectationSuite(SETTLEMENT, 'SE', ROWS);
