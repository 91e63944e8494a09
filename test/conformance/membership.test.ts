import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { REPOSITORY } from '../support/command.js';
import { CHANNEL } from '../support/consortium.js';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { TestNetwork } from '../support/network.js';
import { merge, outOfDate, readBehaviours, RECORDING_BEHAVIOURS, writeBehaviours } from './behaviours.js';
import { certificates } from './membership/certificates.js';
import { channels } from './membership/channels.js';
import { configUpdates } from './membership/config-updates.js';
import { MembershipScene } from './membership/membership-scene.js';
import { removal } from './membership/removal.js';
import { RowRecord } from './row-record.js';

const START_TIMEOUT_MS = 240_000;
const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');

const engine = engineUnderTest();
const unavailable = whyUnavailable(engine);
const inProcess = process.env['SCRIP_CHAINCODE'] === 'in-process';

/**
 * A channel whose configuration changes, row by row, with the exact result of real orderers and peers. The network is
 * of its own and each test goes on from where the one before left it; the last one takes a member out.
 */
if (unavailable !== undefined) {
  report(`membership on ${engine} skipped: ${unavailable}`);
  test.skip(`membership on ${engine}: ${unavailable}`, () => undefined);
} else {
  describe(`membership on ${engine}`, () => {
    const record = new RowRecord();
    const scene = new MembershipScene();

    beforeAll(async () => {
      const network = await TestNetwork.start(engine);
      scene.open(network);
      await network.deploy({ name: 'probe', path: PROBE, channels: [CHANNEL, 'placements'], inProcess });
      const policy = "AND('CirrusMSP.peer', 'DeltaMSP.peer')";
      await network.deploy({ name: 'probe2', path: PROBE, channels: [CHANNEL], inProcess, policy });
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      report(record.summary(engine));
      if (RECORDING_BEHAVIOURS) writeBehaviours(merge(readBehaviours(), engine, record.results()));
      await scene.end();
    }, START_TIMEOUT_MS);

    record.in('membership/config-updates.ts', () => configUpdates(record, scene));
    record.in('membership/channels.ts', () => channels(record, scene));
    record.in('membership/certificates.ts', () => certificates(record, scene));
    record.in('membership/removal.ts', () => removal(record, scene));

    if (!RECORDING_BEHAVIOURS) {
      test('every test here stands in the table of behaviours (record-behaviours makes it anew)', () => {
        expect(outOfDate(readBehaviours(), record.results())).toEqual([]);
      });
    }
  });
}
