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
  const holding = (): Promise<unknown> => channel.evaluate(REGULATOR, 'group:holding', ['g', isin]);

  test('is made of whom its organisation names and their custodian states, and holds what they hold', async () => {
    await declare(CUSTODIAN, affiliates(ada, bob, cleo));
    expect(await holding()).toMatchObject({ units: '100', members: [{ holderId: ada }, { holderId: bob }] });
    const { events } = await declare(REGISTRAR, affiliates(cleo));
    const members = [ada, bob, cleo].map((party, index) => ({ party, statedBy: index < 2 ? CUSTODIAN : REGISTRAR }));
    expect(events).toMatchObject([{ type: 'GroupDeclared', group: { declaredBy: CUSTODIAN, members } }]);
    expect(await holding()).toMatchObject({ units: '111' });
    await declare(REGISTRAR, affiliates());
    expect(await holding()).toMatchObject({ units: '100' });
  });

  test('takes nothing from a stranger, who neither fills it up nor takes it over', async () => {
    await declare(CUSTODIAN, affiliates(ada, bob));
    const stranger = (): Promise<unknown> => declare(REGISTRAR, affiliates(cleo));
    expect(await refused(stranger)).toBe('GROUP_MEMBER_UNKNOWN');
    await declare(REGISTRAR, affiliates());
    expect(await holding()).toMatchObject({ units: '100' });
    await declare(CUSTODIAN, affiliates(ada));
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['with nobody known', () => declare(CUSTODIAN, affiliates(`P${'A'.repeat(32)}`)), 'PARTY_UNKNOWN'],
    ['of owners of a party of another organisation', () => declare(CUSTODIAN, ownersOf(cleo, ada)), 'AUTHORITY_DENIED'],
    ['by a regulator', () => declare(REGULATOR, affiliates()), 'AUTHORITY_DENIED'],
  ])('%s is not declared', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });

  test('of beneficial owners is declared by the custodian of the entity and joined by other custodians', async () => {
    await declare(REGISTRAR, ownersOf(cleo, ada));
    await declare(CUSTODIAN, ownersOf(cleo, ada));
    expect(await channel.evaluate(REGULATOR, 'group:get', ['g'])).toMatchObject({
      ...{ entity: cleo, members: [{ party: ada, sharePercent: '25.5', statedBy: CUSTODIAN }] },
    });
    expect(await refused(() => declare(CUSTODIAN, ownersOf(cleo, ada, bob)))).toBe('GROUP_MEMBER_UNKNOWN');
    expect(await refused(() => declare(CUSTODIAN, affiliates(ada)))).toBe('GROUP_DIFFERS');
  });

  test('is joined for own parties alone', async () => {
    await declare(REGISTRAR, affiliates(ada, cleo));
    expect(await refused(() => declare(CUSTODIAN, affiliates(ada, cleo)))).toBe('AUTHORITY_DENIED');
  });

  test('that is not known holds nothing', async () => {
    expect(await refused(() => channel.evaluate(REGULATOR, 'group:holding', ['none', isin]))).toBe('GROUP_UNKNOWN');
  });

  const ownersOf = (entity: string, ...parties: readonly string[]): object => ({
    ...{ groupId: 'g', kind: 'beneficialOwners', entity },
    members: parties.map((party) => ({ party, sharePercent: '25.5' })),
  });
});
