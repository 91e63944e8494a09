import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { AURORA, CHANNEL } from '../support/consortium.js';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { TestNetwork } from '../support/network.js';
import { BEHAVIOURS } from './behaviours.js';
import { accessControl } from './membership/access-control.js';
import { certificates } from './membership/certificates.js';
import { channels } from './membership/channels.js';
import { configUpdates } from './membership/config-updates.js';
import { joining } from './membership/joining.js';
import { COLLECTIONS, MembershipScene, PROBE } from './membership/membership-scene.js';
import { removal } from './membership/removal.js';
import { RECORDING_FOLDER, recordVectors } from './recording.js';
import { RowRecord } from '../evidence/row-record.js';

const START_TIMEOUT_MS = 240_000;

const engine = engineUnderTest();
const unavailable = whyUnavailable(engine);
const inProcess = process.env['SCRIP_CHAINCODE'] === 'in-process';

/**
 * A channel whose configuration changes, row by row, with the exact result of real orderers and peers. The network is
 * of its own and each test goes on from where the one before left it; in the end a member goes and another one comes.
 */
if (unavailable !== undefined) {
  report(`membership on ${engine} skipped: ${unavailable}`);
  test.skip(`membership on ${engine}: ${unavailable}`, () => undefined);
} else {
  describe(`membership on ${engine}`, () => {
    const record = new RowRecord('conformance', 'row ', engine);
    const scene = new MembershipScene();

    beforeAll(async () => {
      const network = await TestNetwork.start(engine);
      scene.open(network);
      const probe = { path: PROBE, inProcess };
      await network.deploy({ ...probe, name: 'probe', channels: [CHANNEL, 'placements'], collections: COLLECTIONS });
      const policy = "AND('CirrusMSP.peer', 'DeltaMSP.peer')";
      await network.deploy({ ...probe, name: 'probe2', channels: [CHANNEL], policy });
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      report(record.summary());
      BEHAVIOURS.keep(record);
      try {
        if (RECORDING_FOLDER !== undefined && engine === 'fabric' && record.isComplete()) {
          const recorded = { suite: 'membership', connection: scene.consortium.at(AURORA), channel: CHANNEL };
          await recordVectors({ ...recorded, chaincodes: ['probe', 'probe2'] }, RECORDING_FOLDER);
        }
      } finally {
        await scene.end();
      }
    }, START_TIMEOUT_MS);

    record.in('membership/config-updates.ts', () => configUpdates(record, scene));
    record.in('membership/channels.ts', () => channels(record, scene));
    record.in('membership/certificates.ts', () => certificates(record, scene));
    record.in('membership/access-control.ts', () => accessControl(record, scene));
    record.in('membership/removal.ts', () => removal(record, scene));
    record.in('membership/joining.ts', () => joining(record, scene));

    BEHAVIOURS.covers(record);
  });
}
