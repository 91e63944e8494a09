/**
 * Makes the recorded run anew: a short differential run on real peers, kept with everything that they answered. Needs
 * `peer` and `orderer`; run it as `node test/dist/differential/record-differential.js` after a build.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from '../support/command.js';
import { whyUnavailable } from '../support/engine.js';
import { RECORDING } from './recording.js';

/** Enough for every kind of transaction, and a few hundred kilobytes. */
const TRANSACTIONS = '220';
const SEED = '315';

const unavailable = whyUnavailable('fabric');
if (unavailable !== undefined) {
  process.stderr.write(`a run is recorded on real Fabric only: ${unavailable}\n`);
  process.exit(1);
}
const jest = join(REPOSITORY, 'node_modules', 'jest', 'bin', 'jest.js');
const suite = 'test/dist/differential/differential.test.js';
const run = spawnSync(process.execPath, ['--experimental-vm-modules', '--no-warnings', jest, '--runInBand', suite], {
  cwd: REPOSITORY,
  stdio: 'inherit',
  env: {
    SCRIP_DIFFERENTIAL_TRANSACTIONS: TRANSACTIONS,
    SCRIP_DIFFERENTIAL_SEED: SEED,
    ...process.env,
    SCRIP_ENGINE: 'fabric',
    SCRIP_DIFFERENTIAL_RECORDING: RECORDING,
  },
});
process.exit(run.status ?? 1);
