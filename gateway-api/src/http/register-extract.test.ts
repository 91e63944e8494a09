import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import { ISIN, PERSON, PLACEMENT, SECURITY } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const ASKED = { right: 'holder', purpose: 'general meeting, for holder 7' } as const;
let gateway: TestGateway;
let client: ScripClient;
let holders: readonly string[];

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const ids = [];
  for (const name of ['Ada Example', 'Bob Example'])
    ids.push((await client.registerParty({ ...PERSON, name })).partyId);
  holders = ids.sort();
  await client.registerSecurity(PLACEMENT);
  const created = holders.map((holderId, index) => ({
    ...{ lotId: `${'a'.repeat(64)}/${String(index)}`, isin: ISIN, holderId, units: String(10 + index) },
    ...{ acquiredOn: '2026-11-23', price: '7.5', origin: 'issue' },
  }));
  const facts = { isin: ISIN, businessDate: '2026-11-23', created, issued: '21' };
  const block = gateway.ledger.commit([{ type: 'HoldingIssued', facts }]);
  for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
});
afterAll(() => gateway.dispose());

test('an extract has every entry with its lots, and nothing personal', async () => {
  const extract = await client.registrar.extract(ISIN, ASKED);
  expect(extract).toMatchObject({
    date: '2026-11-23',
    isFinal: false,
    issuedUnits: '21',
    holders: 2,
    name: SECURITY.name,
  });
  expect(extract.items.map(({ holderId, units, lots }) => [holderId, units, lots.length, lots[0]?.price])).toEqual([
    [holders[0], '10', 1, '7.5'],
    [holders[1], '11', 1, '7.5'],
  ]);
  expect(extract.items[0]?.recordHash).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(extract)).not.toContain('Ada');
  const before = await client.registrar.extract(ISIN, { ...ASKED, recordDate: '2026-11-20' });
  expect(before).toMatchObject({ isFinal: true, issuedUnits: '0', items: [] });
});

test('every reading is logged before it is answered, the latest first', async () => {
  await client.registrar.extract(ISIN, { right: 'authority', purpose: 'request 12/26', limit: 1 });
  const { items } = await client.registrar.inspections(ISIN);
  expect(items.slice(0, 3)).toMatchObject([
    { operator: 'mia-maker', right: 'authority', purpose: 'request 12/26', recordDate: '2026-11-23' },
    { right: 'holder', recordDate: '2026-11-20' },
    { right: 'holder', purpose: ASKED.purpose, recordDate: '2026-11-23' },
  ]);
});

test.each<[string, object, string]>([
  ['without a right', { purpose: 'curiosity' }, 'VALIDATION_FAILED'],
  ['without a purpose', { right: 'holder' }, 'VALIDATION_FAILED'],
  ['of a day to come', { ...ASKED, recordDate: '2026-11-24' }, 'RECORD_DATE_NOT_REACHED'],
])('an extract %s is refused, and no reading is logged', async (_, asked, code) => {
  const before = (await client.registrar.inspections(ISIN)).items.length;
  await expect(client.registrar.extract(ISIN, asked as never)).rejects.toMatchObject({ code });
  expect((await client.registrar.inspections(ISIN)).items).toHaveLength(before);
});

test('a viewer sees the register and is shown no extract', async () => {
  const viewer = new ScripClient({ url: gateway.url, apiKey: gateway.viewerKey });
  await expect(viewer.registrar.extract(ISIN, ASKED)).rejects.toMatchObject({ code: 'OPERATOR_NOT_PERMITTED' });
});
