/**
 * Makes a table of evidence anew: runs its suites on both engines, keeps how every test ended and writes the table into
 * its page. Needs `peer` and `orderer`; run it as `node test/dist/evidence/record-evidence.js TABLE` after a build. A
 * pattern of test names as second argument, such as `row 55`, runs these alone and keeps what is known of the others.
 */
import { requireFabric, runSuites } from '../support/record.js';

const RECORDING = { SCRIP_RECORD_EVIDENCE: '1' };
/** The suites whose results each table shows. */
const SUITES: Readonly<Record<string, readonly string[]>> = {
  behaviours: ['conformance', 'membership', 'private-data'].map((name) => `test/dist/conformance/${name}.test.js`),
  identity: ['test/dist/identity/identity.test.js'],
  settlement: ['test/dist/settlement/settlement.test.js'],
  ownership: ['test/dist/ownership/ownership.test.js'],
  compliance: ['test/dist/compliance/compliance.test.js'],
  language: ['test/dist/language/language.test.js'],
};
const PAGES = 'test/dist/evidence/pages.test.js';

const [name = '', only] = process.argv.slice(2);
const suites = SUITES[name];
if (suites === undefined) {
  process.stderr.write(`usage: record-evidence ${Object.keys(SUITES).join('|')} [PATTERN]\n`);
  process.exit(2);
}
requireFabric('evidence is recorded on both engines, and Fabric is missing');
const outcomes = (['devnet', 'fabric'] as const).map((engine) => runSuites(engine, suites, RECORDING, only));
outcomes.push(runSuites('devnet', [PAGES], RECORDING, name));
process.exit(outcomes.find((status) => status !== 0) ?? 0);
