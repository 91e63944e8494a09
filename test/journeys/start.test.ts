import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadConsortium } from '@scrip/config';
import { verify } from '@scrip/verify';
import type { ScripClient } from '@scrip/gateway-api';
import { REPOSITORY } from '../support/command.js';
import { journey } from '../support/journey.js';
import { listedSecurities } from '../support/listed.js';
import { freeFirstPort, StartedConsortium } from '../support/start.js';

const TIMEOUT_MS = 300_000;

const { organizations } = loadConsortium();
const securities = listedSecurities();
const data = mkdtempSync(join(tmpdir(), 'scrip-start-'));
const run = promisify(execFile);

/** The register as one gateway shows it, with the table's short names for the holders: `isin,holder,units`. */
async function registerOf(client: ScripClient): Promise<string[]> {
  const record = JSON.parse(readFileSync(join(data, 'market.json'), 'utf8')) as { holders: Record<string, string> };
  const names = new Map(Object.entries(record.holders).map(([name, id]) => [id, name]));
  const rows: string[] = [];
  for (const { isin } of securities) {
    let cursor: string | undefined;
    do {
      const page = await client.register(isin, cursor === undefined ? {} : { cursor });
      rows.push(...page.items.map(({ holderId, units }) => `${isin},${names.get(holderId) ?? holderId},${units}`));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
  return rows.sort();
}

const expectedRegister = (): string[] =>
  readFileSync(join(REPOSITORY, 'test', 'journeys', 'expected-register.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .sort();

journey('npm start', (engine) => {
  let port = 0;
  let consortium: StartedConsortium;

  beforeAll(async () => {
    port = await freeFirstPort();
    consortium = await StartedConsortium.start(engine, data, port);
  }, TIMEOUT_MS);

  afterAll(async () => {
    await consortium.interrupt();
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }, TIMEOUT_MS);

  test('says that it is ready', () => {
    expect(consortium.output).toMatch(/^ready after/m);
  });

  test.each(organizations.map(({ name, mspId }, index) => [name, mspId, index] as const))(
    'the register read through the gateway of %s equals the hand-kept one',
    async (_name, mspId, index) => {
      expect(await registerOf(consortium.client(index, mspId))).toEqual(expectedRegister());
    },
  );

  test('the four printed curl lines work when pasted', async () => {
    const examples = consortium.examples('curl');
    expect(examples).toHaveLength(4);
    for (const line of examples) {
      const { stdout } = await run('sh', ['-c', `${line} -w '\\n%{http_code}'`]);
      expect(stdout.split('\n').at(-1)).toMatch(/^20[01]$/);
    }
  });

  test('one of them gets a certificate that tells by whose votes title passed', async () => {
    const line = consortium.examples('curl').find((each) => each.includes('/certificates/')) ?? '';
    const { stdout } = await run('sh', ['-c', line], { maxBuffer: 10_000_000 });
    const said = verify(stdout).proven.join('\n');
    expect(said).toContain('title passed under the protocol BookEntry@1');
    expect(said).toMatch(/BorealisMSP as registrar said yes by a standing vote of .* which is automation/);
    expect(said).toMatch(/(Aurora|Cirrus)MSP as the custodian of who got it said yes by a standing vote/);
  });

  test('the printed line for the command line works when pasted', async () => {
    const [line = ''] = consortium.examples('npx scrip');
    const env = { ...process.env, XDG_CONFIG_HOME: join(data, 'config') };
    const { stdout } = await run('sh', ['-c', line], { cwd: REPOSITORY, env });
    expect(stdout).toMatch(/^Profile aurora added: .*the key counts/);
    for (const { mspId, name } of organizations) expect(stdout).toMatch(new RegExp(`^${mspId} +${name}`, 'm'));
  });

  test('nodes that are declared as the network shows them leave no drift, and a wrong one is found', async () => {
    const driftOf = async (reader: ScripClient, mspId: string): Promise<readonly string[]> =>
      (await reader.participants.get(mspId)).participant.drift.map(({ code }) => code);
    for (const [index, { mspId }] of organizations.entries()) {
      const administrator = consortium.client(index, mspId, 'administrator');
      const { network } = (await administrator.participants.get(mspId)).participant;
      if (network === undefined) throw new Error(`the network does not show ${mspId}`);
      expect(await driftOf(administrator, mspId)).toEqual(['NODES_UNDECLARED']);
      const { orderers } = network;
      const peers = network.peers.map(({ address }) => address);
      const roots = network.roots.map(({ thumbprint }) => thumbprint);
      await administrator.participants.declareNodes({ peers: [...peers, 'gone.example:7051'], orderers, roots });
      expect(await driftOf(administrator, mspId)).toEqual(['PEER_ABSENT']);
      await administrator.participants.declareNodes({ peers, orderers, roots });
      expect(await driftOf(administrator, mspId)).toEqual([]);
      expect([peers.length, orderers.length, roots.length]).toEqual([1, 1, 1]);
    }
  });

  test('the authority and the registrar take a step of the business day together', async () => {
    const [authority, registrar] = ['calendarAuthority', 'registrar'].map((role) => {
      const index = organizations.findIndex(({ roles }) => (roles as readonly string[]).includes(role));
      return consortium.client(index, organizations[index]?.mspId ?? '');
    });
    const { items } = (await authority?.calendars.dates()) ?? { items: [] };
    const step = {
      calendar: items[0]?.calendar ?? '',
      date: items[0]?.date ?? '',
      phase: 'instructionCutOff' as const,
    };
    expect(await authority?.calendars.advance(step)).toMatchObject({ status: 'asked' });
    expect(await registrar?.calendars.advance(step)).toMatchObject({ status: 'moved' });
  });

  test('a second start on the same ports is refused with the reason and disturbs nothing', async () => {
    const second = await StartedConsortium.start(engine, `${data}-second`, port);
    expect(await second.ended()).toBe(1);
    expect(second.output).toContain(`busy port: ${port}`);
    expect(await registerOf(consortium.client(0, organizations[0]?.mspId ?? ''))).toEqual(expectedRegister());
  });

  test(
    'Ctrl-C ends it cleanly, and the next start resumes from disk',
    async () => {
      expect(await consortium.interrupt()).toBe(0);
      await expectFree(port);
      consortium = await StartedConsortium.start(engine, data, port);
      expect(consortium.output).toContain('the sample market is there');
      expect(await registerOf(consortium.client(1, organizations[1]?.mspId ?? ''))).toEqual(expectedRegister());
    },
    TIMEOUT_MS,
  );
});

async function expectFree(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve()));
  });
}
