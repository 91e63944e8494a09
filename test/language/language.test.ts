import { expectationSuite } from '../evidence/expectation-suite.js';
import { LANGUAGE, ROWS } from './table.js';

expectationSuite(LANGUAGE, 'DS', ROWS);
