/**
 * Makes the golden vectors anew: runs the conformance suites on real peers and keeps every block that they committed.
 * Needs `peer` and `orderer`; run it as `node test/dist/conformance/record-vectors.js` after a build. The name
 * of a suite, `conformance` or `membership`, as argument records that one alone.
 */
import { join } from 'node:path';
import { REPOSITORY } from '../support/command.js';
import { requireFabric, runSuites } from '../support/record.js';

requireFabric('vectors are recorded on real Fabric only');
const named = process.argv.slice(2);
const suites = named.length === 0 ? ['conformance', 'membership'] : named;
const files = suites.map((suite) => `test/dist/conformance/${suite}.test.js`);
process.exit(runSuites('fabric', files, { SCRIP_RECORD_VECTORS: join(REPOSITORY, 'test', 'vectors') }));
