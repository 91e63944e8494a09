/**
 * Makes the golden vectors anew: runs the conformance suite on real peers and keeps every block that they committed.
 * Needs `peer` and `orderer`; run it as `node test/dist/conformance/record-vectors.js` after a build.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from '../support/command.js';
import { whyUnavailable } from '../support/engine.js';

const unavailable = whyUnavailable('fabric');
if (unavailable !== undefined) {
  process.stderr.write(`vectors are recorded on real Fabric only: ${unavailable}\n`);
  process.exit(1);
}
const jest = join(REPOSITORY, 'node_modules', 'jest', 'bin', 'jest.js');
const suite = 'test/dist/conformance/conformance.test.js';
const run = spawnSync(process.execPath, ['--experimental-vm-modules', '--no-warnings', jest, '--runInBand', suite], {
  cwd: REPOSITORY,
  stdio: 'inherit',
  env: { ...process.env, SCRIP_ENGINE: 'fabric', SCRIP_RECORD_VECTORS: join(REPOSITORY, 'test', 'vectors') },
});
process.exit(run.status ?? 1);
