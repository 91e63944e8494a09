import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isDualFunction, TRANSACTIONS } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import type { Approval } from '../client/types.js';
import type { DomainEvent, JsonObject } from '../ledger/ledger.js';
import { ISIN, PERSON, PLACEMENT, registerLike } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const ORDER = { basis: 'court-order', document: 'd'.repeat(64) } as const;
const CORRECTION = { corrects: { entry: `${'a'.repeat(64)}/0`, on: '2026-11-23' }, breakId: 'b-1' };
const KEPT = { ...ORDER, by: 'TestMSP' };
const ON = { isin: ISIN, businessDate: '2026-11-23' };
let gateway: TestGateway;
let client: ScripClient;
let ada: string;
let bob: string;

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const { functions } = gateway.ledger;
  const proposing = functions.get('calendar:correct');
  if (proposing === undefined) throw new Error('the fake takes no proposals');
  for (const name of Object.keys(TRANSACTIONS).filter(isDualFunction)) functions.set(name, proposing);
  ada = (await client.registerParty(PERSON)).partyId;
  bob = (await client.registerParty({ ...PERSON, name: 'Bob Example' })).partyId;
  await client.registerSecurity(PLACEMENT);
});
afterAll(() => gateway.dispose());

async function happened(...events: readonly DomainEvent[]): Promise<void> {
  const block = gateway.ledger.commit(events);
  for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
}
const lot = (lotId: string, holderId: string, units: string, origin: string): JsonObject => ({
  ...{ lotId: `${'a'.repeat(64)}/${lotId}`, isin: ISIN, holderId, units, origin, acquiredOn: '2026-11-23' },
});
const lotIds = (...ids: readonly string[]): readonly string[] => ids.map((id) => `${'a'.repeat(64)}/${id}`);

test.each<[string, () => Promise<Approval>, () => object, string]>([
  [
    'a forced transfer',
    () =>
      client.registrar.forceTransfer(ISIN, {
        ...{ ...ORDER, fromHolderId: ada, toHolderId: bob, units: '5', lots: 'lifo', overrides: 'rules' },
        releases: [{ imposedBy: 'TestMSP', units: '5' }],
      }),
    () => ({
      isin: ISIN,
      fromHolderId: ada,
      toHolderId: bob,
      lots: 'lifo',
      releases: [{ imposedBy: 'TestMSP', units: '5' }],
    }),
    '5 units that TestMSP froze are released. The rules for holders do not stand in the way.',
  ],
  [
    'a recovery',
    () => client.registrar.recoverHolding(ISIN, { ...ORDER, fromHolderId: ada, toHolderId: bob, ends: ['j-1'] }),
    () => ({ isin: ISIN, fromHolderId: ada, toHolderId: bob, ends: ['j-1'] }),
    'which succeeds it (court-order). The instruction j-1 ends for all of its parties.',
  ],
  [
    'a redemption',
    () => client.registrar.redeem(ISIN, { ...ORDER, holderId: ada, units: '5', lots: 'highestPrice' }),
    () => ({ isin: ISIN, holderId: ada, units: '5', lots: 'highestPrice' }),
    '5 units of US0378331005 of',
  ],
  [
    'a cancellation',
    () => client.registrar.cancel(ISIN, { ...ORDER, holderId: ada, units: '5' }),
    () => ({ isin: ISIN, holderId: ada, units: '5' }),
    'are cancelled (court-order)',
  ],
  [
    'a correction',
    () => client.registrar.correct(ISIN, { ...ORDER, ...CORRECTION, toHolderId: ada, units: '5' }),
    () => ({ ...CORRECTION, isin: ISIN, toHolderId: ada, units: '5' }),
    'brought to the wrong holder go to',
  ],
  [
    'another number of authorised units',
    () => client.registrar.changeAuthorisedUnits(ISIN, { authorisedUnits: '2000', document: ORDER.document }),
    () => ({ isin: ISIN, authorisedUnits: '2000', document: ORDER.document }),
    'issuer and registrar must both ask',
  ],
])('%s is proposed as the ledger takes it, and said in words', async (_, propose, bodyOf, words) => {
  const approval = await propose();
  expect(approval).toMatchObject({ status: 'proposed', body: bodyOf() });
  expect(approval.summary).toContain(words);
});

