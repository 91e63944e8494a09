import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { networkCommand } from '../support/command.js';
import { openConnection } from '../support/connection.js';
import { AURORA, CHANNEL } from '../support/consortium.js';
import { journey } from '../support/journey.js';
import { refusal } from '../support/probe.js';
import { readProfile } from '../support/profile.js';
import { signLowS, type User } from '../support/signing.js';
import { freeFirstPort, StartedConsortium } from '../support/start.js';

const TIMEOUT_MS = 300_000;
const POLL_MS = 100;
/** The real CA ends every certificate on a whole minute, give or take 30 s, so it needs more. */
const LIFE_SECONDS = { devnet: 30, fabric: 90 };
const HOLDER = {
  name: 'Hanna Halter',
  address: { line1: 'Elbchaussee 1', city: 'Hamburg', postalCode: '22763', country: 'DE' },
  country: 'DE',
};

/** The first organisation's gateway lives longer than its certificate, without a restart. */
journey('a gateway whose certificate ends soon', (engine) => {
  const data = mkdtempSync(join(tmpdir(), 'scrip-renewal-'));
  let consortium: StartedConsortium;
  let port = 0;

  beforeAll(async () => {
    port = await freeFirstPort();
    const env = { FABRIC_CA_SERVER_SIGNING_DEFAULT_EXPIRY: `${LIFE_SECONDS[engine]}s` };
    consortium = await StartedConsortium.start(engine, data, port, { args: ['--empty'], env });
  }, TIMEOUT_MS);

  afterAll(async () => {
    await consortium.interrupt();
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }, TIMEOUT_MS);

  const wallet = (): User => {
    const path = join(data, 'gateway', AURORA, 'wallet', 'gateway.id');
    const { credentials } = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly credentials: { readonly certificate: string; readonly privateKey: string };
    };
    const key = createPrivateKey(credentials.privateKey);
    return { mspId: AURORA, credentials: Buffer.from(credentials.certificate), sign: (bytes) => signLowS(key, bytes) };
  };
  const endOf = ({ credentials }: User): Date => new Date(new X509Certificate(credentials).validTo);
  /** What the system chaincode of the own peer answers to a user. */
  const asks = async (user: User | undefined, ...[name = '', ...args]: readonly string[]): Promise<Buffer> => {
    const connection = openConnection(readProfile(join(data, 'connection', `${CHANNEL}.${AURORA}.json`)), user);
    try {
      return Buffer.from(await connection.contract('qscc').evaluateTransaction(name, ...args));
    } finally {
      connection.close();
    }
  };
  /** A transaction by the REST gateway, as the ledger has it. */
  const transaction = async (): Promise<Buffer> => {
    const { transactionId } = await consortium.client(0, AURORA).registerParty(HOLDER);
    return asks(undefined, 'GetTransactionByID', CHANNEL, transactionId);
  };

  test(
    'warns where its administrators look: in the status of the network and in the health of the gateway',
    async () => {
      const day = endOf(wallet()).toISOString().slice(0, 10);
      const { stdout } = await networkCommand(['status', '--data', data], TIMEOUT_MS);
      expect(stdout).toContain(`WARNING: certificate expires in 0 days, on ${day}: ${AURORA} gateway wallet`);
      const { warnings } = (await (await fetch(`http://localhost:${port}/readyz`)).json()) as { warnings: string[] };
      expect(warnings).toEqual([`certificate expires in 0 days, on ${day}: gateway identity`]);
    },
    TIMEOUT_MS,
  );

  test(
    'takes a new one in time, signs with it, and goes on when the first has ended',
    async () => {
      const first = wallet();
      expect((await transaction()).includes(first.credentials)).toBe(true);
      while (wallet().credentials.equals(first.credentials)) {
        expect(endOf(first).getTime()).toBeGreaterThan(Date.now());
        await delay(POLL_MS);
      }
      const second = wallet();
      expect(endOf(second).getTime()).toBeGreaterThan(endOf(first).getTime());
      expect((await transaction()).includes(second.credentials)).toBe(true);
      await delay(Math.max(0, endOf(first).getTime() - Date.now()) + 1_000);
      const { details } = await refusal(asks(first, 'GetChainInfo', CHANNEL));
      expect(details[0]).toContain('proposal client identity expired');
      expect((await transaction()).includes(first.credentials)).toBe(false);
      expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200);
    },
    TIMEOUT_MS,
  );
});
