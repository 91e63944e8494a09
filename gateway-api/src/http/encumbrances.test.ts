import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isDualFunction, TRANSACTIONS } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import type { Approval } from '../client/types.js';
import type { DomainEvent } from '../ledger/ledger.js';
import { ISIN, PERSON, SECURITY } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const DOCUMENT = 'd'.repeat(64);
let gateway: TestGateway;
let client: ScripClient;
let ada: string;
let bank: string;

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const { functions } = gateway.ledger;
  const proposing = functions.get('calendar:correct');
  if (proposing === undefined) throw new Error('the fake takes no proposals');
  for (const name of Object.keys(TRANSACTIONS).filter(isDualFunction)) functions.set(name, proposing);
  ada = (await client.registerParty(PERSON)).partyId;
  bank = (await client.registerParty({ ...PERSON, name: 'Bank' })).partyId;
  await client.registerSecurity(SECURITY);
});
afterAll(() => gateway.dispose());

const terms = (): {
  holderId: string;
  encumbranceId: string;
  units: string;
  beneficiary: string;
  document: string;
} => ({
  ...{ holderId: ada, encumbranceId: 'e-1', units: '5', beneficiary: bank, document: DOCUMENT },
});
const authorisation = (): object => ({
  ...{ validFrom: '2026-11-23', validUntil: '2026-11-30' },
  signatures: [{ signer: ada, keyId: 'A'.repeat(43), signature: 'A'.repeat(86) }],
});
async function happened(...events: readonly DomainEvent[]): Promise<void> {
  const block = gateway.ledger.commit(events);
  for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
}
const said = (type: string, fields: Readonly<Record<string, string>>): DomainEvent => ({
  type,
  facts: { encumbrance: { ...terms(), isin: ISIN, since: '2026-11-20', ...fields } },
});

describe('a lock or a pledge', () => {
  test.each<[string, () => Promise<Approval>, () => object, string]>([
    [
      'lock',
      () => client.registrar.lockUnits(ISIN, { ...terms(), until: '2027-01-29' }),
      () => ({ act: { ...terms(), isin: ISIN, until: '2027-01-29' } }),
      'until 2027-01-29, or until',
    ],
    [
      'pledge with its signature',
      () => client.registrar.pledgeUnits(ISIN, { ...terms(), authorisation: authorisation() as never }),
      () => ({ act: { ...terms(), isin: ISIN }, authorisation: authorisation() }),
      'are pledged to',
    ],
    [
      'release',
      () => client.registrar.releaseUnits(ISIN, { holderId: ada, encumbranceId: 'e-1' }),
      () => ({ act: { holderId: ada, encumbranceId: 'e-1', isin: ISIN } }),
      'e-1 no longer holds units',
    ],
  ])('%s is proposed as the ledger takes it, and said in words', async (_, propose, bodyOf, words) => {
    const approval = await propose();
    expect(approval.body).toEqual(bodyOf());
    expect(approval.summary).toContain(words);
  });

  test('is shown with the security and the holder until it is ended', async () => {
    await happened(
      said('UnitsEncumbered', { kind: 'pledge' }),
      said('UnitsEncumbered', { kind: 'lock', encumbranceId: 'e-2', until: '2026-11-20' }),
      said('UnitsEncumbered', { kind: 'lock', encumbranceId: 'e-3', holderId: bank, beneficiary: ada }),
    );
    const { items } = await client.registrar.encumbrancesOf(ada);
    expect(items.map(({ kind, encumbranceId, inForce }) => [kind, encumbranceId, inForce])).toEqual([
      ['pledge', 'e-1', true],
      ['lock', 'e-2', false],
    ]);
    expect((await client.registrar.encumbrancesIn(ISIN)).items).toHaveLength(3);
    await happened(said('EncumbranceEnded', { kind: 'pledge' }));
    expect((await client.registrar.encumbrancesOf(ada)).items.map(({ encumbranceId }) => encumbranceId)).toEqual([
      'e-2',
    ]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['of no units', () => client.registrar.lockUnits(ISIN, { ...terms(), units: '0' }), 'VALIDATION_FAILED'],
    ['of an unknown security', () => client.registrar.encumbrancesIn('US5949181045'), 'SECURITY_UNKNOWN'],
    ['of an unknown holder', () => client.registrar.encumbrancesOf(`P${'A'.repeat(32)}`), 'PARTY_UNKNOWN'],
  ])('%s is refused', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({ code });
  });
});
