import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import type { Approval } from '../client/types.js';
import type { DomainEvent } from '../ledger/ledger.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const ORDER = { basis: 'court-order', document: 'd'.repeat(64) } as const;
let gateway: TestGateway;
let client: ScripClient;
let ada: string;

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const { functions } = gateway.ledger;
  const proposing = functions.get('calendar:correct');
  if (proposing === undefined) throw new Error('the fake takes no proposals');
  for (const name of ['freezeSecurity', 'freezeHolder', 'freezeUnits', 'liftFreeze']) {
    functions.set(`register:${name}`, proposing);
  }
  ada = (await client.registerParty(PERSON)).partyId;
  await client.registerSecurity(PLACEMENT);
});
afterAll(() => gateway.dispose());

async function happened(...events: readonly DomainEvent[]): Promise<void> {
  const block = gateway.ledger.commit(events);
  for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
}
const imposed = (fields: Readonly<Record<string, string>>): DomainEvent => ({
  type: 'FreezeImposed',
  facts: { freeze: { ...ORDER, imposedBy: 'TestMSP', since: '2026-11-20', ...fields } },
});
const lifted = (fields: Readonly<Record<string, string>>): DomainEvent => ({
  type: 'FreezeLifted',
  facts: { freeze: { ...ORDER, imposedBy: 'TestMSP', since: '2026-11-20', ...fields } },
});

describe('a freeze', () => {
  test.each<[string, () => Promise<Approval>, () => object, string]>([
    ['of a security', () => client.registrar.freezeSecurity(ISIN, ORDER), () => ({ isin: ISIN }), 'Nobody’s units of'],
    ['of a holder', () => client.registrar.freezeHolder(ada, ORDER), () => ({ holderId: ada }), 'in any security'],
    [
      'of units',
      () => client.registrar.freezeUnits(ISIN, { ...ORDER, holderId: ada, units: '5', until: '2027-01-29' }),
      () => ({ isin: ISIN, holderId: ada, units: '5', until: '2027-01-29' }),
      '5 units of',
    ],
    [
      'lifted',
      () => client.registrar.liftFreeze({ ...ORDER, scope: 'security', isin: ISIN }),
      () => ({ scope: 'security', isin: ISIN, imposedBy: 'TestMSP' }),
      'no longer',
    ],
  ])('%s is proposed as the ledger takes it, and said in words', async (_, propose, bodyOf, words) => {
    const approval = await propose();
    expect(approval).toMatchObject({ status: 'proposed', body: { ...ORDER, ...bodyOf() } });
    expect(approval.summary).toContain(words);
  });

  test('is shown with the security and with the holder, and whether it holds today', async () => {
    await happened(
      imposed({ scope: 'security', isin: ISIN }),
      imposed({ scope: 'holder', holderId: ada, until: '2026-11-20' }),
      imposed({ scope: 'units', isin: ISIN, holderId: ada, units: '5' }),
      imposed({ scope: 'units', isin: ISIN, holderId: ada, units: '7' }),
      imposed({ scope: 'units', isin: ISIN, holderId: ada, units: '3', imposedBy: 'OtherMSP' }),
    );
    const { items } = await client.registrar.freezesIn(ISIN);
    expect(items.map(({ scope, units, imposedBy, inForce }) => [scope, units, imposedBy, inForce])).toEqual([
      ['security', undefined, 'TestMSP', true],
      ['units', '3', 'OtherMSP', true],
      ['units', '7', 'TestMSP', true],
    ]);
    const ofHolder = await client.registrar.freezesOf(ada);
    expect(ofHolder.items.map(({ scope, inForce }) => [scope, inForce])).toEqual([
      ['holder', false],
      ['units', true],
      ['units', true],
    ]);
  });

  test('that is lifted is gone, and no other with it', async () => {
    await happened(lifted({ scope: 'units', isin: ISIN, holderId: ada, units: '7' }));
    const { items } = await client.registrar.freezesIn(ISIN);
    expect(items.map(({ scope, imposedBy }) => [scope, imposedBy])).toEqual([
      ['security', 'TestMSP'],
      ['units', 'OtherMSP'],
    ]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['without a legal basis', () => client.registrar.freezeSecurity(ISIN, {} as never), 'VALIDATION_FAILED'],
    [
      'of no units',
      () => client.registrar.freezeUnits(ISIN, { ...ORDER, holderId: ada, units: '0' }),
      'VALIDATION_FAILED',
    ],
    ['of an unknown security is not shown', () => client.registrar.freezesIn('US5949181045'), 'SECURITY_UNKNOWN'],
    ['of an unknown holder is not shown', () => client.registrar.freezesOf(`P${'A'.repeat(32)}`), 'PARTY_UNKNOWN'],
  ])('%s', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({ code });
  });
});
