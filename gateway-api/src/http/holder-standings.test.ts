import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { compliance, type BusinessDate } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import { LedgerRefusal, LedgerUnavailable } from '../ledger/ledger-error.js';
import type { DomainEvent, JsonObject } from '../ledger/ledger.js';
import { BUSINESS_DATE } from '../support/fake-calendar.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';
import { stated } from './stated.js';

let gateway: TestGateway;
let client: ScripClient;
let ada: string;
/** How many pages are left, by the fake ledger. */
let pagesLeft: number;

beforeEach(async () => {
  pagesLeft = 0;
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  gateway.ledger.functions.set('compliance:rescreen', () => {
    pagesLeft -= 1;
    const isFinished = pagesLeft <= 0;
    return {
      events: [looked({ rulesVersion: 1, ...(isFinished ? {} : { after: ada }) })],
      result: { isin: ISIN, businessDate: BUSINESS_DATE, looked: 1, changed: 0, isFinished },
    };
  });
  ada = (await client.registerParty(PERSON)).partyId;
  await client.registerSecurity(PLACEMENT);
});
afterEach(() => gateway.dispose());

const looked = (more: JsonObject): DomainEvent => ({
  type: 'HoldersRescreened',
  facts: { rescreening: { isin: ISIN, businessDate: BUSINESS_DATE, ...more }, looked: 1, changed: 0 },
});
const adopted = (version: number, effectiveFrom: string = BUSINESS_DATE): DomainEvent => ({
  type: 'RulesAdopted',
  facts: { rules: { isin: ISIN, version, effectiveFrom, grandfathers: false, rules: {}, adoptedOn: BUSINESS_DATE } },
});
const standing = (status: string): DomainEvent => {
  const found = { isin: ISIN, holderId: ada, status, reasons: status === 'good' ? [] : ['CLAIM_ABSENT'] };
  const more = { rulesVersion: 1, verdictHash: 'a'.repeat(64), since: BUSINESS_DATE, by: 'TestMSP' };
  return { type: 'HolderStandingChanged', facts: { standing: { ...found, ...more } } };
};
const times = (): number => gateway.ledger.submitted.filter(({ name }) => name === 'compliance:rescreen').length;

async function happened(...events: readonly DomainEvent[]): Promise<void> {
  const block = gateway.ledger.commit(events);
  for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
}
async function until(reached: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !reached(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(reached()).toBe(true);
}
const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));

test('who does not stand well is listed until it does', async () => {
  await happened(standing('suspended'));
  expect(await client.compliance.holderStandings(ISIN)).toMatchObject({
    items: [{ holderId: ada, status: 'suspended', reasons: ['CLAIM_ABSENT'], since: BUSINESS_DATE }],
  });
  await happened(standing('good'), looked({}));
  const { items, lookedAt } = await client.compliance.holderStandings(ISIN);
  expect([items, lookedAt]).toEqual([[], { businessDate: BUSINESS_DATE }]);
});

test('holders are looked at again on request, a page each time', async () => {
  pagesLeft = 2;
  expect(await client.compliance.rescreen(ISIN)).toMatchObject({ looked: 1, isFinished: false });
  expect(await client.compliance.rescreen(ISIN)).toMatchObject({ isFinished: true });
});

test('rules that begin later are not followed yet', async () => {
  await happened(adopted(1, '2027-06-01'));
  await aMoment();
  expect(times()).toBe(0);
});

test('a security is left alone once it was looked at on the day and by the rules of now', async () => {
  pagesLeft = 2;
  await happened(adopted(1));
  await until(() => times() === 2);
  await happened();
  await aMoment();
  expect(times()).toBe(2);
});

test('who moves units whenever a page is sent keeps nobody else from being looked at', async () => {
  const bob = (await client.registerParty(PERSON)).partyId;
  const lot = (holderId: string, index: number): JsonObject => ({
    ...{ lotId: `${'a'.repeat(64)}/${String(index)}`, isin: ISIN, holderId, units: '1' },
    ...{ acquiredOn: BUSINESS_DATE, origin: 'issue' },
  });
  const created = [ada, bob].map(lot);
  await happened({ type: 'HoldingIssued', facts: { isin: ISIN, issued: '2', businessDate: BUSINESS_DATE, created } });
  const sent: JsonObject[] = [];
  let progress: compliance.Rescreening | undefined;
  gateway.ledger.functions.set('compliance:rescreen', (body) => {
    const { isin, holders, missed } = compliance.rescreeningRequest(body, '');
    sent.push(body);
    const isPassed = sent.some((each) => 'missed' in each);
    if (holders?.some((each) => each === bob) === true && !isPassed) throw new LedgerUnavailable('conflict', 1);
    const now = { isin, businessDate: BUSINESS_DATE as BusinessDate, rulesVersion: 1 };
    progress =
      (holders ?? missed) === undefined
        ? compliance.progressWith(progress, now, { holders: [], isCut: false })
        : compliance.progressBy(progress, now, stated({ holders, missed }));
    return { events: [looked(stated(progress))], result: {} };
  });
  await happened(adopted(1));
  await until(() => progress?.after === undefined && progress?.missed === undefined && sent.length > 3);
  expect(sent[0]).toMatchObject({ holders: [ada, bob].sort() });
  expect(sent).toContainEqual({ isin: ISIN, holders: [ada] });
  expect(sent.slice(-3)).toEqual([
    ...(ada < bob ? [{ isin: ISIN, missed: [bob] }] : [{ isin: ISIN, holders: [ada] }]),
    ...[{ isin: ISIN }, { isin: ISIN, holders: [bob] }],
  ]);
});

test('who was passed over before a restart is looked at after it', async () => {
  const sent: JsonObject[] = [];
  gateway.ledger.functions.set('compliance:rescreen', (body) => {
    sent.push(body);
    return { events: [looked({ rulesVersion: 1 })], result: {} };
  });
  await happened(looked({ rulesVersion: 1, missed: [ada] }), adopted(1));
  await until(() => sent.length > 0);
  await aMoment();
  expect(sent).toEqual([{ isin: ISIN, holders: [ada] }]);
});

test('a security that cannot be looked at rests', async () => {
  gateway.ledger.functions.set('compliance:rescreen', () => {
    throw new LedgerRefusal('LIMIT_EXCEEDED', 'too many');
  });
  await happened(adopted(1));
  await until(() => times() === 1);
  await happened();
  await aMoment();
  expect(times()).toBe(1);
});
