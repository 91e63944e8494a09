/**
 * Makes the golden vectors anew: runs the conformance suite on real peers and keeps every block that they committed.
 * Needs `peer` and `orderer`; run it as `node test/dist/conformance/record-vectors.js` after a build.
 */
import { join } from 'node:path';
import { REPOSITORY } from '../support/command.js';
import { requireFabric, runSuites } from '../support/record.js';

requireFabric('vectors are recorded on real Fabric only');
const suites = ['test/dist/conformance/conformance.test.js'];
process.exit(runSuites('fabric', suites, { SCRIP_RECORD_VECTORS: join(REPOSITORY, 'test', 'vectors') }));