describe('what happened on order', () => {
  test('changes the register, and is listed with who ordered it and why', async () => {
    const { consumed, created } = {
      consumed: lotIds('0'),
      created: [lot('1', bob, '30', 'transfer'), lot('2', ada, '70', 'remainder')],
    };
    await happened(
      { type: 'HoldingIssued', facts: { ...ON, created: [lot('0', ada, '100', 'issue')], issued: '100' } },
      {
        type: 'TransferForced',
        facts: {
          ...ON,
          fromHolderId: ada,
          toHolderId: bob,
          units: '30',
          order: { ...KEPT, overrides: 'rules' },
          consumed: [...consumed],
          created,
        },
      },
      {
        type: 'HoldingRedeemed',
        facts: {
          ...ON,
          holderId: ada,
          units: '60',
          issued: '40',
          order: KEPT,
          consumed: [...lotIds('2')],
          created: [lot('3', ada, '10', 'remainder')],
        },
      },
      {
        type: 'HoldingRecovered',
        facts: {
          ...ON,
          fromHolderId: ada,
          toHolderId: bob,
          units: '10',
          order: KEPT,
          consumed: [...lotIds('3')],
          created: [lot('4', bob, '10', 'recovery')],
        },
      },
      {
        type: 'HoldingCancelled',
        facts: {
          ...ON,
          holderId: bob,
          units: '10',
          issued: '30',
          order: KEPT,
          consumed: [...lotIds('4')],
          created: [],
        },
      },
    );
    expect(await client.register(ISIN)).toMatchObject({ issuedUnits: '30', items: [{ holderId: bob, units: '30' }] });
    const first = await client.registrar.orderedMovements(ISIN, { limit: 3 });
    expect(first.items).toMatchObject([
      {
        kind: 'forcedTransfer',
        fromHolderId: ada,
        toHolderId: bob,
        units: '30',
        order: { ...KEPT, overrides: 'rules' },
      },
      { kind: 'redeem', fromHolderId: ada, units: '60', businessDate: '2026-11-23', order: KEPT },
      { kind: 'recovery', units: '10' },
    ]);
    const second = await client.registrar.orderedMovements(ISIN, { cursor: first.nextCursor ?? '' });
    expect(second.items).toMatchObject([{ kind: 'cancel', units: '10' }]);
    const history = await client.lotHistory(ISIN, lotIds('4')[0] ?? '');
    expect(history).toMatchObject({ origin: 'recovery', items: [{ event: 'created', instructionId: null }, {}] });
  });

  test('another number of authorised units is shown with the security', async () => {
    const facts = { ...ON, authorisedUnits: '2000', previous: '1000', by: ['A', 'B'] };
    await happened(
      { type: 'AuthorisedUnitsAsked', facts: { asked: { ...ON, authorisedUnits: '2000', by: ['A'] } } },
      { type: 'AuthorisedUnitsChanged', facts },
    );
    expect((await client.security(ISIN)).security.authorisedUnits).toBe('2000');
  });

  test('lots that become one are one lot of the register, with what became of the others', async () => {
    const both = [lot('7', ada, '5', 'issue'), lot('8', ada, '6', 'issue')];
    await happened({ type: 'HoldingIssued', facts: { ...ON, created: both, issued: '41' } });
    gateway.ledger.functions.set('register:consolidate', (body) => {
      const { isin = '', holderId = '', lotIds = [] } = body;
      const created = [lot('9', ada, '11', 'consolidation')];
      const facts = { ...ON, holderId, consumed: lotIds, created };
      const result = { isin, holderId, lotId: created[0]?.['lotId'] ?? '', units: '11' };
      return { events: [{ type: 'LotsConsolidated', facts }], result };
    });
    const body = { holderId: ada, lotIds: [...lotIds('7', '8')] };
    expect(await client.registrar.consolidate(ISIN, body)).toMatchObject({ lotId: lotIds('9')[0], units: '11' });
    const { items } = await client.register(ISIN, { recordDate: '2026-11-23' });
    expect(items.find(({ holderId }) => holderId === ada)).toMatchObject({ units: '11', lots: 1 });
    expect(await client.lotHistory(ISIN, lotIds('7')[0] ?? '')).toMatchObject({ items: [{}, { event: 'consumed' }] });
    const once = client.registrar.consolidate(ISIN, { ...body, lotIds: [...lotIds('9')] });
    await expect(once).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('of an unknown security is not found', async () => {
    const unknown = client.registrar.orderedMovements('US5949181045');
    await expect(unknown).rejects.toMatchObject({ code: 'SECURITY_UNKNOWN' });
  });

  test('is not proposed without a legal basis', async () => {
    const body = { fromHolderId: ada, toHolderId: bob } as never;
    await expect(client.registrar.recoverHolding(ISIN, body)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});

describe('a correction', () => {
  const isin = 'DE0007236101';
  const of = (made: JsonObject): JsonObject => ({ ...made, isin });

  test('is an entry that leads to the one that it corrects, and that one to it', async () => {
    await registerLike(client, { isin });
    const created = [of(lot('20', ada, '100', 'issue'))];
    await happened({ type: 'HoldingIssued', facts: { ...ON, isin, created, issued: '100' } });
    const wrong = (await client.registrar.entries(isin)).items[0]?.entry ?? '';
    const facts = { fromHolderId: ada, toHolderId: bob, units: '100', order: KEPT, breakId: 'b-1' };
    const corrects = { entry: wrong, on: '2026-11-23' };
    const lots = { consumed: [...lotIds('20')], created: [of(lot('21', bob, '100', 'correction'))] };
    await happened({ type: 'RegisterCorrected', facts: { ...ON, isin, ...facts, corrects, ...lots } });
    const { items } = await client.registrar.entries(isin);
    expect(items).toMatchObject([
      { kind: 'issue', to: ada, units: '100', correctedBy: [{ on: '2026-11-23', units: '100' }] },
      { kind: 'correction', from: ada, to: bob, order: KEPT, corrects, correctedBy: [] },
    ]);
    const [first, second] = items;
    expect(first?.correctedBy[0]?.entry).toBe(second?.entry);
    expect((await client.registrar.entry(isin, second?.entry ?? '')).entry).toEqual(second);
    expect((await client.registrar.entries(isin, { holder: bob })).items).toEqual([second]);
    expect((await client.registrar.entries(isin, { businessDate: '2026-11-20' })).items).toEqual([]);
    expect((await client.registrar.orderedMovements(isin)).items).toMatchObject([{ kind: 'correction' }]);
    const unknown = client.registrar.entry(isin, `${'9'.repeat(64)}/9`);
    await expect(unknown).rejects.toMatchObject({ code: 'ENTRY_UNKNOWN' });
  });
});
