import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import type { DomainEvent, JsonObject } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { dayAfter, ended, opened, voted } from '../support/fake-solicitation.js';
import { ISIN, PERSON, PLACEMENT, SECURITY } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway;
let ada: string;
let issuer: string;
/** What the ledger says to a conclusion. */
let conclusion: () => { readonly events: DomainEvent[]; readonly result: JsonObject };

beforeEach(async () => {
  gateway = await openTestGateway();
  const { functions } = gateway.ledger;
  conclusion = () => {
    throw new LedgerRefusal('SOLICITATION_RUNNING', 'refused');
  };
  functions.set('solicitation:conclude', () => conclusion());
  functions.set('solicitation:setAside', ({ holderId, designation }) => ({
    events: [
      voted(holderId as string, '0', '0', {
        ...{ units: '10', isAside: true },
        ...(designation === undefined ? {} : { designation }),
      }),
    ],
    result: { isin: ISIN, number: 1 },
  }));
  gateway.ledger.outlook = ({ name, body }) => {
    if (name === 'solicitation:conclude') return conclusion().result;
    return body;
  };
  const client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  await client.registerSecurity(PLACEMENT);
  ada = (await client.registerParty(PERSON)).partyId;
  const { issuer: of } = SECURITY;
  const entity = { kind: 'entity' as const, entity: { lei: of.lei } };
  issuer = (await client.registerParty({ ...PERSON, name: 'Issuer itself', ...entity })).partyId;
});
afterEach(() => gateway.dispose());

const lot = (index: number, holderId: string, designation?: readonly string[]): JsonObject => ({
  ...{ lotId: `${String(index).repeat(64)}/0`, isin: ISIN, holderId, units: '10', origin: 'issue' },
  ...{ acquiredOn: '2026-11-23', ...(designation === undefined ? {} : { designation }) },
});
const issued = (...created: readonly JsonObject[]): DomainEvent => ({
  type: 'HoldingIssued',
  facts: { isin: ISIN, businessDate: '2026-11-23', created: [...created], issued: String(created.length * 10) },
});
const asked = (name: string): readonly unknown[] =>
  gateway.ledger.submitted.filter((each) => each.name === `solicitation:${name}`).map(({ body }) => body);
async function until(reached: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !reached(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(reached()).toBe(true);
}
const named = { isin: ISIN, number: 1 };
const agreed = (): ReturnType<typeof conclusion> => ({
  events: [ended('SolicitationDecided', { state: 'agreed' })],
  result: { ...named, state: 'agreed' },
});
const effective = (): ReturnType<typeof conclusion> => ({
  events: [ended('SolicitationEnded', { state: 'effective' })],
  result: { ...named, state: 'effective' },
});

test('sets aside what the issuer had at the end of the record date, its own and in the hands of others, once', async () => {
  gateway.ledger.commit([issued(lot(1, ada), lot(2, issuer), lot(3, ada, [issuer]), lot(4, ada, [ada]))]);
  gateway.ledger.commit([opened()]);
  gateway.ledger.commit([dayAfter('2026-11-23', '2026-11-24')]);
  await until(() => asked('setAside').length === 2);
  expect(asked('setAside')).toEqual(
    expect.arrayContaining([
      { ...named, holderId: issuer },
      { ...named, holderId: ada, designation: [issuer] },
    ]),
  );
  gateway.ledger.commit([dayAfter('2026-11-24', '2026-11-25')]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked('setAside')).toHaveLength(2);
  expect(asked('conclude')).toEqual([]);
});

test('counts what is over, and carries the amendment out on its day', async () => {
  gateway.ledger.commit([issued(lot(1, ada))]);
  gateway.ledger.commit([opened()]);
  conclusion = agreed;
  gateway.ledger.commit([dayAfter('2026-11-23', '2026-11-27')]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked('conclude')).toEqual([]);
  gateway.ledger.commit([dayAfter('2026-11-27', '2026-11-30')]);
  await until(() => asked('conclude').length === 1);
  conclusion = effective;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked('conclude')).toHaveLength(1);
  gateway.ledger.commit([dayAfter('2026-11-30', '2026-12-01')]);
  await until(() => asked('conclude').length === 2);
  expect(asked('conclude')).toEqual([named, named]);
});

test('asks its own peer after each vote where asking may end early, and sends nothing that would be refused', async () => {
  gateway.ledger.commit([issued(lot(1, ada))]);
  gateway.ledger.commit([opened({ closesEarly: true })]);
  gateway.ledger.commit([dayAfter('2026-11-23', '2026-11-24')]);
  const rehearsed = (): number =>
    gateway.ledger.rehearsed.filter(({ name }) => name === 'solicitation:conclude').length;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(rehearsed()).toBe(0);
  gateway.ledger.commit([voted(ada, '10')]);
  await until(() => rehearsed() === 1);
  expect(asked('conclude')).toEqual([]);
  conclusion = effective;
  gateway.ledger.commit([voted(issuer, '10')]);
  await until(() => asked('conclude').length === 1);
});

test('goes on after a restart with what it finds', async () => {
  gateway.ledger.commit([issued(lot(2, issuer))]);
  gateway.ledger.commit([opened()]);
  const { directory, ledger } = gateway;
  await gateway.stop();
  ledger.commit([dayAfter('2026-11-23', '2026-11-30')]);
  conclusion = agreed;
  gateway = await openTestGateway({ directory, ledger });
  await until(() => asked('conclude').length === 1);
  expect(ledger.submitted.filter(({ name }) => name.startsWith('solicitation:')).map(({ name }) => name)).toEqual([
    'solicitation:setAside',
    'solicitation:conclude',
  ]);
});
