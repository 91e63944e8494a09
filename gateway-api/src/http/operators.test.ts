import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ScripClient } from '../client/client.js';
import { ApiKeys, KEY_OVERLAP_MS } from '../operators/api-keys.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { foundedLedger, openTestGateway, TEST_ORGANIZATION, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await openTestGateway();
});
afterEach(() => gateway.dispose());

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function call(method: string, path: string, bearer: string, body?: object): Promise<Answer> {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
const post = (path: string, bearer: string, body: object = {}): Promise<Answer> => call('POST', path, bearer, body);
const reads = async (bearer: string): Promise<number> => (await call('GET', '/v1/securities', bearer)).status;

describe('operators', () => {
  test('are those of the ledger, with the names of the configuration', async () => {
    const { body } = await call('GET', '/v1/operators', gateway.viewerKey);
    expect(body['items']).toContainEqual(
      expect.objectContaining({ id: 'mia-maker', name: 'Mia Maker', roles: ['maker'], validFrom: '2026-11-23' }),
    );
  });

  test.each(['makerKey', 'checkerKey', 'viewerKey'] as const)('are not appointed by %s', async (key) => {
    const operators = [{ id: 'new-1', roles: ['maker'] }];
    expect(await post('/v1/operators', gateway[key], { operators })).toMatchObject({ status: 403 });
    expect(await post('/v1/operators/mia-maker/dismissal', gateway[key])).toMatchObject({ status: 403 });
  });
});

describe('an operator who was dismissed on one channel', () => {
  test('is refused on that one, and not on the other', async () => {
    await gateway.dispose();
    const bonds = foundedLedger('bonds');
    gateway = await openTestGateway({ more: [bonds] });
    const dismissed = { mspId: 'TestMSP', operatorId: 'mia-maker', roles: ['maker'], validFrom: '2026-11-23' };
    bonds.commit([{ type: 'OperatorDismissed', facts: { operators: [{ ...dismissed, dismissedOn: '2026-11-23' }] } }]);
    const ask = (query: string): Promise<Answer> => call('GET', `/v1/securities${query}`, gateway.makerKey);
    for (let tries = 0; tries < 100 && (await ask('?channel=bonds')).status === 200; tries += 1);
    expect(await ask('?channel=bonds')).toMatchObject({ status: 403, body: { code: 'OPERATOR_LAPSED' } });
    expect(await ask('')).toMatchObject({ status: 200 });
    expect(await ask('?channel=nowhere')).toMatchObject({ status: 404, body: { code: 'CHANNEL_NOT_FOUND' } });
  });

  test('does not read there by an operation, whose path names no channel', async () => {
    await gateway.dispose();
    const bonds = foundedLedger('bonds');
    gateway = await openTestGateway({ more: [bonds] });
    const client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
    const channel = 'bonds';
    const { partyId: fromHolderId } = await client.registerParty(PERSON, { channel });
    const { partyId: toHolderId } = await client.registerParty(PERSON, { channel });
    await client.registerSecurity(PLACEMENT, { channel });
    const { id } = await client.transfer({ isin: ISIN, fromHolderId, toHolderId, units: '1' }, { channel });
    const ask = (path: string): Promise<Answer> => call('GET', `/v1/operations/${id}${path}`, gateway.makerKey);
    expect(await ask('')).toMatchObject({ status: 200 });
    const dismissed = { mspId: 'TestMSP', operatorId: 'mia-maker', roles: ['maker'], validFrom: '2026-11-23' };
    bonds.commit([{ type: 'OperatorDismissed', facts: { operators: [{ ...dismissed, dismissedOn: '2026-11-23' }] } }]);
    for (let tries = 0; tries < 100 && (await ask('')).status === 200; tries += 1);
    for (const path of ['', '/verdict']) {
      expect(await ask(path)).toMatchObject({ status: 403, body: { code: 'OPERATOR_LAPSED' } });
    }
  });
});

describe('an event stream', () => {
  const bounds = { streamsMax: 10, heartbeatMs: 20, pageSize: 10, stalledMsMax: 1_000 };
  const mia = { mspId: 'TestMSP', operatorId: 'mia-maker', roles: ['maker'], validFrom: '2026-11-23' };
  beforeEach(async () => {
    await gateway.dispose();
    gateway = await openTestGateway({}, { streamBounds: bounds });
  });

  /** What a stream says until it ends; it must end by itself. */
  async function untilEnd(bearer: string, event: () => unknown): Promise<string> {
    const headers = { Authorization: `Bearer ${bearer}` };
    const open = await fetch(`${gateway.url}/v1/events`, { headers });
    expect(open.status).toBe(200);
    await event();
    return open.text();
  }

  test('ends when its operator is dismissed on the ledger, before the events of that block', async () => {
    const dismissed = { type: 'OperatorDismissed', facts: { operators: [{ ...mia, dismissedOn: '2026-11-23' }] } };
    const said = await untilEnd(gateway.makerKey, () => gateway.ledger.commit([dismissed]));
    expect(said).not.toContain('OperatorDismissed');
    expect(await call('GET', '/v1/events', gateway.makerKey)).toMatchObject({ status: 403 });
  });

  test('ends when the credentials of its operator are revoked, with no event in between', async () => {
    await untilEnd(gateway.makerKey, () => post('/v1/operators/mia-maker/key/revocation', gateway.administratorKey));
    expect(await call('GET', '/v1/events', gateway.makerKey)).toMatchObject({ status: 401 });
  });

  test('ends with the session by which it was opened, which it does not prolong', async () => {
    await gateway.dispose();
    const sessionBounds = { idleMs: 200, absoluteMs: 60_000, sessionsMax: 10 };
    gateway = await openTestGateway({}, { streamBounds: bounds, sessionBounds });
    const session = String((await post('/v1/sessions', gateway.makerKey)).body['token']);
    await untilEnd(session, () => undefined);
    expect(await reads(session)).toBe(401);
  });

  test('goes on for who is still in office', async () => {
    const stop = new AbortController();
    const headers = { Authorization: `Bearer ${gateway.makerKey}` };
    const open = await fetch(`${gateway.url}/v1/events`, { headers, signal: stop.signal });
    const cara = { ...mia, operatorId: 'cara-checker', roles: ['checker'], dismissedOn: '2026-11-23' };
    gateway.ledger.commit([{ type: 'OperatorDismissed', facts: { operators: [cara] } }]);
    let said = '';
    for await (const chunk of open.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      said += chunk;
      if (said.includes('OperatorDismissed') && said.endsWith(': alive\n\n')) break;
    }
    stop.abort();
    expect(said).toContain('cara-checker');
  });
});

describe('API keys', () => {
  test('are rotated: the one before is accepted too, the one before that no more', async () => {
    const first = gateway.makerKey;
    const rotated = await post('/v1/operators/mia-maker/key', first);
    expect(rotated).toMatchObject({ status: 200, body: { previousValidUntil: expect.stringMatching(/Z$/) } });
    const second = String(rotated.body['key']);
    expect([await reads(first), await reads(second)]).toEqual([200, 200]);
    const third = String((await post('/v1/operators/mia-maker/key', second)).body['key']);
    expect([await reads(first), await reads(second), await reads(third)]).toEqual([401, 200, 200]);
  });

  test('are replaced with the present one alone, and sessions end thereby', async () => {
    const session = String((await post('/v1/sessions', gateway.makerKey)).body['token']);
    expect(await post('/v1/operators/mia-maker/key', session)).toMatchObject({ status: 403 });
    const { body } = await post('/v1/operators/mia-maker/key', gateway.makerKey);
    expect(await reads(session)).toBe(401);
    expect(await post('/v1/operators/mia-maker/key', gateway.makerKey)).toMatchObject({ status: 403 });
    expect(await reads(String(body['key']))).toBe(200);
  });

  test('of another are no administrator’s to see: they are issued into a file alone, and sessions end thereby', async () => {
    const path = '/v1/operators/mia-maker/key';
    expect(await post(path, gateway.administratorKey)).toMatchObject({ status: 403 });
    const session = String((await post('/v1/sessions', gateway.makerKey)).body['token']);
    const issued = await post(`${path}/issuance`, gateway.administratorKey);
    const previousValidUntil = expect.stringMatching(/Z$/);
    expect(issued).toEqual({ status: 200, body: { operator: 'mia-maker', previousValidUntil } });
    const file = join(gateway.directory, 'mia-maker.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect([await reads(readFileSync(file, 'utf8').trim()), await reads(session)]).toEqual([200, 401]);
  });

  test('are not issued by an administrator to itself', async () => {
    const self = TEST_ORGANIZATION.operators.find(({ roles }) => roles.includes('administrator'))?.id ?? '';
    expect(await post(`/v1/operators/${self}/key/issuance`, gateway.administratorKey)).toMatchObject({ status: 403 });
  });

  test('are revoked at once, with the sessions, and a restart brings none back', async () => {
    const session = String((await post('/v1/sessions', gateway.makerKey)).body['token']);
    expect(await post('/v1/operators/mia-maker/key/revocation', gateway.administratorKey)).toMatchObject({
      status: 200,
    });
    expect([await reads(gateway.makerKey), await reads(session)]).toEqual([401, 401]);
    rmSync(join(gateway.directory, 'mia-maker.key'));
    await gateway.stop();
    const { directory, makerKey } = gateway;
    const keys = await ApiKeys.open(directory, TEST_ORGANIZATION.operators);
    expect(await keys.verify(makerKey)).toBeUndefined();
    expect(existsSync(join(directory, 'mia-maker.key'))).toBe(false);
    expect(await keys.rotate('mia-maker')).toBeUndefined();
    await keys.issue('mia-maker');
    const key = readFileSync(join(directory, 'mia-maker.key'), 'utf8').trim();
    expect(await keys.verify(key)).toMatchObject({ id: 'mia-maker' });
  });

  test('are shown once and kept by hash alone', async () => {
    const { body } = await post('/v1/operators/mia-maker/key', gateway.makerKey);
    const key = String(body['key']);
    for (const file of ['operators.json', 'operations.sqlite', 'operations.sqlite-wal']) {
      const path = join(gateway.directory, file);
      if (existsSync(path)) expect(readFileSync(path).includes(key)).toBe(false);
    }
  });

  test('of others are issued and revoked by administrators alone', async () => {
    expect(await post('/v1/operators/cara-checker/key', gateway.makerKey)).toMatchObject({ status: 403 });
    expect(await post('/v1/operators/cara-checker/key/issuance', gateway.makerKey)).toMatchObject({ status: 403 });
    expect(await post('/v1/operators/cara-checker/key/revocation', gateway.makerKey)).toMatchObject({ status: 403 });
    expect(await post('/v1/operators/nobody/key/issuance', gateway.administratorKey)).toMatchObject({ status: 404 });
  });

  test('that were replaced end when the overlap is over', async () => {
    let now = 1_000;
    await gateway.stop();
    const keys = await ApiKeys.open(gateway.directory, TEST_ORGANIZATION.operators, () => now);
    const previousValidUntil = await keys.issue('mia-maker');
    expect(previousValidUntil?.getTime()).toBe(now + KEY_OVERLAP_MS);
    now += KEY_OVERLAP_MS - 1;
    expect(await keys.verify(gateway.makerKey)).toBeDefined();
    expect(keys.remembered(gateway.makerKey)).toBeDefined();
    now += 1;
    expect(keys.remembered(gateway.makerKey)).toBeUndefined();
    expect(await keys.verify(gateway.makerKey)).toBeUndefined();
    expect(await keys.verify(readFileSync(join(gateway.directory, 'mia-maker.key'), 'utf8').trim())).toBeDefined();
  });
});

describe('a session', () => {
  const openSession = async (): Promise<string> => String((await post('/v1/sessions', gateway.makerKey)).body['token']);
  const reopen = async (idleMs: number, absoluteMs: number): Promise<void> => {
    await gateway.dispose();
    gateway = await openTestGateway({}, { sessionBounds: { idleMs, absoluteMs, sessionsMax: 1 } });
  };
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  test('acts for its operator, and opens no other', async () => {
    const session = await openSession();
    expect(await reads(session)).toBe(200);
    expect(await post('/v1/sessions', session)).toMatchObject({ status: 403, body: { code: 'SESSION_NOT_RENEWABLE' } });
  });

  test('ends when it is told to', async () => {
    const session = await openSession();
    expect(await post('/v1/sessions/end', session)).toMatchObject({ status: 200 });
    expect(await reads(session)).toBe(401);
  });

  test('ends when it has rested too long', async () => {
    await reopen(100, 60_000);
    const session = await openSession();
    await pause(150);
    expect(await reads(session)).toBe(401);
  });

  test('ends in the end, however busy', async () => {
    await reopen(60_000, 300);
    const session = await openSession();
    expect(await reads(session)).toBe(200);
    await pause(350);
    expect(await reads(session)).toBe(401);
  });

  test('is one of a limited number', async () => {
    await reopen(60_000, 60_000);
    await openSession();
    expect(await post('/v1/sessions', gateway.makerKey)).toMatchObject({
      status: 503,
      body: { code: 'SESSIONS_EXHAUSTED' },
    });
  });

  test('ends with the process', async () => {
    const session = await openSession();
    await gateway.stop();
    gateway = await openTestGateway({ directory: gateway.directory, ledger: gateway.ledger });
    expect(await reads(session)).toBe(401);
  });
});
