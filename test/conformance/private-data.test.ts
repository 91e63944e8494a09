import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { REPOSITORY } from '../support/command.js';
import { CHANNEL, Consortium } from '../support/consortium.js';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { TestNetwork } from '../support/network.js';
import { BEHAVIOURS } from './behaviours.js';
import { RowRecord } from '../evidence/row-record.js';
import { changingCollections } from './rows/changing-collections.js';
import { collectionPolicies } from './rows/collection-policies.js';
import { deliveredPrivateData } from './rows/delivered-private-data.js';
import { dissemination } from './rows/dissemination.js';
import { memberOnly } from './rows/member-only.js';
import { missingPrivateData } from './rows/missing-private-data.js';
import { privateKeyPolicies } from './rows/private-key-policies.js';
import { tamperedPrivateData } from './rows/tampered-private-data.js';
import { Scene } from './scene.js';

const START_TIMEOUT_MS = 180_000;
const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');
/** Real peers ask again for missing data after a minute, and after an hour for what nobody had: too long for a test. */
const SOON = {
  CORE_PEER_GOSSIP_PVTDATA_PULLRETRYTHRESHOLD: '3s',
  CORE_PEER_GOSSIP_PVTDATA_RECONCILESLEEPINTERVAL: '2s',
  CORE_LEDGER_PVTDATASTORE_DEPRIORITIZEDDATARECONCILERINTERVAL: '5s',
};

const engine = engineUnderTest();
const unavailable = whyUnavailable(engine);
const inProcess = process.env['SCRIP_CHAINCODE'] === 'in-process';

/**
 * Private data, row by row, with the exact result of real peers: who is sent it, who is not, what happens when it is
 * missing. The network is of its own, because its peers go down and come back. Any single peer endorses the probe, so
 * that a test decides by itself who has seen a value.
 */
if (unavailable !== undefined) {
  report(`private data on ${engine} skipped: ${unavailable}`);
  test.skip(`private data on ${engine}: ${unavailable}`, () => undefined);
} else {
  describe(`private data on ${engine}`, () => {
    const record = new RowRecord('conformance', 'row ', engine);
    const scene = new Scene();

    beforeAll(async () => {
      const network = await TestNetwork.start(engine, SOON);
      scene.open(new Consortium(network));
      await network.deploy({
        name: 'probe',
        path: PROBE,
        channels: [CHANNEL],
        inProcess,
        policy: "OR('AuroraMSP.peer', 'BorealisMSP.peer', 'CirrusMSP.peer', 'DeltaMSP.peer')",
        collections: join(PROBE, 'private-collections.json'),
      });
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      report(record.summary());
      BEHAVIOURS.keep(record);
      await scene.end();
    }, START_TIMEOUT_MS);

    record.in('rows/tampered-private-data.ts', () => tamperedPrivateData(record, scene));
    record.in('rows/dissemination.ts', () => dissemination(record, scene));
    record.in('rows/missing-private-data.ts', () => missingPrivateData(record, scene));
    record.in('rows/changing-collections.ts', () => changingCollections(record, scene));
    record.in('rows/collection-policies.ts', () => collectionPolicies(record, scene));
    record.in('rows/private-key-policies.ts', () => privateKeyPolicies(record, scene));
    record.in('rows/member-only.ts', () => memberOnly(record, scene));
    record.in('rows/delivered-private-data.ts', () => deliveredPrivateData(record, scene));

    BEHAVIOURS.covers(record);
  });
}
