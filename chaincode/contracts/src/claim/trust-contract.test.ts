import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Channel } from '../test-support/channel.js';
import { adopt } from '../test-support/claims.js';
import { channelWithShare, CUSTODIAN, ISSUER, REGISTRAR, REGULATOR, SHARE } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const { isin } = SHARE;
const trusted = { mspId: CUSTODIAN, from: '2026-11-20' };
let channel: Channel;

beforeEach(async () => {
  channel = await channelWithShare();
});

const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

describe('trust', () => {
  test('is adopted for the network by a regulator, for a security by its issuer', async () => {
    const { events } = await adopt(channel, REGULATOR);
    const network = { type: 'kyc', effect: 'requires', sides: 'receiver', issuers: [trusted] };
    expect(events).toEqual([{ type: 'TrustAdopted', trust: network }]);
    await adopt(channel, ISSUER, { isin, type: 'accredited-investor' });
    expect(await channel.evaluate(REGISTRAR, 'trust:list', ['network'])).toEqual({ trusts: [network] });
    expect(await channel.evaluate(REGISTRAR, 'trust:list', [isin])).toEqual({
      trusts: [{ ...network, isin, type: 'accredited-investor' }],
    });
  });

  test.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    ['of the network by an issuer', ISSUER, {}, 'AUTHORITY_DENIED'],
    ['of a security by a regulator', REGULATOR, { isin }, 'AUTHORITY_DENIED'],
    ['by an organisation without a say', CUSTODIAN, {}, 'AUTHORITY_DENIED'],
    ['of a security that is none', ISSUER, { isin: 'US5949181045' }, 'SECURITY_UNKNOWN'],
    ['in a stranger', REGULATOR, { issuers: [{ ...trusted, mspId: 'StrangerMSP' }] }, 'PARTICIPANT_UNKNOWN'],
    ['in an issuer twice', REGULATOR, { issuers: [trusted, trusted] }, 'DUPLICATE_IN_BATCH'],
    ['in nobody', REGULATOR, { issuers: [] }, 'FIELD_INVALID'],
  ])('%s is refused', async (_, by, differing, code) => {
    expect(await refused(() => adopt(channel, by, differing))).toBe(code);
  });

  test('is adopted by two persons', async () => {
    const body = { type: 'kyc', effect: 'requires', sides: 'receiver', issuers: [trusted] };
    const { result } = await channel.send(REGULATOR, 'trust:adopt', body);
    expect(result).toMatchObject({ status: 'proposed' });
    expect(await channel.evaluate(REGISTRAR, 'trust:list', ['network'])).toEqual({ trusts: [] });
  });

  test('ends by one person, who takes away and adds nothing', async () => {
    await adopt(channel, REGULATOR);
    await adopt(channel, REGULATOR, { type: 'sanction', effect: 'blocks' });
    const end =
      (more: object, by = REGULATOR) =>
      (): ReturnType<Channel['send']> =>
        channel.send(by, 'trust:end', {
          type: 'kyc',
          mspId: CUSTODIAN,
          lastDay: '2026-11-30',
          honoursEarlier: false,
          ...more,
        });
    for (const [more, code] of [
      [{ type: 'sanction' }, 'TRUST_WIDENED'],
      [{ type: 'other' }, 'TRUST_UNKNOWN'],
      [{ mspId: REGISTRAR }, 'TRUST_UNKNOWN'],
    ] as const) {
      expect(await refused(end(more))).toBe(code);
    }
    expect(await refused(end({}, ISSUER))).toBe('AUTHORITY_DENIED');
    const { events } = await end({})();
    const ended = { ...trusted, end: { lastDay: '2026-11-30', honoursEarlier: false } };
    expect(events).toMatchObject([{ type: 'TrustAdopted', trust: { issuers: [ended] } }]);
    for (const more of [{ lastDay: '2026-12-01' }, { honoursEarlier: true }]) {
      expect(await refused(end(more))).toBe('TRUST_WIDENED');
    }
    await end({ lastDay: '2026-11-25' })();
  });

  test('that was given is not dropped silently (WebOfTrust/vLEI#1), and its effect is not turned round', async () => {
    await adopt(channel, REGULATOR);
    const other = [{ ...trusted, mspId: REGISTRAR }];
    expect(await refused(() => adopt(channel, REGULATOR, { issuers: other }))).toBe('TRUST_ISSUER_OMITTED');
    expect(await refused(() => adopt(channel, REGULATOR, { effect: 'blocks' }))).toBe('TRUST_EFFECT_FIXED');
    const ended = { ...trusted, end: { lastDay: '2026-11-30', honoursEarlier: true } };
    await adopt(channel, REGULATOR, { issuers: [ended, ...other] });
  });
});
