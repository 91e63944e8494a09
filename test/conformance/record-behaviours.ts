/**
 * Makes the table of behaviours anew: runs the conformance suites on both engines, keeps how every test ended and
 * writes the table into network's README. Needs `peer` and `orderer`; run it as
 * `node test/dist/conformance/record-behaviours.js` after a build. A pattern of test names as argument, such as
 * `row 55`, runs these alone and keeps what is known of the others.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { requireFabric, runSuites } from '../support/record.js';
import { BEHAVIOURS_PAGE, readBehaviours, render, withTable } from './behaviours.js';

requireFabric('behaviours are recorded on both engines, and Fabric is missing');
const suites = ['conformance', 'membership', 'private-data'].map((name) => `test/dist/conformance/${name}.test.js`);
const [only] = process.argv.slice(2);
let status = 0;
for (const engine of ['devnet', 'fabric'] as const) {
  const code = runSuites(engine, suites, { SCRIP_RECORD_BEHAVIOURS: '1' }, only);
  status ||= code;
}
const page = withTable(readFileSync(BEHAVIOURS_PAGE, 'utf8'), render(readBehaviours()));
const options = await prettier.resolveConfig(BEHAVIOURS_PAGE);
writeFileSync(BEHAVIOURS_PAGE, await prettier.format(page, { ...options, filepath: BEHAVIOURS_PAGE }));
process.exit(status);
