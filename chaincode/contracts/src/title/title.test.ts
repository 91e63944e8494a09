import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel } from '../test-support/channel.js';
import { CUSTODIAN, ISSUER, openedChannel, SHARE } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { adopt } from '../test-support/definitions.js';
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
  const register = (more: object): Promise<unknown> =>
    channel.submit(ISSUER, 'security:register', { ...SHARE, isin: 'US5949181045', title: titleBy('Ballot@1', more) });

  test.each<[string, object, string]>([
    ['whose protocol nobody has published', { protocol: 'Nothing@1' }, 'DEFINITION_UNKNOWN'],
    ['whose notary is no participant', { notary: 'NobodyMSP' }, 'PARTICIPANT_UNKNOWN'],
    ['with a deputy for nobody', { deputies: [{ for: 'issuer', mspId: CUSTODIAN }] }, 'TITLE_INVALID'],
    ['that rests on a document which it does not have', { prevailing: 'e'.repeat(64) }, 'TERMS_INVALID'],
  ])('%s is refused', async (_, more, code) => {
    expect(await refused(() => register(more))).toBe(code);
  });

  test('without a notary is refused where one votes', async () => {
    const body = { ...SHARE, isin: 'US5949181045', title: without('notary', titleBy('Ballot@1')) };
    expect(await refused(() => channel.submit(ISSUER, 'security:register', body))).toBe('TITLE_INVALID');
  });
});
