import type { Evidence } from '../evidence/evidence.js';
import { EvidenceTable } from '../evidence/evidence-table.js';
import { tableOf } from '../evidence/page.js';

const COLUMNS = ['row', 'behaviour', 'test', 'devnet', 'Fabric 3.1.5'];

/** Behaviours of Fabric, each with the test that proves it. */
export const BEHAVIOURS = new EvidenceTable(
  'behaviours',
  'conformance',
  'network/README.md',
  (evidence: readonly Evidence[]) =>
    tableOf(
      COLUMNS,
      evidence.map(({ row, title, file, devnet, fabric }) => [row, title, `\`${file}\``, devnet, fabric]),
    ),
);
