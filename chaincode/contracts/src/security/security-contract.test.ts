import { beforeEach, describe, expect, test } from '@jest/globals';
import { refusalOfCall, type Channel } from '../test-support/channel.js';
import { CUSTODIAN, ISSUER, openedChannel, REGISTRAR, REGULATOR, SHARE } from '../test-support/market.js';

let channel: Channel;

beforeEach(async () => {
  channel = await openedChannel();
});

describe('a security', () => {
  test('is registered with no units outstanding', async () => {
    const { events } = await channel.submit(ISSUER, 'security:register', SHARE);
    expect(events).toEqual([{ type: 'SecurityRegistered', security: SHARE }]);
    expect(await channel.evaluate(REGULATOR, 'security:get', [SHARE.isin])).toEqual({ ...SHARE, issuedUnits: '0' });
    expect(await channel.evaluate(REGULATOR, 'security:list')).toEqual({ securities: [SHARE] });
  });

  test('may be registered by its registrar', async () => {
    expect((await channel.submit(REGISTRAR, 'security:register', SHARE)).result).toEqual({ isin: SHARE.isin });
  });

  test.each([
    ['an organisation without the role', CUSTODIAN, SHARE, 'AUTHORITY_DENIED'],
    [
      'an issuer for another issuer',
      ISSUER,
      { ...SHARE, issuer: { ...SHARE.issuer, mspId: REGISTRAR } },
      'AUTHORITY_DENIED',
    ],
    ['a registrar that is none', ISSUER, { ...SHARE, registrar: CUSTODIAN }, 'AUTHORITY_DENIED'],
    ['a registrar that is no participant', ISSUER, { ...SHARE, registrar: 'StrangerMSP' }, 'PARTICIPANT_UNKNOWN'],
    ['an unknown calendar', ISSUER, { ...SHARE, calendar: 'NONE' }, 'CALENDAR_UNKNOWN'],
    ['an ISIN with a wrong check digit', ISSUER, { ...SHARE, isin: 'US0378331006' }, 'ISIN_INVALID'],
  ])('is refused: %s', async (_, caller, body, code) => {
    const before = channel.peer.ledger.snapshot();
    expect((await refusalOfCall(channel.submit(caller, 'security:register', body))).code).toBe(code);
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });

  test('is registered once', async () => {
    await channel.submit(ISSUER, 'security:register', SHARE);
    const again = channel.submit(ISSUER, 'security:register', { ...SHARE, name: 'Other name' });
    expect((await refusalOfCall(again)).code).toBe('SECURITY_EXISTS');
    expect((await refusalOfCall(channel.evaluate(ISSUER, 'security:get', ['US5949181045']))).code).toBe(
      'SECURITY_UNKNOWN',
    );
  });
});
