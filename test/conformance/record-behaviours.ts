/**
 * Makes the table of behaviours anew: runs the conformance suites on both engines, keeps how every test ended and
 * writes the table into network's README. Needs `peer` and `orderer`; run it as
 * `node test/dist/conformance/record-behaviours.js` after a build.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { REPOSITORY } from '../support/command.js';
import { whyUnavailable } from '../support/engine.js';
import { BEHAVIOURS_PAGE, readBehaviours, render, withTable } from './behaviours.js';

const unavailable = whyUnavailable('fabric');
if (unavailable !== undefined) {
  process.stderr.write(`behaviours are recorded on both engines, and Fabric is missing: ${unavailable}\n`);
  process.exit(1);
}
const jest = join(REPOSITORY, 'node_modules', 'jest', 'bin', 'jest.js');
const suites = ['conformance', 'membership'].map((name) => `test/dist/conformance/${name}.test.js`);
let status = 0;
for (const engine of ['devnet', 'fabric']) {
  const args = ['--experimental-vm-modules', '--no-warnings', jest, '--runInBand', ...suites];
  const run = spawnSync(process.execPath, args, {
    cwd: REPOSITORY,
    stdio: 'inherit',
    env: { ...process.env, SCRIP_ENGINE: engine, SCRIP_RECORD_BEHAVIOURS: '1' },
  });
  status ||= run.status ?? 1;
}
const page = withTable(readFileSync(BEHAVIOURS_PAGE, 'utf8'), render(readBehaviours()));
const options = await prettier.resolveConfig(BEHAVIOURS_PAGE);
writeFileSync(BEHAVIOURS_PAGE, await prettier.format(page, { ...options, filepath: BEHAVIOURS_PAGE }));
process.exit(status);
