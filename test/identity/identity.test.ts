import { expectationSuite } from '../evidence/expectation-suite.js';
import { IDENTITY, ROWS } from './table.js';

expectationSuite(IDENTITY, 'ID', ROWS);
