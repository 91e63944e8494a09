import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { REPOSITORY } from '../support/command.js';
import { AURORA, CHANNEL, Consortium } from '../support/consortium.js';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { TestNetwork } from '../support/network.js';
import { BEHAVIOURS } from './behaviours.js';
import { RECORDING_FOLDER, recordVectors } from './recording.js';
import { RowRecord } from '../evidence/row-record.js';
import { chaincodeRuns, INITIALISED } from './rows/chaincode-runs.js';
import { checkpoints } from './rows/checkpoints.js';
import { serviceDiscovery } from './rows/discovery.js';
import { entrance } from './rows/entrance.js';
import { historyAndEvents } from './rows/history-and-events.js';
import { keyPolicies } from './rows/key-policies.js';
import { privateData } from './rows/private-data.js';
import { privateLifetime } from './rows/private-lifetime.js';
import { proposals } from './rows/proposals.js';
import { rangesAndPages } from './rows/ranges-and-pages.js';
import { readsAndWrites } from './rows/reads-and-writes.js';
import { replayAndCalls } from './rows/replay-and-calls.js';
import { restarts } from './rows/restarts.js';
import { systemChaincodes } from './rows/system-chaincodes.js';
import { Scene } from './scene.js';

const START_TIMEOUT_MS = 180_000;
/** Fabric's own is 30 s; nobody wants to wait that long for row 51, and both engines take the peer's variable. */
const EXECUTE_TIMEOUT = '12s';
const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');

const engine = engineUnderTest();
const unavailable = whyUnavailable(engine);
const inProcess = process.env['SCRIP_CHAINCODE'] === 'in-process';

/**
 * Where simulators of Fabric go wrong, row by row, with the exact result of real peers. The suite knows only the
 * command line and the connection profiles, so the same tests run on devnet and on real Fabric; a row counts only
 * when both are green. All rows share one network, because starting one takes longer than most rows.
 */
if (unavailable !== undefined) {
  report(`conformance on ${engine} skipped: ${unavailable}`);
  test.skip(`conformance on ${engine}: ${unavailable}`, () => undefined);
} else {
  describe(`conformance on ${engine}`, () => {
    const record = new RowRecord('conformance', 'row ', engine);
    const scene = new Scene();

    beforeAll(async () => {
      const network = await TestNetwork.start(engine, { CORE_CHAINCODE_EXECUTETIMEOUT: EXECUTE_TIMEOUT });
      scene.open(new Consortium(network));
      const probe = { path: PROBE, channels: [CHANNEL], inProcess };
      await network.deploy({ ...probe, name: 'probe', collections: join(PROBE, 'collections.json') });
      await network.deploy({ ...probe, name: 'probe2', policy: "AND('CirrusMSP.peer', 'DeltaMSP.peer')" });
      await network.deploy({ ...probe, name: INITIALISED, initRequired: true });
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      report(record.summary());
      BEHAVIOURS.keep(record);
      try {
        if (RECORDING_FOLDER !== undefined && engine === 'fabric' && record.isComplete()) {
          const recorded = { suite: 'conformance', connection: scene.consortium.at(AURORA), channel: CHANNEL };
          await recordVectors({ ...recorded, chaincodes: ['probe', 'probe2'] }, RECORDING_FOLDER);
        }
      } finally {
        await scene.end();
      }
    }, START_TIMEOUT_MS);

    record.in('rows/reads-and-writes.ts', () => readsAndWrites(record, scene));
    record.in('rows/ranges-and-pages.ts', () => rangesAndPages(record, scene));
    record.in('rows/history-and-events.ts', () => historyAndEvents(record, scene));
    record.in('rows/proposals.ts', () => proposals(record, scene));
    record.in('rows/key-policies.ts', () => keyPolicies(record, scene));
    record.in('rows/private-data.ts', () => privateData(record, scene));
    record.in('rows/private-lifetime.ts', () => privateLifetime(record, scene));
    record.in('rows/replay-and-calls.ts', () => replayAndCalls(record, scene));
    record.in('rows/system-chaincodes.ts', () => systemChaincodes(record, scene));
    record.in('rows/discovery.ts', () => serviceDiscovery(record, scene));
    record.in('rows/checkpoints.ts', () => checkpoints(record, scene));
    record.in('rows/entrance.ts', () => entrance(record, scene));
    record.in('rows/restarts.ts', () => restarts(record, scene));
    record.in('rows/chaincode-runs.ts', () => chaincodeRuns(record, scene, { inProcess }));

    BEHAVIOURS.covers(record);
  });
}
