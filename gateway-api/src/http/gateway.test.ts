import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { ScripClient } from '../client/client.js';
import type { Operation, StreamedEvent } from '../client/types.js';
import { LedgerRefusal, LedgerUnavailable } from '../ledger/ledger-error.js';
import { sendRaw } from '../support/calls.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const clientOf = ({ url, makerKey }: TestGateway): ScripClient => new ScripClient({ url, apiKey: makerKey });

/** Two holders, the first with a hundred units. */
async function market(
  client: ScripClient,
  gateway: TestGateway,
): Promise<{ readonly from: string; readonly to: string }> {
  const from = (await client.registerParty(PERSON)).partyId;
  const to = (await client.registerParty({ ...PERSON, name: 'Bob Example' })).partyId;
  await client.registerSecurity(PLACEMENT);
  const proposed = await client.issue(ISIN, { allocations: [{ holderId: from, units: '100', price: '10.5' }] });
  await new ScripClient({ url: gateway.url, apiKey: gateway.checkerKey }).approve(proposed);
  return { from, to };
}

/** Asks until an operation has ended, at most ten seconds. */
async function untilEnded(client: ScripClient, id: string): Promise<Operation> {
  for (let tries = 0; tries < 200; tries += 1) {
    const operation = await client.operation(id);
    if (operation.status !== 'pending') return operation;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return client.operation(id);
}

describe('gateway', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openTestGateway();
  });
  afterEach(() => gateway.dispose());

  test('issues and transfers; reads show what was written, as of its block', async () => {
    const client = clientOf(gateway);
    const { from, to } = await market(client, gateway);
    const body = { isin: ISIN, fromHolderId: from, toHolderId: to, units: '30', lots: 'lifo' } as const;
    const settled = await client.transfer(body, { waitSeconds: 5 });
    const dates = { tradeDate: '2026-11-23', settlementDate: '2026-11-23' };
    expect(settled).toMatchObject({ status: 'settled', lots: 'lifo', ...dates });
    const register = await client.register(ISIN);
    expect(new Map(register.items.map(({ holderId, units }) => [holderId, units]))).toEqual(
      new Map([
        [from, '70'],
        [to, '30'],
      ]),
    );
    expect(register.asOf).toEqual({ channel: 'securities', block: settled.block, businessDate: '2026-11-23' });
    const [holding] = (await client.holdings(to)).items;
    const history = await client.lotHistory(ISIN, holding?.lots[0]?.lotId ?? '');
    expect(history.items).toEqual([
      {
        event: 'created',
        instructionId: settled.instructionId,
        transactionId: settled.transactionId,
        block: settled.block,
      },
    ]);
  });

  test('a refusal by the ledger is the end of the operation, with its problem', async () => {
    const client = clientOf(gateway);
    const { from, to } = await market(client, gateway);
    const body = { isin: ISIN, fromHolderId: from, toHolderId: to, units: '101' };
    const refused = await client.transfer(body, { waitSeconds: 5 });
    expect(refused).toMatchObject({ status: 'refused', problem: { code: 'UNITS_INSUFFICIENT', status: 422 } });
    expect((await client.operation(refused.id)).status).toBe('refused');
  });

  test('an instruction of another organisation under the same id is not taken for the own one', async () => {
    const client = clientOf(gateway);
    const { from, to } = await market(client, gateway);
    const idempotencyKey = randomUUID();
    const instructionId = createHash('sha256')
      .update(`TestMSP\nmia-maker\n${idempotencyKey}`)
      .digest('hex')
      .slice(0, 40);
    const dates = { instructedOn: '2026-11-23', settlementDate: '2026-11-23' };
    const instruction = { instructionId, isin: ISIN, custodian: 'OtherMSP', ...dates };
    gateway.ledger.commit([
      { type: 'InstructionRegistered', facts: { instruction } },
      {
        type: 'HoldingTransferred',
        facts: { isin: ISIN, businessDate: '2026-11-23', instructionId, consumed: [], created: [] },
      },
    ]);
    gateway.ledger.failures.push(new LedgerRefusal('INSTRUCTION_EXISTS', 'It exists.'));
    const body = { isin: ISIN, fromHolderId: from, toHolderId: to, units: '30' };
    const refused = await client.transfer(body, { waitSeconds: 5, idempotencyKey });
    expect(refused).toMatchObject({ id: instructionId, status: 'refused', problem: { code: 'INSTRUCTION_EXISTS' } });
  });

  test('one bad instruction harms no other of its batch', async () => {
    const client = clientOf(gateway);
    const { from, to } = await market(client, gateway);
    const body = { isin: ISIN, fromHolderId: from, toHolderId: to, units: '1' };
    const dates = ['2026-11-23', '2026-11-23', '2099-01-01', '2026-11-23', '2026-11-23'];
    const ended = await Promise.all(
      dates.map((tradeDate) => client.transfer({ ...body, tradeDate }, { waitSeconds: 5 })),
    );
    expect(ended.map(({ status }) => status)).toEqual(['settled', 'settled', 'refused', 'settled', 'settled']);
    expect(ended[2]?.problem?.code).toBe('TRADE_DATE_IN_FUTURE');
    expect(gateway.ledger.submitted.filter(({ name }) => name === 'settlement:instruct')).toHaveLength(5);
  });

  test('many instructions share few transactions', async () => {
    const client = clientOf(gateway);
    const { from, to } = await market(client, gateway);
    const body = { isin: ISIN, fromHolderId: from, toHolderId: to, units: '1' };
    let release: () => void = () => undefined;
    gateway.ledger.gate = new Promise((resolve) => (release = resolve));
    const accepted = await Promise.all(Array.from({ length: 60 }, () => client.transfer(body)));
    const ended = accepted.map(({ id }) => untilEnded(client, id));
    release();
    expect(new Set((await Promise.all(ended)).map(({ status }) => status))).toEqual(new Set(['settled']));
    expect(gateway.ledger.batches.length).toBeLessThanOrEqual(4);
  });

  test('a transfer waits for the ledger and goes on by itself when it is back', async () => {
    const client = clientOf(gateway);
    const { from, to } = await market(client, gateway);
    gateway.ledger.failures.push(new LedgerUnavailable('unreachable', 10));
    const accepted = await client.transfer({ isin: ISIN, fromHolderId: from, toHolderId: to, units: '1' });
    expect(accepted.status).toBe('pending');
    expect(await untilEnded(client, accepted.id)).toMatchObject({ status: 'settled' });
  });

  test('a command that the ledger could not finish is a problem that may be repeated with its key', async () => {
    const client = clientOf(gateway);
    gateway.ledger.failures.push(new LedgerUnavailable('conflict', 10));
    const idempotencyKey = randomUUID();
    const attempt = client.registerParty(PERSON, { idempotencyKey });
    await expect(attempt).rejects.toMatchObject({ status: 503, code: 'LEDGER_CONFLICT', retrySafe: true });
    const holder = await client.registerParty(PERSON, { idempotencyKey });
    expect(await client.registerParty(PERSON, { idempotencyKey })).toEqual(holder);
  });

  test('a holder: private first, public second, resumable; nothing personal in commands or events', async () => {
    const client = clientOf(gateway);
    const idempotencyKey = randomUUID();
    const { ledger } = gateway;
    await client.registerParty(PERSON, { idempotencyKey });
    expect(ledger.submitted.map(({ name }) => name)).toEqual(['party:record', 'party:register']);
    const [record, register] = ledger.submitted;
    expect(register?.body).toEqual({ ...record?.body, kind: 'person' });
    expect(ledger.transients.get(record?.commandId ?? '')?.['record']).toContain('Ada Example');
    expect(JSON.stringify([ledger.submitted, ledger.committed])).not.toContain('Ada');
  });

  test('accepted transfers survive the gateway', async () => {
    const client = clientOf(gateway);
    const { from, to } = await market(client, gateway);
    gateway.ledger.failures.push(new LedgerUnavailable('unreachable', 10));
    const accepted = await client.transfer({ isin: ISIN, fromHolderId: from, toHolderId: to, units: '1' });
    await gateway.stop();
    gateway = await openTestGateway({ directory: gateway.directory, ledger: gateway.ledger });
    const reopened = clientOf(gateway);
    expect(await untilEnded(reopened, accepted.id)).toMatchObject({ status: 'settled' });
  });

  test('a second gateway on the same folder is refused while the first lives', async () => {
    const { directory, ledger } = gateway;
    await expect(openTestGateway({ directory, ledger })).rejects.toThrow('already serves');
    await expect(clientOf(gateway).securities()).resolves.toMatchObject({ items: [] });
  });

  test('events are streamed from a place on, and after the last one seen', async () => {
    const client = clientOf(gateway);
    await market(client, gateway);
    const take = async (count: number, options: { from?: number; lastEventId?: string }): Promise<StreamedEvent[]> => {
      const stop = new AbortController();
      const taken: StreamedEvent[] = [];
      for await (const event of client.events({ ...options, signal: stop.signal })) {
        taken.push(event);
        if (taken.length === count) stop.abort();
      }
      return taken;
    };
    const all = await take(9, { from: 0 });
    expect(all.map(({ type }) => type)).toEqual([
      ...['AuthorityBootstrapped', 'CalendarPublished', 'OperatorsAppointed', 'PartyRegistered', 'PartyRegistered'],
      ...['SecurityRegistered', 'ActProposed', 'HoldingIssued', 'ActApproved'],
    ]);
    expect(await take(7, { lastEventId: all[1]?.id ?? '' })).toEqual(all.slice(2));
    const live = take(1, { lastEventId: all[8]?.id ?? '' });
    await client.calendars.advance({ calendar: 'TARGET', date: '2026-11-24' });
    expect(await live).toMatchObject([{ type: 'BusinessDateStepAsked', facts: { businessDate: '2026-11-24' } }]);
  });

  test('health, metrics and description need no key', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json']) {
      expect((await sendRaw(gateway.url, { method: 'GET', path })).status).toBe(200);
    }
    gateway.ledger.isReachable = false;
    expect((await sendRaw(gateway.url, { method: 'GET', path: '/readyz' })).status).toBe(503);
  });
});

describe('bounds', () => {
  test('event streams and unknown keys are limited', async () => {
    const streamBounds = { streamsMax: 1, heartbeatMs: 20, pageSize: 10, stalledMsMax: 1_000 };
    const gateway = await openTestGateway({}, { streamBounds, rateLimits: { requestsMax: 1_000, unknownKeysMax: 3 } });
    try {
      const headers = ['Authorization', `Bearer ${gateway.makerKey}`];
      const stop = new AbortController();
      const open = await fetch(`${gateway.url}/v1/events`, {
        headers: { Authorization: `Bearer ${gateway.makerKey}` },
        signal: stop.signal,
      });
      const second = await sendRaw(gateway.url, { method: 'GET', path: '/v1/events', headers });
      expect([open.status, second.status]).toEqual([200, 503]);
      stop.abort();
      const statuses: number[] = [];
      for (let index = 0; index < 3; index += 1) {
        statuses.push((await sendRaw(gateway.url, { method: 'GET', path: '/v1/securities' })).status);
      }
      expect(statuses).toEqual([401, 401, 429]);
    } finally {
      await gateway.dispose();
      rmSync(gateway.directory, { recursive: true, force: true });
    }
  });
});
