import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isDualFunction, TRANSACTIONS } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import type { DomainEvent, JsonObject } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const ON_TERMS = { basis: 'terms', document: 'd'.repeat(64) } as const;
const TRANSACTION = 'a'.repeat(64);
const TODAY = '2026-11-23';
let gateway: TestGateway;
let client: ScripClient;
let ada: string;

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const { functions } = gateway.ledger;
  const proposing = functions.get('calendar:correct');
  if (proposing === undefined) throw new Error('the fake takes no proposals');
  for (const name of Object.keys(TRANSACTIONS).filter(isDualFunction)) functions.set(name, proposing);
  ada = (await client.registerParty(PERSON)).partyId;
  await client.registerSecurity(PLACEMENT);
});
afterAll(() => gateway.dispose());

async function happened(...events: readonly DomainEvent[]): Promise<void> {
  const block = gateway.ledger.commit(events);
  for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
}
const lot = (index: number, units: string, origin: string): JsonObject => ({
  ...{ lotId: `${TRANSACTION}/${index}`, isin: ISIN, holderId: ada, units, origin, acquiredOn: '1998-05-04' },
});
const said = (type: string, facts: JsonObject): DomainEvent => ({
  type,
  facts: {
    ...{ isin: ISIN, holderId: ada, businessDate: TODAY, order: { ...ON_TERMS, by: 'TestMSP' } },
    ...{ entry: `${TRANSACTION}/0`, consumed: [], created: [], ...facts },
  },
});

describe('certificates on paper', () => {
  test('are taken in: proposed as the ledger takes it, and said in words', async () => {
    const certificates = [{ number: 'A-0001', through: 'A-0010', units: '10' }];
    const body = { ...ON_TERMS, holderId: ada, certificates, acquiredOn: '1998-05-04' };
    const approval = await client.registrar.dematerialise(ISIN, body);
    expect(approval).toMatchObject({ status: 'proposed', body: { ...body, isin: ISIN } });
    expect(approval.summary).toBe(
      `The certificates A-0001 to A-0010 (10 units each) of ${ISIN}, received and cancelled, become an entry of ${ada} ` +
        '(terms). They count as acquired on 1998-05-04.',
    );
  });

  test('are given out: what the holder signs is the act', async () => {
    const act = { holderId: ada, certificates: [{ number: 'B-0001', units: '30' }] };
    const approval = await client.registrar.rematerialise(ISIN, { ...ON_TERMS, ...act });
    expect(approval.body).toEqual({ ...ON_TERMS, act: { ...act, isin: ISIN } });
    expect(approval.summary).toBe(
      `The certificates B-0001 (30 units) of ${ISIN} are given out to ${ada}, whose units leave the register (terms).`,
    );
  });

  test('are listed by number, and register and paper together are what is issued', async () => {
    const taken = {
      status: 'cancelled',
      units: '100',
      issued: '100',
      onPaper: '0',
      created: [lot(0, '100', 'dematerialisation')],
    };
    const certificates = [
      { number: 'A-0001', units: '60' },
      { number: 'A-0002', units: '40' },
    ];
    await happened(said('HoldingDematerialised', { ...taken, certificates }));
    await happened(
      said('HoldingRematerialised', {
        ...{
          status: 'out',
          units: '30',
          issued: '70',
          onPaper: '30',
          certificates: [{ number: 'B-0001', units: '30' }],
        },
        ...{ consumed: [`${TRANSACTION}/0`], created: [lot(1, '70', 'remainder')], entry: `${TRANSACTION}/1` },
      }),
    );
    const all = await client.registrar.paperCertificates(ISIN);
    expect(all).toMatchObject({ issuedUnits: '100', registerUnits: '70', paperUnits: '30' });
    expect(all.items.map(({ number, status }) => [number, status])).toEqual([
      ['A-0001', 'cancelled'],
      ['A-0002', 'cancelled'],
      ['B-0001', 'out'],
    ]);
    expect((await client.registrar.paperCertificates(ISIN, { status: 'out' })).items).toEqual([
      {
        ...{ number: 'B-0001', units: '30', status: 'out', document: ON_TERMS.document },
        by: { entry: `${TRANSACTION}/1`, on: TODAY },
      },
    ]);
    expect(await client.register(ISIN)).toMatchObject({ issuedUnits: '70', items: [{ holderId: ada, units: '70' }] });
    const { items } = await client.registrar.entries(ISIN);
    expect(items.map(({ kind, units, from, to }) => [kind, units, from ?? to])).toEqual([
      ['dematerialisation', '100', ada],
      ['rematerialisation', '30', ada],
    ]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'with a number of no form',
      () =>
        client.registrar.dematerialise(ISIN, {
          ...{ ...ON_TERMS, holderId: ada, certificates: [{ number: 'a 1', units: '1' }] },
        }),
      'VALIDATION_FAILED',
    ],
    [
      'none',
      () => client.registrar.rematerialise(ISIN, { ...ON_TERMS, holderId: ada, certificates: [] }),
      'VALIDATION_FAILED',
    ],
    ['of an unknown security', () => client.registrar.paperCertificates('US5949181045'), 'SECURITY_UNKNOWN'],
  ])('are refused: %s', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({ code });
  });

  test('of a number that was taken in before are refused, with what to do', async () => {
    gateway.ledger.failures.push(new LedgerRefusal('PAPER_NOT_OUT', 'refused', { number: 'A-0001' }));
    const again = { ...ON_TERMS, holderId: ada, certificates: [{ number: 'A-0001', units: '60' }] };
    await expect(client.registrar.dematerialise(ISIN, again)).rejects.toMatchObject({
      ...{ code: 'PAPER_NOT_OUT', status: 409 },
    });
  });
});

describe('the end of a security', () => {
  test('is proposed by its issuer, said in words, and shown with the security from then on', async () => {
    const approval = await client.registrar.deactivate(ISIN, ON_TERMS);
    expect(approval).toMatchObject({ status: 'proposed', body: { ...ON_TERMS, isin: ISIN } });
    expect(approval.summary).toBe(`${ISIN} ends for good: nothing is done with it any more (terms).`);
    const deactivated = { ...ON_TERMS, on: TODAY, by: 'TestMSP' };
    await happened({ type: 'SecurityDeactivated', facts: { isin: ISIN, deactivated } });
    expect((await client.security(ISIN)).security).toMatchObject({ isin: ISIN, deactivated });
    expect((await client.registrar.paperCertificates(ISIN)).items).toHaveLength(3);
  });

  test('is refused while somebody has units, and so is whatever follows it', async () => {
    gateway.ledger.failures.push(new LedgerRefusal('SECURITY_OUTSTANDING', 'refused', { issued: '70' }));
    await expect(client.registrar.deactivate(ISIN, ON_TERMS)).rejects.toMatchObject({
      ...{ code: 'SECURITY_OUTSTANDING', status: 409 },
    });
    gateway.ledger.failures.push(new LedgerRefusal('SECURITY_DEACTIVATED', 'refused', { isin: ISIN }));
    const issue = client.issue(ISIN, { allocations: [{ holderId: ada, units: '1' }] });
    await expect(issue).rejects.toMatchObject({ code: 'SECURITY_DEACTIVATED', status: 409 });
  });
});
