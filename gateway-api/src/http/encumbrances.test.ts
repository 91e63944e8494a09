import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isDualFunction, TRANSACTIONS } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import type { Approval } from '../client/types.js';
import type { DomainEvent, JsonObject } from '../ledger/ledger.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const DOCUMENT = 'd'.repeat(64);
let gateway: TestGateway;
let client: ScripClient;
let ada: string;
let bank: string;
let carl: string;

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const { functions } = gateway.ledger;
  const proposing = functions.get('calendar:correct');
  if (proposing === undefined) throw new Error('the fake takes no proposals');
  for (const name of Object.keys(TRANSACTIONS).filter(isDualFunction)) functions.set(name, proposing);
  ada = (await client.registerParty(PERSON)).partyId;
  bank = (await client.registerParty({ ...PERSON, name: 'Bank' })).partyId;
  carl = (await client.registerParty({ ...PERSON, name: 'Carl' })).partyId;
  await client.registerSecurity(PLACEMENT);
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
const lying = (fields: Readonly<Record<string, string | number>>): JsonObject => ({
  ...{ ...terms(), isin: ISIN, since: '2026-11-20', parcel: 1, order: 1 },
  ...fields,
});
const said = (type: string, fields: Readonly<Record<string, string | number>>): DomainEvent => ({
  type,
  facts: { encumbrance: lying(fields) },
});
const order = (): { basis: 'court-order'; document: string; holderId: string; encumbranceId: string } => ({
  ...{ basis: 'court-order', document: DOCUMENT, holderId: ada, encumbranceId: 'e-1' },
});

describe('an encumbrance', () => {
  test.each<[string, () => Promise<Approval>, () => object, string]>([
    [
      'lock',
      () => client.registrar.encumber(ISIN, { ...terms(), kind: 'lock', until: '2027-01-29' }),
      () => ({ act: { ...terms(), kind: 'lock', isin: ISIN, until: '2027-01-29' } }),
      'are locked for',
    ],
    [
      'pledge in second rank with its signature',
      () =>
        client.registrar.encumber(ISIN, {
          ...{ ...terms(), kind: 'pledge', over: 'e-0', rank: 2, follows: true },
          authorisation: authorisation() as never,
        }),
      () => ({
        act: { ...terms(), kind: 'pledge', over: 'e-0', rank: 2, follows: true, isin: ISIN },
        authorisation: authorisation(),
      }),
      'in the rank after e-0',
    ],
    [
      'release',
      () => client.registrar.releaseUnits(ISIN, { holderId: ada, encumbranceId: 'e-1' }),
      () => ({ act: { holderId: ada, encumbranceId: 'e-1', isin: ISIN } }),
      'e-1 no longer holds units',
    ],
    [
      'subordination',
      () => client.registrar.subordinate(ISIN, { holderId: ada, encumbranceId: 'e-1', behind: 'e-2' }),
      () => ({ act: { holderId: ada, encumbranceId: 'e-1', behind: 'e-2', isin: ISIN } }),
      'steps behind e-2',
    ],
    [
      'attachment',
      () => client.registrar.attachUnits(ISIN, { ...order(), units: '5', beneficiary: bank }),
      () => ({ ...order(), units: '5', beneficiary: bank, isin: ISIN }),
      'are attached for',
    ],
    [
      'lifting of an attachment',
      () => client.registrar.liftAttachment(ISIN, order()),
      () => ({ ...order(), isin: ISIN }),
      'is lifted',
    ],
    [
      'enforcement',
      () => client.registrar.enforce(ISIN, { ...order(), units: '5', toHolderId: bank }),
      () => ({ act: { ...order(), units: '5', toHolderId: bank, isin: ISIN } }),
      'because e-1 is enforced',
    ],
  ])('%s is proposed as the ledger takes it, and said in words', async (_, propose, bodyOf, words) => {
    const approval = await propose();
    expect(approval.body).toEqual(bodyOf());
    expect(approval.summary).toContain(words);
  });

  test('is shown with the security and the holder until it is ended', async () => {
    await happened(
      said('UnitsEncumbered', { kind: 'pledge' }),
      said('UnitsEncumbered', { kind: 'lock', encumbranceId: 'e-2', until: '2026-11-20', parcel: 2 }),
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

  test('is shown with its rank, which moves up, and with whom it gives the income', async () => {
    const places = async (): Promise<unknown> =>
      (await client.registrar.encumbrancesOf(carl)).items.map(({ encumbranceId, rank, income }) => [
        encumbranceId,
        rank,
        income,
      ]);
    const [first, over, second] = [
      { holderId: carl, kind: 'pledge', encumbranceId: 'r-1' },
      { holderId: carl, kind: 'lock', encumbranceId: 'r-2', order: 2, until: '2026-11-20' },
      { holderId: carl, kind: 'usufruct', encumbranceId: 'r-3', order: 3 },
    ];
    await happened(
      said('UnitsEncumbered', second),
      said('UnitsEncumbered', over),
      said('UnitsEncumbered', first),
      said('UnitsEncumbered', { holderId: carl, kind: 'lien', encumbranceId: 'r-4', parcel: 2 }),
    );
    expect(await places()).toEqual([
      ['r-1', 1, 'holder'],
      ['r-2', undefined, 'holder'],
      ['r-3', 2, 'beneficiary'],
      ['r-4', 1, 'holder'],
    ]);
    await happened({ type: 'EncumbranceEnded', facts: { encumbrance: lying(first) } });
    expect(await places()).toEqual([
      ['r-2', undefined, 'holder'],
      ['r-3', 1, 'beneficiary'],
      ['r-4', 1, 'holder'],
    ]);
  });

  test('passes to another holder with its units, as a whole or in part', async () => {
    const previous = lying({ holderId: carl, kind: 'pledge', encumbranceId: 'p-1', parcel: 7 });
    const unitsOf = async (holder: string): Promise<unknown> =>
      (await client.registrar.encumbrancesOf(holder)).items.find(({ encumbranceId: id }) => id === 'p-1')?.units;
    await happened({ type: 'UnitsEncumbered', facts: { encumbrance: previous } });
    const [stays, passes] = [
      { ...previous, units: '2' },
      { ...previous, units: '3', holderId: ada },
    ];
    await happened({ type: 'EncumbranceChanged', facts: { previous, now: [stays, passes] } });
    expect([await unitsOf(carl), await unitsOf(ada)]).toEqual(['2', '3']);
    await happened({ type: 'EncumbranceChanged', facts: { previous: passes, now: [{ ...passes, holderId: bank }] } });
    expect([await unitsOf(ada), await unitsOf(bank)]).toEqual([undefined, '3']);
  });

  test('goes along with a transfer that names it', async () => {
    const instruction = { isin: ISIN, fromHolderId: ada, toHolderId: bank, units: '1', subjectTo: ['e-1'] } as const;
    const { id } = await client.transfer(instruction);
    expect(await client.operation(id)).toMatchObject({ subjectTo: ['e-1'] });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'of no units',
      () => client.registrar.encumber(ISIN, { ...terms(), kind: 'lock', units: '0' }),
      'VALIDATION_FAILED',
    ],
    [
      'that a holder cannot give',
      () => client.registrar.encumber(ISIN, { ...terms(), kind: 'attachment' as never }),
      'VALIDATION_FAILED',
    ],
    ['of an unknown security', () => client.registrar.encumbrancesIn('US5949181045'), 'SECURITY_UNKNOWN'],
    ['of an unknown holder', () => client.registrar.encumbrancesOf(`P${'A'.repeat(32)}`), 'PARTY_UNKNOWN'],
  ])('%s is refused', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({ code });
  });
});
