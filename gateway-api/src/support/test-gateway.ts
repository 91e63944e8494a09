import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Organization } from '@scrip/config';
import { pino } from 'pino';
import { openGateway, type GatewayParts } from '../gateway.js';
import { Metrics } from '../http/metrics.js';
import { listen, type TlsListener } from '../serve.js';
import { FakeLedger } from './fake-ledger.js';
import { FakeRegistry } from './fake-registry.js';

/** An organisation for tests: registrar and custodian in one. */
export const TEST_ORGANIZATION: Organization = {
  mspId: 'TestMSP',
  name: 'Test organisation',
  domain: 'test.example',
  lei: '9999FICTAURORABANK97',
  roles: ['issuer', 'registrar', 'custodian'],
  operators: [
    { id: 'mia-maker', name: 'Mia Maker', roles: ['maker'] },
    { id: 'cara-checker', name: 'Cara Checker', roles: ['checker'] },
    { id: 'vic-viewer', name: 'Vic Viewer', roles: ['viewer'] },
    { id: 'abe-admin', name: 'Abe Admin', roles: ['administrator'] },
  ],
};

const KEY_FILES = ['operators.json', ...TEST_ORGANIZATION.operators.map(({ id }) => `${id}.key`)];
/** The API keys of the operators: issued by the first gateway of a suite, because each costs a scrypt. */
let issued: readonly (readonly [file: string, text: string])[] = [];

function directoryWithKeys(): string {
  const directory = mkdtempSync(join(tmpdir(), 'scrip-gateway-'));
  for (const [file, text] of issued) writeFileSync(join(directory, file), text, { mode: 0o600 });
  return directory;
}

/** A gateway over a fake ledger, listening on a loopback port. */
export interface TestGateway {
  readonly url: string;
  readonly directory: string;
  readonly ledger: FakeLedger;
  readonly makerKey: string;
  readonly checkerKey: string;
  readonly viewerKey: string;
  readonly administratorKey: string;
  /** Stops the gateway; its folder stays for another one. */
  stop(): Promise<void>;
  /** Stops the gateway and removes its folder. */
  dispose(): Promise<void>;
}

/** Opens a gateway; an earlier one's folder and ledger may be given to open it again, and ledgers of more channels. */
export async function openTestGateway(
  earlier: {
    readonly directory?: string;
    readonly ledger?: FakeLedger;
    readonly more?: readonly FakeLedger[];
  } = {},
  options: Partial<Pick<GatewayParts, 'rateLimits' | 'streamBounds' | 'sessionBounds' | 'publicUrl'>> & {
    readonly tls?: TlsListener;
  } = {},
): Promise<TestGateway> {
  const directory = earlier.directory ?? directoryWithKeys();
  const ledger = earlier.ledger ?? foundedLedger();
  const gateway = await openGateway({
    organization: TEST_ORGANIZATION,
    ledgers: [ledger, ...(earlier.more ?? [])],
    directory,
    defaultChannel: 'securities',
    logger: pino({ level: 'silent' }),
    metrics: new Metrics(),
    ...options,
  });
  if (issued.length === 0) issued = KEY_FILES.map((file) => [file, readFileSync(join(directory, file), 'utf8')]);
  const listening = await listen(gateway.app, 0, options.tls);
  gateway.start();
  const stop = async (): Promise<void> => {
    const closed = listening.close();
    await gateway.stop();
    await closed;
  };
  const readKey = (operator: string): string => readFileSync(join(directory, `${operator}.key`), 'utf8').trim();
  return {
    url: listening.url,
    directory,
    ledger,
    makerKey: readKey('mia-maker'),
    checkerKey: readKey('cara-checker'),
    viewerKey: readKey('vic-viewer'),
    administratorKey: readKey('abe-admin'),
    stop,
    dispose: async () => {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A ledger with the founding of its channel and the operators of the test organisation. */
export function foundedLedger(channel?: string): FakeLedger {
  const registry = new FakeRegistry();
  const ledger = new FakeLedger(registry.functions, TEST_ORGANIZATION.mspId, channel);
  ledger.commit(registry.founding(TEST_ORGANIZATION.operators));
  return ledger;
}
