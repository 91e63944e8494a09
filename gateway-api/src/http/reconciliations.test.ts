import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import type { Approval } from '../client/types.js';
import type { JsonObject } from '../ledger/ledger.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const TODAY = '2026-11-23';

let gateway: TestGateway;
let client: ScripClient;
let ada: string;
let bob: string;

beforeEach(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  await client.registerSecurity(PLACEMENT);
  [ada = '', bob = ''] = [
    (await client.registerParty(PERSON)).partyId,
    (await client.registerParty(PERSON)).partyId,
  ].sort();
  await approve(
    client.issue(ISIN, {
      allocations: [
        { holderId: ada, units: '5' },
        { holderId: bob, units: '7' },
      ],
    }),
  );
});
afterEach(() => gateway.dispose());

const approve = async (proposed: Promise<Approval>): Promise<Approval> =>
  new ScripClient({ url: gateway.url, apiKey: gateway.checkerKey }).approve(await proposed);

/** What the ledger was told last. */
const reported = (): Readonly<Record<string, unknown>> =>
  gateway.ledger.submitted.findLast(({ name }) => name === 'reconciliation:report')?.body ?? {};

const upload = (
  content: string,
  scope: 'custody' | 'depository' = 'custody',
  businessDate = TODAY,
): Promise<{ readonly statementId: string }> =>
  client.reconciliations.uploadStatement(ISIN, { scope, businessDate }, { type: 'text/csv', content });

describe('a register', () => {
  test('agrees with the lots, the entries and the read model', async () => {
    const { result, reportId } = await client.reconciliations.run(ISIN, { scope: 'register' });
    expect(result).toBe('agrees');
    const { report } = await client.reconciliations.get(ISIN, reportId);
    expect(report).toMatchObject({
      ...{ by: 'TestMSP', businessDate: TODAY, records: 2, differencesTotal: 0 },
      figures: [
        { name: 'lots', expected: { units: '12' }, found: { units: '12' } },
        { name: 'entries', expected: { units: '12' }, found: { units: '12' } },
        { name: 'capTable', expected: { units: '12' }, found: { units: '12' } },
      ],
    });
    expect((await client.reconciliations.list(ISIN, { scope: 'register' })).items).toHaveLength(1);
    expect((await client.reconciliations.list(ISIN, { scope: 'custody' })).items).toHaveLength(0);
    expect((await client.reconciliations.differences(ISIN, reportId)).items).toEqual([]);
  });

  test('whose lots are fewer than its issued units differs, and so do the entries', async () => {
    gateway.ledger.functions.set('reconciliation:holdings', () => ({
      ...{ events: [] },
      result: { issued: '12', rows: [{ holderId: ada, units: '5', reserved: '6', encumbered: '0' }] },
    }));
    const { reportId } = await client.reconciliations.run(ISIN, { scope: 'register' });
    expect((await client.reconciliations.differences(ISIN, reportId)).items).toEqual([
      { reason: 'position', subject: 'lots', expected: '12', found: '5' },
      { reason: 'record', subject: 'captable', expected: '5', found: '12' },
      { reason: 'settlement', subject: `reserved:${ada}`, expected: '5', found: '6' },
    ]);
  });
});

