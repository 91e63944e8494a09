import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel } from '../test-support/channel.js';
import { CUSTODIAN, ISSUER, openedChannel, SHARE } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { adopt } from '../test-support/definitions.js';
import { define, definitionOf, placementOf, type TestSecurity } from '../test-support/securities.js';
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
    ['whose protocol nobody has published', { protocol: 'Nothing@1' }, 'DEFINITION_UNKNOWN'],
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

  test('by a protocol that is retired is refused to new securities', async () => {
    const security = titled(titleBy('Ballot@1'));
    await define(channel, security);
    await channel.submit(ISSUER, 'definition:retire', { name: 'Ballot@1' });
    expect(await refused(() => register(security))).toBe('DEFINITION_NOT_ADOPTED');
  });
});
