import { beforeEach, describe, expect, test } from '@jest/globals';
import { refusalOfCall, type Channel, type Committed } from '../test-support/channel.js';
import { adopt, named, propose } from '../test-support/definitions.js';
import {
  CUSTODIAN,
  FOUNDING_WITH_ISSUING_REGISTRAR,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  SHARE,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { define, definitionOf, placementOf, register, type TestSecurity } from '../test-support/securities.js';

const { isin } = SHARE;
/** How it is recorded: with the definition by which it is. */
const { instrument, ...PLACED } = SHARE;
const DEFINED = {
  ...PLACED,
  terms: { kind: 'defined', instrument: instrument.is },
  definition: named(definitionOf(SHARE)),
};
const AT_HOME = { transfer: { is: 'residesIn@1', with: { side: 'receiver', countries: ['IE'] } } };
const HOME = { kind: 'compliance', name: 'Home', version: 1, title: 'At home', rules: AT_HOME };
const SHOWN = {
  ...{ kind: 'privacy', name: 'Shown', version: 1, title: 'What is shown' },
  sees: [{ who: 'regulator', what: ['parties'], purpose: 'supervision' }],
};

let channel: Channel;

beforeEach(async () => {
  channel = await openedChannel();
});

const refused = async (body: object, by = ISSUER): Promise<string> =>
  (await refusalWithoutTrace(channel, () => channel.submit(by, 'security:register', body))).code;
const place = placementOf(SHARE);

describe('a security', () => {
  test('is registered by its definition, with no units outstanding', async () => {
    const { events } = await register(channel, SHARE);
    expect(events).toEqual([{ type: 'SecurityRegistered', security: DEFINED }]);
    expect(await channel.evaluate(REGULATOR, 'security:get', [isin])).toEqual({ ...DEFINED, issuedUnits: '0' });
    expect(await channel.evaluate(REGULATOR, 'security:list')).toEqual({ securities: [DEFINED] });
  });

  test('begins with the rules of its definition, and of all that it uses', async () => {
    await adopt(channel, HOME);
    const hold = { is: 'holdingAtMost@1', with: { units: '10' } };
    await adopt(channel, definitionOf(SHARE, { uses: ['Home@1'], rules: { hold } }));
    const { events } = await channel.submit(ISSUER, 'security:register', place);
    const transfer = { is: 'cited', source: 'Home@1', rule: AT_HOME.transfer };
    const rules = { hold, transfer };
    expect(events[1]).toMatchObject({ type: 'RulesAdopted', rules: { isin, version: 1, rules } });
    expect(await channel.evaluate(REGULATOR, 'compliance:rules', [isin])).toMatchObject({ inForce: { rules } });
  });

  test('is registered by an issuer that wrote its definition, and by nobody else', async () => {
    channel = await openedChannel(FOUNDING_WITH_ISSUING_REGISTRAR);
    await define(channel, SHARE);
    expect(await refused(place, REGISTRAR)).toBe('AUTHORITY_DENIED');
    expect(await refused(place, CUSTODIAN)).toBe('AUTHORITY_DENIED');
    const own: TestSecurity = { ...SHARE, isin: 'US5949181045', issuer: { ...SHARE.issuer, mspId: REGISTRAR } };
    expect((await register(channel, own)).result).toEqual({ isin: own.isin });
  });

  test('is registered by a definition that is adopted and in force', async () => {
    expect(await refused(place)).toBe('DEFINITION_UNKNOWN');
    await propose(channel, definitionOf(SHARE));
    expect(await refused(place)).toBe('DEFINITION_NOT_ADOPTED');
    await channel.submit(REGISTRAR, 'definition:adopt', named(definitionOf(SHARE)));
    await channel.submit(ISSUER, 'definition:retire', { name: `${isin}@1` });
    expect(await refused(place)).toBe('DEFINITION_NOT_ADOPTED');
    await adopt(channel, definitionOf(SHARE, { version: 2 }), { effectiveFrom: '2026-11-23' });
    expect(await refused({ ...place, definition: `${isin}@2` })).toBe('DEFINITION_NOT_EFFECTIVE');
    await adopt(channel, HOME);
    expect(await refused({ ...place, definition: 'Home@1' })).toBe('DEFINITION_MISUSED');
  });

  test('names who sees what by a definition that is adopted, of this kind and still in force', async () => {
    await propose(channel, SHOWN);
    const of = definitionOf(SHARE, { privacy: 'Shown@1' });
    await propose(channel, of);
    const adoption = (): Promise<Committed> => channel.submit(REGISTRAR, 'definition:adopt', named(of));
    expect((await refusalWithoutTrace(channel, adoption)).code).toBe('DEFINITION_NOT_ADOPTED');
    await channel.submit(REGISTRAR, 'definition:adopt', named(SHOWN));
    await adoption();
    await channel.submit(ISSUER, 'definition:retire', { name: 'Shown@1' });
    expect(await refused(place)).toBe('DEFINITION_NOT_ADOPTED');
    await adopt(channel, { ...SHOWN, version: 2 });
    await adopt(channel, definitionOf(SHARE, { version: 2, privacy: 'Shown@2' }));
    await channel.submit(ISSUER, 'security:register', { ...place, definition: `${isin}@2` });
    const misused = definitionOf(SHARE, { version: 3, privacy: 'Home@1' });
    await channel.submit(ISSUER, 'definition:draft', { form: { ...SHOWN, name: 'Home' } });
    await propose(channel, misused);
    await channel.submit(ISSUER, 'definition:withdraw', { name: 'Home@1' });
    await adopt(channel, HOME);
    const misuse = (): Promise<Committed> => channel.submit(REGISTRAR, 'definition:adopt', named(misused));
    expect((await refusalWithoutTrace(channel, misuse)).code).toBe('DEFINITION_MISUSED');
  });

  test.each([
    ['a registrar that is none', { registrar: CUSTODIAN }, 'AUTHORITY_DENIED'],
    ['a registrar that is no participant', { registrar: 'StrangerMSP' }, 'PARTICIPANT_UNKNOWN'],
    ['an unknown calendar', { calendar: 'NONE' }, 'CALENDAR_UNKNOWN'],
    ['terms beside its definition', { terms: SHARE.terms }, 'FIELD_INVALID'],
  ])('is refused: %s', async (_, more, code) => {
    await define(channel, SHARE);
    expect(await refused({ ...place, ...more })).toBe(code);
  });

  test('with an ISIN of a wrong check digit is not even drafted', async () => {
    const form = definitionOf({ ...SHARE, isin: 'US0378331006' });
    expect((await refusalOfCall(channel.submit(ISSUER, 'definition:draft', { form }))).code).toBe('ISIN_INVALID');
  });

  test('is registered once', async () => {
    await register(channel, SHARE);
    await adopt(channel, definitionOf(SHARE, { version: 2, title: 'Other name' }));
    expect(await refused({ ...place, definition: `${isin}@2` })).toBe('SECURITY_EXISTS');
    expect((await refusalOfCall(channel.evaluate(ISSUER, 'security:get', ['US5949181045']))).code).toBe(
      'SECURITY_UNKNOWN',
    );
  });
});
