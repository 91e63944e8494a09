import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import fc from 'fast-check';
import { REPOSITORY } from '../support/command.js';
import { AURORA, CHANNEL, Consortium } from '../support/consortium.js';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { withPlainSpaces } from '../support/go-text.js';
import { TestNetwork } from '../support/network.js';
import { ordererPort } from '../support/orderer-session.js';
import { WireClient, type WireResult } from '../support/wire.js';
import { incompleteRequests } from './incomplete-requests.js';
import { METHODS } from './methods.js';
import { mutants, spoil } from './mutant.js';
import { type Request, validRequests } from './requests.js';

const START_TIMEOUT_MS = 180_000;
const FUZZ_TIMEOUT_MS = 600_000;
/** A changed transaction id is waited for until the caller gives up; so callers give up soon. */
const CALL_DEADLINE_MS = 400;
const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');
const SEED = Number(process.env['SCRIP_FUZZ_SEED'] ?? randomInt(2 ** 31 - 1));
const RUNS_PER_METHOD = Number(process.env['SCRIP_FUZZ_RUNS'] ?? '40');

/** Traces of an error that the server did not mean to send. */
const ACCIDENT =
  /TypeError|RangeError|Cannot read|is not a function|is not iterable|undefined|\n\s+at |panic|goroutine/;
/** UNIMPLEMENTED would mean that the method is missing; DATA_LOSS has no meaning here. */
const STRANGE: readonly number[] = [status.UNIMPLEMENTED, status.DATA_LOSS];

const engine = engineUnderTest();
const unavailable = whyUnavailable(engine);

if (unavailable !== undefined) {
  report(`malformed gRPC on ${engine} skipped: ${unavailable}`);
  test.skip(`malformed gRPC on ${engine}: ${unavailable}`, () => undefined);
} else {
  describe(`malformed gRPC on ${engine}`, () => {
    let consortium: Consortium;
    let clients: Readonly<Record<Request['at'], WireClient>>;
    let requests: readonly Request[];
    let calls = 0;

    beforeAll(async () => {
      const network = await TestNetwork.start(engine);
      consortium = new Consortium(network);
      await network.deploy({ name: 'probe', path: PROBE, channels: [CHANNEL], inProcess: engine === 'devnet' });
      const profile = network.profile(CHANNEL, AURORA);
      const orderer = { ...profile, gateway: `localhost:${ordererPort(network, AURORA)}` };
      clients = {
        peer: new WireClient(profile, CALL_DEADLINE_MS),
        orderer: new WireClient(orderer, CALL_DEADLINE_MS),
      };
      requests = await validRequests(consortium.at(AURORA), CHANNEL);
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      report(`malformed gRPC on ${engine}: ${calls} calls, seed ${SEED} (SCRIP_FUZZ_SEED, SCRIP_FUZZ_RUNS)`);
      Object.values(clients).forEach((client) => client.close());
      consortium.close();
      await consortium.network.end();
    }, START_TIMEOUT_MS);

    async function send(request: Request, message: Buffer): Promise<WireResult> {
      calls += 1;
      const result = await clients[request.at].call(request.method, request.shape, message);
      expect(result.message).not.toMatch(ACCIDENT);
      expect(STRANGE).not.toContain(result.code);
      return result;
    }

    const requestOf = (method: string): Request => {
      const found = requests.find((request) => request.method === method);
      if (found === undefined) {
        throw new Error(`no valid request of ${method}`);
      }
      return found;
    };

    /** The same process serves a transaction as if nothing had happened. */
    async function expectAlive(): Promise<void> {
      const { status: verdict } = await consortium
        .probe(AURORA)
        .submit([{ op: 'put', key: `alive/${calls}`, value: 'v' }]);
      expect(verdict.successful).toBe(true);
    }

    if (engine === 'fabric') {
      report('malformed gRPC on fabric: spoilt messages are sent to it by differential-messages; incomplete ones run');
    } else {
      test.each(METHODS)(
        '%s refuses spoilt messages and lives on',
        async (method) => {
          const before = consortium.network.daemonPid();
          await fc.assert(
            fc.asyncProperty(mutants, async (mutant) => {
              const request = requestOf(method);
              await send(request, spoil(request, mutant));
            }),
            { seed: SEED, numRuns: RUNS_PER_METHOD },
          );
          await expectAlive();
          expect(consortium.network.daemonPid()).toBe(before);
        },
        FUZZ_TIMEOUT_MS,
      );
    }

    test.each(incompleteRequests)('$method without $without: $code', async ({ method, message, code, text }) => {
      const result = await send(requestOf(method), message);
      expect({ code: result.code, message: withPlainSpaces(result.message) }).toEqual({ code, message: text });
    });
  });
}