describe('a statement', () => {
  test('of a custodian is compared holder by holder: found figures stay here, and the ledger gets their hash', async () => {
    const { statementId } = await upload(`holderId,account,units\n${ada},A-1,2\n${ada},A-2,3\n${bob},B-1,6\n`);
    const { reportId, result } = await client.reconciliations.run(ISIN, { scope: 'custody', statementId });
    expect(result).toBe('differs');
    expect((await client.reconciliations.differences(ISIN, reportId)).items).toEqual([
      { reason: 'position', subject: `holder:${bob}`, expected: '7', found: '6' },
    ]);
    const told = JSON.stringify(reported());
    expect(reported()).toMatchObject({
      statement: { records: 3, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      differences: [{ subject: `holder:${bob}`, expected: { units: '7' }, found: { hash: expect.any(String) } }],
    });
    expect(told).not.toContain('A-1');
    expect((await client.reconciliations.statements(ISIN)).items).toMatchObject([
      { statementId, reportId, records: 3 },
    ]);
  });

  test('that says for whom a nominee holds is compared sub-account by sub-account', async () => {
    const lot = (index: number, units: string, designation?: readonly string[]): JsonObject => ({
      ...{ lotId: `${'b'.repeat(64)}/${String(index)}`, isin: ISIN, holderId: ada, units, acquiredOn: TODAY },
      ...{ origin: 'issue', ...(designation === undefined ? {} : { designation: [...designation] }) },
    });
    const created = [lot(0, '3', [bob]), lot(1, '4', [bob]), lot(2, '1', [bob, bob])];
    const block = gateway.ledger.commit([
      { type: 'HoldingIssued', facts: { isin: ISIN, issued: '20', businessDate: TODAY, created } },
    ]);
    for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
    await upload(`holderId,ownerId,units\n${ada},,5\n${ada},${bob},7\n${bob},,7\n`);
    const { reportId } = await client.reconciliations.run(ISIN, { scope: 'custody' });
    expect((await client.reconciliations.differences(ISIN, reportId)).items).toEqual([
      { reason: 'position', subject: `holder:${ada}:${bob}`, expected: '8', found: '7' },
    ]);
    await upload(`holderId,units\n${ada},13\n${bob},7\n`);
    expect(await client.reconciliations.run(ISIN, { scope: 'custody' })).toMatchObject({ result: 'agrees' });
  });

  test('that says the same again has the same hashes, and another salt elsewhere', async () => {
    const content = `holderId,units\n${bob},6\n`;
    await upload(content);
    await client.reconciliations.run(ISIN, { scope: 'custody' });
    const first = reported()['differences'];
    await upload(content);
    await client.reconciliations.run(ISIN, { scope: 'custody' });
    expect(reported()['differences']).toEqual(first);
    const other = await openTestGateway();
    const stranger = new ScripClient({ url: other.url, apiKey: other.makerKey });
    await stranger.registerSecurity(PLACEMENT);
    await stranger.reconciliations.uploadStatement(
      ISIN,
      { scope: 'custody', businessDate: TODAY },
      { type: 'text/csv', content },
    );
    await stranger.reconciliations.run(ISIN, { scope: 'custody' });
    const told = JSON.stringify(other.ledger.submitted.at(-1)?.body);
    const { found } = (first as { readonly found: { readonly hash: string } }[])[1] ?? {};
    expect(found).toBeDefined();
    expect(told).not.toContain(found?.hash ?? '');
    await other.dispose();
  });

  test('of the central register is compared in public', async () => {
    await upload('units\n12\n', 'depository');
    expect(await client.reconciliations.run(ISIN, { scope: 'depository' })).toMatchObject({ result: 'agrees' });
    await upload('units\n10\n1\n', 'depository');
    await client.reconciliations.run(ISIN, { scope: 'depository' });
    expect(reported()).toMatchObject({
      differences: [{ subject: 'total', expected: { units: '12' }, found: { units: '11' } }],
    });
  });

  test.each([
    ['with a column that is not known', 'holderId,amount\n', 'TABLE_INVALID'],
    ['with units that are none', 'holderId,units\nP,x\n', 'TABLE_INVALID'],
    ['with a quote that is not closed', 'holderId,units\n"a,1\n', 'TABLE_INVALID'],
  ])('%s is refused with its row, and nothing stays', async (_, content, code) => {
    await expect(upload(content)).rejects.toMatchObject({ code });
    expect((await client.reconciliations.statements(ISIN)).items).toEqual([]);
    expect(readdirSync(join(gateway.directory, 'uploads'))).toEqual([]);
  });

  test('names the row and the column of a fault', async () => {
    await expect(upload(`holderId,units\n${ada},5\n${bob},0x7\n`)).rejects.toMatchObject({
      problem: { errors: [{ pointer: '#/rows/2/units', code: 'UNITS_INVALID' }] },
    });
  });

  test('of a later day, or one that is not here, is not compared', async () => {
    await expect(upload('holderId,units\n', 'custody', '2026-11-24')).rejects.toMatchObject({
      code: 'RECORD_DATE_NOT_REACHED',
    });
    await expect(client.reconciliations.run(ISIN, { scope: 'custody' })).rejects.toMatchObject({
      code: 'STATEMENT_NOT_FOUND',
    });
    const missing = client.reconciliations.differences(ISIN, 'a'.repeat(64));
    await expect(missing).rejects.toMatchObject({ code: 'DIFFERENCES_NOT_HERE' });
    await expect(client.reconciliations.get(ISIN, 'a'.repeat(64))).rejects.toMatchObject({
      code: 'RECONCILIATION_UNKNOWN',
    });
  });

  test('is neither JSON nor too large', async () => {
    const post = (type: string, body: string): Promise<Response> =>
      fetch(`${gateway.url}/v1/securities/${ISIN}/statements?scope=custody&businessDate=${TODAY}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${gateway.makerKey}`, 'Content-Type': type, 'Idempotency-Key': 'key-of-it' },
        body,
      });
    expect((await post('application/json', '{}')).status).toBe(415);
    expect((await post('text/csv', 'a'.repeat(65 * 1024 * 1024))).status).toBe(413);
  });

  test('sent twice under one key is one statement', async () => {
    const send = (): Promise<{ readonly statementId: string }> =>
      client.reconciliations.uploadStatement(
        ISIN,
        { scope: 'custody', businessDate: TODAY },
        { type: 'text/csv', content: `holderId,units\n${ada},5\n` },
        { idempotencyKey: 'the-same-key' },
      );
    expect(await send()).toEqual(await send());
    expect((await client.reconciliations.statements(ISIN)).items).toHaveLength(1);
  });
});

