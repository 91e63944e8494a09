/**
 * Makes a table of evidence anew: runs its suites on both engines, keeps how every test ended and writes the table into
 * its page. Needs `peer` and `orderer`; run it as `node test/dist/evidence/record-evidence.js TABLE` after a build. A
 * pattern of test names as second argument, such as `row 55`, runs these alone and keeps what is known of the others.
 */
import { requireFabric, runSuites } from '../support/record.js';
import { RECORDING_ENVIRONMENT } from './evidence-table.js';
import { TABLES } from './tables.js';

const [name = '', only] = process.argv.slice(2);
const table = TABLES.find((one) => one.name === name);
if (table === undefined) {
  process.stderr.write(`usage: record-evidence ${TABLES.map((one) => one.name).join('|')} [PATTERN]\n`);
  process.exit(2);
}
requireFabric('evidence is recorded on both engines, and Fabric is missing');
const suites = table.suites.map((suite) => `test/dist/${table.folder}/${suite}.test.js`);
let status = 0;
for (const engine of ['devnet', 'fabric'] as const) {
  const code = runSuites(engine, suites, RECORDING_ENVIRONMENT, only);
  status ||= code;
}
await table.show();
process.exit(status);
