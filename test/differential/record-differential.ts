/**
 * Makes the recorded run anew: a short differential run on real peers, kept with everything that they answered. Needs
 * `peer` and `orderer`; run it as `node test/dist/differential/record-differential.js` after a build.
 */
import { requireFabric, runSuites } from '../support/record.js';
import { RECORDING } from './recording.js';

/** Enough for every kind of transaction, and a few hundred kilobytes. */
const TRANSACTIONS = '220';
const SEED = '315';

requireFabric('a run is recorded on real Fabric only');
process.exit(
  runSuites('fabric', ['test/dist/differential/differential.test.js'], {
    SCRIP_DIFFERENTIAL_TRANSACTIONS: process.env['SCRIP_DIFFERENTIAL_TRANSACTIONS'] ?? TRANSACTIONS,
    SCRIP_DIFFERENTIAL_SEED: process.env['SCRIP_DIFFERENTIAL_SEED'] ?? SEED,
    SCRIP_DIFFERENTIAL_RECORDING: RECORDING,
  }),
);
