import { describe } from '@jest/globals';
import { COMPLIANCE } from '../compliance/table.js';
import { BEHAVIOURS } from '../conformance/behaviours.js';
import { IDENTITY } from '../identity/table.js';
import { LANGUAGE } from '../language/table.js';
import { OWNERSHIP } from '../ownership/table.js';
import { SETTLEMENT } from '../settlement/table.js';

describe('tables that are made from test results', () => {
  for (const table of [BEHAVIOURS, IDENTITY, COMPLIANCE, SETTLEMENT, OWNERSHIP, LANGUAGE]) table.isShown();
});
