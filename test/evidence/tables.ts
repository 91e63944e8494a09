import { BEHAVIOURS } from '../conformance/behaviours.js';
import { IDENTITY } from '../identity/table.js';
import type { EvidenceTable } from './evidence-table.js';

/** Every table that is made from test results. */
export const TABLES: readonly EvidenceTable[] = [BEHAVIOURS, IDENTITY];
