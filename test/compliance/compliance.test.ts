import { expectationSuite } from '../evidence/expectation-suite.js';
import { COMPLIANCE, ROWS } from './table.js';

expectationSuite(COMPLIANCE, 'CO', ROWS);
