import { beforeEach, describe, expect, test } from '@jest/globals';
import { refusalOfCall, type Channel } from '../test-support/channel.js';
import {
  CUSTODIAN,
  FOUNDING_WITH_ISSUING_REGISTRAR,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  SHARE,
} from '../test-support/market.js';

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

  test('is refused to a registrar that issues its own, in the name of another issuer', async () => {
    const open = await openedChannel(FOUNDING_WITH_ISSUING_REGISTRAR);
    const before = open.peer.ledger.snapshot();
    const refusal = await refusalOfCall(open.submit(REGISTRAR, 'security:register', SHARE));
    expect(refusal).toMatchObject({ code: 'AUTHORITY_DENIED', details: { rule: 'issuer of the security' } });
    expect(open.peer.ledger.snapshot()).toBe(before);
    const own = { ...SHARE, issuer: { ...SHARE.issuer, mspId: REGISTRAR } };
    const asOther = await refusalOfCall(open.submit(ISSUER, 'security:register', own));
    expect(asOther).toMatchObject({ code: 'AUTHORITY_DENIED', details: { rule: 'issuer of the security' } });
    expect(open.peer.ledger.snapshot()).toBe(before);
    expect((await open.submit(REGISTRAR, 'security:register', own)).result).toEqual({ isin: SHARE.isin });
  });

  test.each([
    ['an organisation without the role', CUSTODIAN, SHARE, 'AUTHORITY_DENIED'],
    ['its registrar', REGISTRAR, SHARE, 'AUTHORITY_DENIED'],
    ['an issuer that is none', ISSUER, { ...SHARE, issuer: { ...SHARE.issuer, mspId: REGISTRAR } }, 'AUTHORITY_DENIED'],
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
