import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { audit } from './audit.js';
import { Recording } from './recording.js';
import { DifferentialRun } from './run.js';
import { DifferentialScene } from './scene.js';

const START_TIMEOUT_MS = 300_000;
const HIGHEST_SEED = 1_000_000;

/** How many transactions; the default is a short run. */
const TRANSACTIONS = Number(process.env['SCRIP_DIFFERENTIAL_TRANSACTIONS'] ?? 300);
/** What the stream is made from; a run with the same seed tries the same transactions. */
const SEED = Number(process.env['SCRIP_DIFFERENTIAL_SEED'] ?? randomInt(1, HIGHEST_SEED));
/** Transactions that are endorsed at one state. */
const ROUND = Number(process.env['SCRIP_DIFFERENTIAL_ROUND'] ?? 60);

/** Where the run is recorded; only `record-differential` sets it. */
const RECORDING_PATH = process.env['SCRIP_DIFFERENTIAL_RECORDING'];
const SOURCE = 'Hyperledger Fabric 3.1.5, differential run';

const MS_PER_TRANSACTION = 2000;

const unavailable =
  engineUnderTest() === 'fabric' ? whyUnavailable('fabric') : 'it compares with real Fabric; npm run test:fabric';

/**
 * The same random transactions on real Fabric and on devnet. devnet's shadow gets the real network's blocks and
 * proposals, so that both stand at the same state before every answer; what must be equal: every answer to a proposal
 * (bytes that endorsers sign, status, message, policies that the gateway must plan for), every verdict and commit hash
 * and every byte of every block, then state, history, private data, events and what gateways say to clients.
 */
if (unavailable !== undefined) {
  report(`differential fuzz skipped: ${unavailable}`);
  test.skip(`differential fuzz: ${unavailable}`, () => undefined);
} else {
  describe('devnet beside real Fabric', () => {
    let scene: DifferentialScene;

    beforeAll(async () => {
      scene = await DifferentialScene.open();
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      await scene.end();
    }, START_TIMEOUT_MS);

    test(
      `a stream of ${TRANSACTIONS} transactions makes no difference, seed ${SEED}`,
      async () => {
        const recording = RECORDING_PATH === undefined ? undefined : new Recording();
        const time = Date.now();
        const run = new DifferentialRun(scene, SEED, report, recording);
        await run.stream(TRANSACTIONS, ROUND);
        await audit(run, scene);
        report([`differential fuzz, seed ${SEED}:`, ...run.statistics.lines()].join('\n'));
        expect(run.differences.found).toHaveLength(0);
        if (RECORDING_PATH !== undefined) {
          recording?.write(RECORDING_PATH, { source: SOURCE, seed: SEED, time, ...scene.recordingHead() });
          report(`recorded in ${RECORDING_PATH}`);
        }
      },
      START_TIMEOUT_MS + TRANSACTIONS * MS_PER_TRANSACTION,
    );
  });
}