describe('what a paying agent has passed on', () => {
  const amount = { amount: '50.00', currency: 'EUR' };
  const payouts = (...rows: readonly string[]): Promise<unknown> =>
    client.reconciliations.uploadStatement(
      ISIN,
      { scope: 'payouts', businessDate: TODAY },
      { type: 'text/csv', content: `instructionId,leg,currency,amount,part\n${rows.join('\n')}\n` },
    );
  const found = async (): Promise<unknown> => {
    const { reportId } = await client.reconciliations.run(ISIN, { scope: 'payouts' });
    return (await client.reconciliations.differences(ISIN, reportId)).items;
  };
  const missing = { reason: 'cash', subject: 'payment:j-1:1', expected: 'EUR 50', found: '0' };

  beforeEach(async () => {
    const legs = [
      { kind: 'delivery', isin: ISIN, from: ada, to: bob, units: '3' },
      { kind: 'payment', from: bob, to: ada, amount, payingAgent: 'TestMSP' },
    ];
    const terms = { mode: 'onAffirmation', tradeDate: TODAY, settlementDate: TODAY, lastDay: '2026-12-31' };
    given = (instructionId, more) => ({
      ...{ instructionId, legs, ...terms, affirmations: [], payments: [], ...more },
    });
    const settled = [given('j-1', finalOn(TODAY)), given('j-0', finalOn('2026-11-20'))];
    await committed('JointInstructionSettled', ...settled);
  });

  let given: (instructionId: string, more: JsonObject) => JsonObject;
  const finalOn = (businessDate: string): JsonObject => {
    const moment = { transactionId: 'a'.repeat(64), businessDate };
    return { status: 'settled', moments: { entered: moment, final: moment } };
  };
  const committed = async (type: string, ...instructions: readonly JsonObject[]): Promise<void> => {
    const events = instructions.map((instruction) => ({ type, facts: { instruction, movements: [] } }));
    const block = gateway.ledger.commit(events, 'a'.repeat(64));
    for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
  };
  const part = (units: string, paid: string, settledOn: string): JsonObject => ({
    ...{ units, settledOn, payment: { ...amount, amount: paid }, transactionId: 'b'.repeat(64) },
  });

  test('of what settles in parts is compared part by part, on the day of each', async () => {
    const parts = [part('1', '16.66', '2026-11-20'), part('1', '16.67', TODAY)];
    await committed('JointInstructionPartSettled', given('j-3', { status: 'affirmed', parts }));
    const own = (...rows: readonly string[]): Promise<unknown> => payouts('j-1,1,EUR,50,', ...rows);
    const lacking = { ...missing, subject: 'payment:j-3:1.2', expected: 'EUR 16.67' };
    await own();
    expect(await found()).toEqual([lacking]);
    await own('j-3,1,EUR,16.67,2', 'j-3,1,EUR,16.66,1');
    expect(await found()).toEqual([]);
    await own('j-3,1,EUR,33.33,');
    expect(await found()).toEqual([
      { ...missing, subject: 'payment:j-3:1', expected: '0', found: 'EUR 33.33' },
      lacking,
    ]);
    const last = [...parts, part('1', '16.67', TODAY)];
    await committed('JointInstructionSettled', given('j-3', { ...finalOn(TODAY), parts: last }));
    await own('j-3,1,EUR,16.67,2');
    expect(await found()).toEqual([{ ...lacking, subject: 'payment:j-3:1.3' }]);
  });

  test('twice is found', async () => {
    await payouts('j-1,1,EUR,50,', 'j-1,1,EUR,0.5,');
    expect(await found()).toEqual([{ ...missing, found: 'EUR 50.5' }]);
    await payouts('j-1,1,EUR,50,', 'j-1,1,USD,50,');
    expect(await found()).toEqual([{ ...missing, found: 'EUR 50 + USD 50' }]);
  });

  test('is compared with the payments of what has settled on the day', async () => {
    await payouts();
    expect(await found()).toEqual([missing]);
    await payouts('j-1,1,EUR,49.99,');
    expect(await found()).toEqual([{ ...missing, found: 'EUR 49.99' }]);
    await payouts('j-1,1,EUR,50.0,');
    expect(await found()).toEqual([]);
  });

  test('may be for what has settled before, and not for what has not', async () => {
    await payouts('j-1,1,EUR,50,', 'j-0,1,EUR,50,', 'j-2,1,EUR,50,');
    expect(await found()).toEqual([{ ...missing, subject: 'payment:j-2:1', expected: '0', found: 'EUR 50' }]);
  });

  test('is missed until it is found, and nobody else is told how much it is', async () => {
    await payouts('j-1,1,EUR,50,');
    const { reason } = missing;
    const subject = 'payment:j-0:1';
    const by = { isin: ISIN, calendar: 'TARGET', reason, severity: 'warning', owner: { mspId: 'TestMSP' } };
    const raised = { ...by, breakId: 'r-1', raisedBy: 'TestMSP', raisedOn: '2026-11-20' };
    const block = gateway.ledger.commit([
      { type: 'BreakRaised', facts: { break: { ...raised, found: { scope: 'payouts', subject, reason } } } },
    ]);
    for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
    expect(await found()).toEqual([{ ...missing, subject }]);
    expect(JSON.stringify(reported())).not.toContain('EUR');
    expect(reported()).toMatchObject({ differences: [{ subject, instructionId: 'j-0' }] });
  });
});

describe('the agent', () => {
  test('reconciles the registers and the waiting statements once the settlement cut-off has passed', async () => {
    await upload(`holderId,units\n${ada},5\n${bob},7\n`);
    const step = { calendar: 'TARGET', date: TODAY, phase: 'settlementCutOff' as const };
    await client.calendars.advance(step);
    await client.calendars.advance(step);
    const deadline = Date.now() + 8_000;
    while ((await client.reconciliations.list(ISIN)).items.length < 2 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { items } = await client.reconciliations.list(ISIN);
    expect(items.map(({ scope, result }) => [scope, result]).sort()).toEqual([
      ['custody', 'agrees'],
      ['register', 'agrees'],
    ]);
  });
});
