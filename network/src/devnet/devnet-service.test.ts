import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { ORGANIZATIONS, PROBE, probeDefinition, TestDevnet } from './devnet.fixture.js';

const SHIM_CLI = createRequire(import.meta.url).resolve('fabric-shim/cli.js');
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** The stock chaincode server, one process for each organisation. */
class Services {
  readonly #processes = new Map<string, ChildProcess>();
  readonly addresses = new Map<string, string>();

  async start(mspId: string): Promise<void> {
    const address = this.addresses.get(mspId) ?? `127.0.0.1:${await freePort()}`;
    this.addresses.set(mspId, address);
    const args = ['server', '--chaincode-address', address, '--chaincode-id', 'probe:1.0', '--module-path', PROBE];
    const child = spawn(process.execPath, [SHIM_CLI, ...args], {
      env: { ...process.env, CORE_PEER_LOCALMSPID: mspId, CORE_CHAINCODE_LOGGING_LEVEL: 'error', NODE_OPTIONS: '' },
      stdio: 'ignore',
    });
    this.#processes.set(mspId, child);
  }

  async stop(mspId: string): Promise<void> {
    const child = this.#processes.get(mspId);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#processes.keys()].map((mspId) => this.stop(mspId)));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function eventually<T>(action: () => Promise<T>, milliseconds: number): Promise<T> {
  const end = performance.now() + milliseconds;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

describe('a devnet with chaincode as a service', () => {
  let devnet: TestDevnet;
  const services = new Services();

  beforeAll(async () => {
    devnet = await TestDevnet.create();
    await devnet.start();
    for (const mspId of ORGANIZATIONS) await services.start(mspId);
    const runtime = { kind: 'service', addresses: services.addresses } as const;
    await devnet.engine.deploy('all', probeDefinition(), runtime);
  });

  afterAll(async () => {
    await devnet.remove();
    await services.stopAll();
  });

  test('commits a put and reads it back', async () => {
    await devnet.contract('AlphaMSP').submitTransaction('put', 'key', 'value');
    await devnet.settled();
    expect(text(await devnet.contract('BetaMSP').evaluateTransaction('get', 'key'))).toBe('value');
  });

  test('each service runs as its own organisation', async () => {
    for (const mspId of ORGANIZATIONS) {
      expect(text(await devnet.contract(mspId).evaluateTransaction('mspId', '0'))).toBe(mspId);
    }
  });

  test('a service that is away is said to be, others endorse without it, and it is found again', async () => {
    await services.stop('DeltaMSP');
    await expect(
      devnet.contract('DeltaMSP').evaluate('get', { arguments: ['key'], endorsingOrganizations: ['DeltaMSP'] }),
    ).rejects.toMatchObject({
      details: [{ message: expect.stringContaining(`the chaincode service at ${services.addresses.get('DeltaMSP')}`) }],
    });
    for (let round = 0; round < 5; round += 1) {
      await devnet.contract('AlphaMSP').submitTransaction('put', `without${round}`, 'x');
    }
    await services.start('DeltaMSP');
    const answer = await eventually(
      () => devnet.contract('DeltaMSP').evaluate('mspId', { arguments: ['0'], endorsingOrganizations: ['DeltaMSP'] }),
      20_000,
    );
    expect(text(answer)).toBe('DeltaMSP');
  });

  test('a chaincode that goes away in mid-transaction', async () => {
    const running = devnet.contract('GammaMSP').evaluate('mspId', {
      arguments: ['20000'],
      endorsingOrganizations: ['GammaMSP'],
    });
    setTimeout(() => void services.stop('GammaMSP'), 500);
    await expect(running).rejects.toMatchObject({
      details: [{ message: expect.stringContaining('chaincode stream terminated') }],
    });
  });
});
