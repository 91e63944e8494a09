import { expectationSuite } from '../evidence/expectation-suite.js';
import { OWNERSHIP, ROWS } from './table.js';

expectationSuite(OWNERSHIP, 'PO', ROWS);
