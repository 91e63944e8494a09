import { beforeEach, expect, test } from '@jest/globals';
import { compliance } from '@scrip/model';
import { amendRules } from '../test-support/amended-rules.js';
import type { Channel, Committed } from '../test-support/channel.js';
import { channelWithShare, CUSTODIAN, ISSUER, SHARE, takeOn } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const { RULES: R } = compliance;
const { isin } = SHARE;

let channel: Channel;
let holders: readonly string[];

beforeEach(async () => {
  channel = await channelWithShare();
  const names = ['Ada', 'Bob', 'Cleo'];
  holders = await Promise.all(names.map((name) => takeOn(channel, CUSTODIAN, name)));
  await amendRules(channel, isin, { hold: R.shareAtMost({ percent: '40' }) });
});

/** One issue that brings units to the holders, in their order. */
const issue = (...units: readonly number[]): Promise<Committed> =>
  channel.submit(ISSUER, 'register:issue', {
    isin,
    allocations: units.map((each, index) => ({ holderId: holders[index], units: String(each) })),
  });
const refusal = async (...units: readonly number[]): Promise<string> =>
  (await refusalWithoutTrace(channel, () => issue(...units))).code;

test('a part of an issue is a part of all of it, whoever gets the first units of a security', async () => {
  await issue(40, 20, 40);
  await issue(20, 60, 20);
});

test('what is more than the part is refused in whichever place it stands', async () => {
  expect(await refusal(41, 30, 29)).toBe('SHARE_EXCEEDED');
  expect(await refusal(29, 30, 41)).toBe('SHARE_EXCEEDED');
  expect(await refusal(10)).toBe('SHARE_EXCEEDED');
});
