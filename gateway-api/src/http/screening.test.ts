import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { canonicalJson, sha256Hex } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import type { Json, JsonObject } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway;
let client: ScripClient;
let ada: string;
let bob: string;

beforeEach(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const { functions } = gateway.ledger;
  const proposing = functions.get('calendar:correct');
  if (proposing === undefined) throw new Error('the fake takes no proposals');
  for (const name of ['security:changeScreener', 'register:redeem']) functions.set(name, proposing);
  functions.set('screening:changeList', ({ change }) => ({ events: [], result: { change: change ?? null } }));
  ada = (await client.registerParty(PERSON)).partyId;
  bob = (await client.registerParty(PERSON)).partyId;
  await client.registerSecurity(PLACEMENT);
});
afterEach(() => gateway.dispose());

const sent = (name: string): readonly JsonObject[] =>
  gateway.ledger.submitted.filter((command) => command.name === name).map(({ body }) => body);

async function until(reached: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !reached(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(reached()).toBe(true);
}

/** A ledger on which everything is due that has not been stated. */
function screens(): { readonly stated: Set<string>; readonly asked: string[] } {
  const [stated, asked] = [new Set<string>(), [] as string[]];
  gateway.ledger.functions.set('screening:due', ({ args }) => {
    const [isin = '', movements = ''] = args as readonly string[];
    asked.push(isin);
    const given = JSON.parse(movements) as readonly Json[];
    return { events: [], result: { movements: given.filter((each) => !stated.has(canonicalJson(each))) } };
  });
  gateway.ledger.functions.set('screening:state', ({ movements }) => {
    for (const each of movements as readonly Json[]) stated.add(canonicalJson(each));
    return { events: [], result: {} };
  });
  return { stated, asked };
}

const named = (screener?: string): number =>
  gateway.ledger.commit([
    { type: 'ScreenerChanged', facts: { isin: ISIN, ...(screener === undefined ? {} : { screener }) } },
  ]);

test('a change of the list goes to the own peer alone, and the command names its salted hash', async () => {
  const entries = [{ subject: { party: ada }, standing: 'listed', reason: 'internal', from: '2026-11-23' }] as const;
  const { change } = await client.screening.changeList({ entries: [...entries] });
  expect(sent('screening:changeList')).toEqual([{ change }]);
  const [transient] = [...gateway.ledger.transients.values()].slice(-1);
  expect(sha256Hex(transient?.['change'] ?? '')).toBe(change);
  expect(JSON.parse(transient?.['change'] ?? '')).toEqual({ entries, salt: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('the list is shown without what hides its subjects', async () => {
  const entry = { reason: 'internal', from: '2026-11-23' };
  const result = { hash: 'a'.repeat(64), entries: [{ ...entry, tag: 'b'.repeat(64) }] };
  gateway.ledger.functions.set('screening:list', () => ({ events: [], result }));
  expect(await client.screening.list()).toMatchObject({ hash: 'a'.repeat(64), items: [entry] });
  const viewer = new ScripClient({ url: gateway.url, apiKey: gateway.viewerKey });
  await expect(viewer.screening.list()).rejects.toMatchObject({ status: 403 });
});

test('the screener is shown with the security', async () => {
  const approval = await client.screening.changeScreener(ISIN, { screener: 'TestMSP' });
  expect(approval).toMatchObject({ body: { isin: ISIN, screener: 'TestMSP' } });
  expect(approval.summary).toContain('TestMSP screens every movement');
  expect((await client.screening.changeScreener(ISIN, {})).summary).toContain('no longer screened');
  for (const screener of ['OtherMSP', undefined]) {
    const block = named(screener);
    await until(() => gateway.ledger.committed.length > block);
    for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
    expect((await client.security(ISIN)).security.screener).toBe(screener);
  }
});

test('what is to move by proposed acts and bound instructions is screened once', async () => {
  const { stated } = screens();
  named('TestMSP');
  await client.issue(ISIN, { allocations: [{ holderId: ada, units: '1' }] });
  await client.registrar.redeem(ISIN, {
    ...{ basis: 'statute', document: 'd'.repeat(64), holderId: ada, units: '1' },
  });
  const joint = (instructionId: string, status: string, units: string): void => {
    const [from, to] = status === 'proposed' ? [bob, ada] : [ada, bob];
    const legs = [
      { kind: 'delivery', isin: ISIN, from, to, units },
      { kind: 'payment', from: bob, to: ada, amount: { amount: '1', currency: 'EUR' }, payingAgent: 'TestMSP' },
    ];
    const terms = { mode: 'onOrder', settlementDate: '2026-12-01', lastDay: '2026-12-31', payments: [] };
    const instruction = { instructionId, status, legs, ...terms };
    gateway.ledger.commit([{ type: 'JointInstructionReserved', facts: { instruction } }]);
  };
  joint('asking', 'proposed', '1');
  joint('bound', 'reserved', '2');
  await until(() => stated.size === 4);
  const payers = { sender: bob, receiver: ada };
  expect([...stated].map((text) => JSON.parse(text) as unknown)).toEqual(
    expect.arrayContaining([{ receiver: ada }, { sender: ada }, { sender: ada, receiver: bob }, payers]),
  );
  const before = sent('screening:state').length;
  gateway.ledger.commit([]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(sent('screening:state')).toHaveLength(before);
});

test('nobody else’s securities are screened, and what is only proposed between parties is not', async () => {
  const { asked } = screens();
  named('OtherMSP');
  await client.issue(ISIN, { allocations: [{ holderId: ada, units: '1' }] });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked).toEqual([]);
});

test('a screener without a list is told in the log, and goes on when there is one', async () => {
  const { stated } = screens();
  let isAbsent = true;
  const state = gateway.ledger.functions.get('screening:state');
  gateway.ledger.functions.set('screening:state', (body, transactionId, command) => {
    if (isAbsent) throw new LedgerRefusal('SANCTIONS_LIST_ABSENT', 'none');
    return state?.(body, transactionId, command) ?? { events: [], result: {} };
  });
  named('TestMSP');
  await client.issue(ISIN, { allocations: [{ holderId: ada, units: '1' }] });
  await until(() => sent('screening:state').length > 0);
  isAbsent = false;
  gateway.ledger.commit([]);
  await until(() => stated.size === 1);
});

test('holders on the own list are looked for page by page', async () => {
  const holders: unknown[] = [];
  gateway.ledger.functions.set('screening:listed', ({ args }) => {
    const [, parties = '[]'] = args as readonly string[];
    holders.push(JSON.parse(parties));
    return { events: [], result: { listed: [{ party: ada, reason: 'asset-freeze' }] } };
  });
  expect(await client.screening.listedHolders(ISIN)).toMatchObject({ items: [] });
  const lot = (holderId: string, index: number): JsonObject => ({
    ...{ lotId: `${'a'.repeat(64)}/${String(index)}`, isin: ISIN, holderId, units: '1' },
    ...{ acquiredOn: '2026-11-23', origin: 'issue' },
  });
  const [first = '', second = ''] = [ada, bob].sort();
  const created = [lot(first, 0), lot(second, 1)];
  const block = gateway.ledger.commit([
    { type: 'HoldingIssued', facts: { isin: ISIN, issued: '2', businessDate: '2026-11-23', created } },
  ]);
  for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
  const page = await client.screening.listedHolders(ISIN, { limit: 1 });
  expect(page).toMatchObject({ items: [{ party: ada, reason: 'asset-freeze' }], nextCursor: first });
  await client.screening.listedHolders(ISIN, { limit: 1, cursor: first });
  expect(holders).toEqual([[first], [second]]);
});
