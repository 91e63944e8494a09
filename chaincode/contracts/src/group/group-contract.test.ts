import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Channel, type Committed } from '../test-support/channel.js';
import { channelWithShare, CUSTODIAN, ISSUER, REGISTRAR, REGULATOR, SHARE, takeOn } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const { isin } = SHARE;
let channel: Channel;
let ada: string;
let bob: string;
let cleo: string;

beforeEach(async () => {
  channel = await channelWithShare();
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bob = await takeOn(channel, CUSTODIAN, 'Bob');
  cleo = await takeOn(channel, REGISTRAR, 'Cleo');
  const allocations = [
    { holderId: ada, units: '100' },
    { holderId: cleo, units: '11' },
  ];
  await channel.submit(ISSUER, 'register:issue', { isin, allocations });
});

const declare = (by: string, body: object): Promise<Committed> => channel.submit(by, 'group:declare', body);
const affiliates = (...parties: readonly string[]): object => ({
  ...{ groupId: 'g', kind: 'affiliates', members: parties.map((party) => ({ party })) },
});

const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

describe('a group', () => {
  test('is made of what each organisation states of its own parties, and holds what they hold', async () => {
    await declare(CUSTODIAN, affiliates(ada, bob));
    const { events } = await declare(REGISTRAR, affiliates(cleo));
    expect(events).toMatchObject([{ type: 'GroupDeclared', group: { members: [{ statedBy: CUSTODIAN }, {}, {}] } }]);
    expect(await channel.evaluate(REGULATOR, 'group:holding', ['g', isin])).toMatchObject({
      units: '111',
      members: [{ units: '100' }, { units: '0' }, { holderId: cleo, units: '11' }],
    });
    await declare(CUSTODIAN, affiliates());
    expect(await channel.evaluate(REGULATOR, 'group:get', ['g'])).toMatchObject({ members: [{ party: cleo }] });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['with a party of another organisation', () => declare(CUSTODIAN, affiliates(ada, cleo)), 'AUTHORITY_DENIED'],
    ['with nobody known', () => declare(CUSTODIAN, affiliates(`P${'A'.repeat(32)}`)), 'PARTY_UNKNOWN'],
    ['of owners of a party of another organisation', () => declare(CUSTODIAN, ownersOf(cleo, ada)), 'AUTHORITY_DENIED'],
    ['by a regulator', () => declare(REGULATOR, affiliates()), 'AUTHORITY_DENIED'],
  ])('%s is not declared', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });

  test('of beneficial owners is begun by the custodian of the entity and joined by other custodians', async () => {
    await declare(REGISTRAR, ownersOf(cleo));
    await declare(CUSTODIAN, ownersOf(cleo, ada));
    expect(await channel.evaluate(REGULATOR, 'group:get', ['g'])).toMatchObject({
      ...{ entity: cleo, members: [{ party: ada, sharePercent: '25.5', statedBy: CUSTODIAN }] },
    });
    expect(await refused(() => declare(CUSTODIAN, affiliates(ada)))).toBe('GROUP_DIFFERS');
  });

  test('that is not known holds nothing', async () => {
    expect(await refused(() => channel.evaluate(REGULATOR, 'group:holding', ['none', isin]))).toBe('GROUP_UNKNOWN');
  });

  const ownersOf = (entity: string, ...parties: readonly string[]): object => ({
    ...{ groupId: 'g', kind: 'beneficialOwners', entity },
    members: parties.map((party) => ({ party, sharePercent: '25.5' })),
  });
});
