import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel, Committed } from '../test-support/channel.js';
import { adopt, named, propose } from '../test-support/definitions.js';
import {
  BOND,
  CUSTODIAN,
  FOUNDING_WITH_ISSUING_REGISTRAR,
  ISSUER,
  openedChannel,
  paying,
  REGISTRAR,
  REGULATOR,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { definitionOf, register, secondVersionOf, type TestSecurity } from '../test-support/securities.js';

const { isin } = BOND;
const CAP = { is: 'holdingAtMost@1', with: { units: '1000' } };
const FIRST = named(definitionOf(BOND));

let channel: Channel;
beforeEach(async () => {
  channel = await openedChannel(FOUNDING_WITH_ISSUING_REGISTRAR);
  await register(channel, BOND);
});

/** Another version of the definition, which the registrar has adopted. */
async function next(more: object = {}, security: TestSecurity = BOND): Promise<object> {
  const form = secondVersionOf(security, more);
  await adopt(channel, form);
  const { name: definition, hash } = named(form);
  return { isin: security.isin, definition, hash, grandfathers: false };
}
const amend = (by: string, body: object): Promise<Committed> => channel.submit(by, 'security:amend', body);
const refused = async (by: string, body: object): Promise<string> =>
  (await refusalWithoutTrace(channel, () => amend(by, body))).code;
const shown = (of = isin): Promise<unknown> => channel.evaluate(REGULATOR, 'security:get', [of]);
async function outstanding(): Promise<void> {
  const holderId = await takeOn(channel, CUSTODIAN, 'Ada');
  await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId, units: '1000' }] });
}
const coupon = (ratePercent: string): object => ({ terms: paying(ratePercent) });

describe('an amendment', () => {
  test.each([
    [ISSUER, REGISTRAR],
    [REGISTRAR, ISSUER],
  ])('is made when %s and %s have asked for the same', async (first, second) => {
    await outstanding();
    const body = await next();
    expect((await amend(first, body)).result).toEqual({ isin, status: 'asked', by: [first] });
    expect(await shown()).toMatchObject({ definition: FIRST });
    const { events, result } = await amend(second, body);
    expect(result).toEqual({ isin, status: 'amended', by: [first, second] });
    expect(events).toMatchObject([{ type: 'SecurityAmended', previous: FIRST, by: [first, second] }]);
    const { definition: name, hash } = body as { readonly definition: string; readonly hash: string };
    expect(await shown()).toMatchObject({ definition: { name, hash }, fisn: 'EXAMPLE/SH', issuedUnits: '1000' });
  });

  test('is not made while the two ask for different ones', async () => {
    const body = await next();
    await amend(ISSUER, body);
    const { result } = await amend(REGISTRAR, { ...body, grandfathers: true });
    expect(result).toEqual({ isin, status: 'asked', by: [REGISTRAR] });
  });

  test('of an issuer that keeps its own register needs a regulator', async () => {
    const own: TestSecurity = { ...BOND, isin: 'DE0001135275', issuer: { ...BOND.issuer, mspId: REGISTRAR } };
    await register(channel, own);
    const form = secondVersionOf(own);
    await adopt(channel, form, { author: REGISTRAR });
    const { name: definition, hash } = named(form);
    const body = { isin: own.isin, definition, hash, grandfathers: false };
    await amend(REGISTRAR, body);
    expect(await refused(ISSUER, body)).toBe('AUTHORITY_DENIED');
    expect((await amend(REGULATOR, body)).result).toMatchObject({ status: 'amended' });
  });

  test('brings the rules of the new version, with what they leave alone', async () => {
    await outstanding();
    const body = await next({ rules: { transfer: CAP } });
    await amend(ISSUER, { ...body, grandfathers: true });
    const { events } = await amend(REGISTRAR, { ...body, grandfathers: true });
    const rules = { isin, version: 1, rules: { transfer: CAP }, grandfathers: true };
    expect(events).toMatchObject([{ type: 'SecurityAmended' }, { type: 'RulesAdopted', rules }]);
  });

  test('leaves what the network has changed since as it is', async () => {
    const more = { isin, authorisedUnits: '2000000000000', document: 'd'.repeat(64) };
    for (const by of [ISSUER, REGISTRAR]) await channel.submit(by, 'security:changeAuthorisedUnits', more);
    const body = await next();
    for (const by of [ISSUER, REGISTRAR]) await amend(by, body);
    expect(await shown()).toMatchObject({ authorisedUnits: '2000000000000', fisn: 'EXAMPLE/SH' });
  });

  test('of what is paid waits for the holders, where there are any', async () => {
    const body = await next(coupon('2.75'));
    const before = await shown();
    await outstanding();
    expect(await refused(ISSUER, body)).toBe('AMENDMENT_NEEDS_CONSENT');
    expect(await shown()).toMatchObject({ ...(before as object), issuedUnits: '1000' });
  });

  test('of who sees what waits for the holders, too', async () => {
    const sees = [{ who: 'regulator', what: ['parties'], purpose: 'supervision' }];
    await adopt(channel, { kind: 'privacy', name: 'Shown', version: 1, title: 'What is shown', sees });
    const body = await next({ privacy: 'Shown@1' });
    await outstanding();
    expect(await refused(ISSUER, body)).toBe('AMENDMENT_NEEDS_CONSENT');
  });

  test('of what is paid is made while nobody has units', async () => {
    const body = await next(coupon('2.75'));
    for (const by of [ISSUER, REGISTRAR]) await amend(by, body);
    expect(await shown()).toMatchObject({ definition: named(secondVersionOf(BOND, coupon('2.75'))) });
  });

  test.each<[string, object, string]>([
    ['another ISIN', { isin: 'DE0001135275' }, 'AMENDMENT_OF_ANOTHER'],
    [
      'another currency',
      { currency: 'USD', denomination: { amount: '0.01', currency: 'USD' } },
      'AMENDMENT_OF_ANOTHER',
    ],
    ['another number of authorised units', { authorisedUnits: '5' }, 'AMENDMENT_OF_ANOTHER'],
    ['another name', { name: 'Another' }, 'AMENDMENT_OF_ANOTHER'],
  ])('to %s is refused', async (_, more, code) => {
    expect(await refused(ISSUER, { ...(await next(more)), isin })).toBe(code);
  });

  test('is by a later version, adopted, and of the content that is named', async () => {
    const again = { isin, definition: FIRST.name, hash: FIRST.hash, grandfathers: false };
    expect(await refused(ISSUER, again)).toBe('AMENDMENT_NOT_LATER');
    const form = secondVersionOf(BOND);
    await propose(channel, form);
    const { name: definition, hash } = named(form);
    expect(await refused(ISSUER, { ...again, definition, hash })).toBe('DEFINITION_NOT_ADOPTED');
    await channel.submit(REGISTRAR, 'definition:adopt', named(form));
    expect(await refused(ISSUER, { ...again, definition, hash: FIRST.hash })).toBe('DEFINITION_DIFFERS');
    expect(await refused(CUSTODIAN, { ...again, definition, hash })).toBe('AUTHORITY_DENIED');
  });
});
