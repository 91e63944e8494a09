import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel, Committed } from '../test-support/channel.js';
import { BOND, CUSTODIAN, ISSUER, openedChannel, SHARE, takeOn } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { adopt } from '../test-support/definitions.js';
import {
  define,
  definitionOf,
  placementOf,
  register as registerSecurity,
  type TestSecurity,
} from '../test-support/securities.js';
import { BALLOT, titleBy } from '../test-support/title.js';

let channel: Channel;

beforeEach(async () => {
  channel = await openedChannel();
  await adopt(channel, BALLOT);
});

const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

/** An object without one of its fields. */
const without = (name: string, of: object): object =>
  Object.fromEntries(Object.entries(of).filter(([each]) => each !== name));

describe('a title', () => {
  const titled = (title: object): TestSecurity => ({ ...SHARE, isin: 'US5949181045', title });
  const register = (security: TestSecurity): Promise<unknown> =>
    channel.submit(ISSUER, 'security:register', placementOf(security));

  test.each<[string, object, string]>([
    ['whose notary is no participant', { notary: 'NobodyMSP' }, 'PARTICIPANT_UNKNOWN'],
    ['with a deputy for nobody', { deputies: [{ for: 'issuer', mspId: CUSTODIAN }] }, 'TITLE_INVALID'],
  ])('%s is refused', async (_, more, code) => {
    const security = titled(titleBy('Ballot@1', more));
    await define(channel, security);
    expect(await refused(() => register(security))).toBe(code);
  });

  test('without a notary is refused where one votes', async () => {
    const security = titled(without('notary', titleBy('Ballot@1')));
    await define(channel, security);
    expect(await refused(() => register(security))).toBe('TITLE_INVALID');
  });

  test('that rests on a document which the security does not have is not drafted', async () => {
    const form = definitionOf(titled(titleBy('Ballot@1', { prevailing: 'e'.repeat(64) })));
    expect(await refused(() => channel.submit(ISSUER, 'definition:draft', { form }))).toBe('TERMS_INVALID');
  });

  test('by a protocol that was withdrawn as a draft is refused', async () => {
    await channel.submit(ISSUER, 'definition:draft', { form: { ...BALLOT, name: 'Other' } });
    const security = titled(titleBy('Other@1'));
    await define(channel, security);
    await channel.submit(ISSUER, 'definition:withdraw', { name: 'Other@1' });
    expect(await refused(() => register(security))).toBe('DEFINITION_UNKNOWN');
  });

  test('by a protocol that is retired is refused to new securities', async () => {
    const security = titled(titleBy('Ballot@1'));
    await define(channel, security);
    await channel.submit(ISSUER, 'definition:retire', { name: 'Ballot@1' });
    expect(await refused(() => register(security))).toBe('DEFINITION_NOT_ADOPTED');
  });
});

describe('a register of a security with a title that is taken over', () => {
  const deed = (letter: string): object => ({ by: 'deed', document: letter.repeat(64) });
  let ada: string;
  const issue = (isin: string, ...given: readonly object[]): Promise<Committed> => {
    const allocations = given.map((each) => ({ holderId: ada, units: '5', ...each }));
    return channel.submit(ISSUER, 'register:issue', { isin, allocations });
  };

  beforeEach(async () => {
    await registerSecurity(channel, { ...SHARE, title: titleBy('Ballot@1') });
    ada = await takeOn(channel, CUSTODIAN, 'Ada');
  });

  test('says of each lot what it rests on, and the entry keeps it', async () => {
    const { writes } = await issue(
      SHARE.isin,
      { acquiredOn: '2020-01-31', title: deed('a') },
      { acquiredOn: '2020-01-31', title: deed('b') },
      { acquiredOn: '2021-01-29', title: { by: 'inheritance', document: 'c'.repeat(64) } },
      {},
    );
    const entries = writes
      .filter(({ key }) => key.startsWith('movement/'))
      .map(({ value = '' }) => JSON.parse(value) as object);
    expect(entries).toMatchObject([
      { acquiredBy: deed('a') },
      { acquiredBy: deed('b') },
      { acquiredBy: { by: 'inheritance' } },
      expect.not.objectContaining({ acquiredBy: expect.anything() }),
    ]);
  });

  test('is refused without, and so is what rests on nothing that there is', async () => {
    expect(await refused(() => issue(SHARE.isin, { acquiredOn: '2020-01-31' }))).toBe('TITLE_BASIS_MISSING');
    expect(await refused(() => issue(SHARE.isin, { title: { by: 'hearsay', document: 'a'.repeat(64) } }))).toBe(
      'FIELD_INVALID',
    );
    await registerSecurity(channel, BOND);
    const untitled = { acquiredOn: '2020-01-31', title: deed('a') };
    expect(await refused(() => issue(BOND.isin, untitled))).toBe('TITLE_BASIS_MISPLACED');
  });
});
