import { describe, expect, test } from '@jest/globals';
import { businessDate } from '../dates/business-date.js';
import { changed, plus, security } from '../test-support/changed-securities.js';
import { defined } from '../test-support/problems.js';
import { SECURITIES, type WrittenSecurity } from '../test-support/securities.js';
import { TERMS } from '../terms/catalogue.js';
import { featuresOf, type SecurityFeatures } from './qualification.js';

const on = (of: WrittenSecurity, date: string): SecurityFeatures => featuresOf(defined(of), businessDate(date, ''));
const BOND = security('callable fixed-rate bond');
const STEPPED = security('stepped-rate bond');
const PERPETUAL = security('perpetual callable Additional Tier 1 fixed-to-floating-rate contingent bond');
const PROFIT = security('profit-participating note');

describe('features', () => {
  test('of a callable bond', () => {
    expect(on(BOND, '2026-11-22')).toEqual({
      ...{ isin: 'XS0104440986', name: 'An example', cfi: 'DBFUGR', product: 'callable fixed-rate bond' },
      ...{ currency: 'EUR', form: 'registered', issued: '2026-06-15', maturity: '2031-06-15', isPerpetual: false },
      ...{ interest: 'fixed', rate: '4.25', nextPayment: '2026-12-15', rank: 'senior' },
      ...{ issuerMayRedeem: true, issuerMayRedeemFrom: '2029-06-15', holderMayRequire: false, converts: false },
      ...{ isSecured: false, isGuaranteed: false, isAmortising: false, isInflationLinked: false },
      ...{ underlyings: [], venues: [] },
    });
  });

  test.each<readonly [string, Partial<SecurityFeatures>]>([
    ['floating-rate bond', { interest: 'floating', index: 'EURIBOR', spread: '0.75' }],
    ['zero-coupon bond', { interest: 'none', isGuaranteed: true, nextPayment: '2031-06-15' as never }],
    ['inflation-linked fixed-rate government bond', { index: 'HICP ex tobacco', isInflationLinked: true }],
    ['secured fixed-rate amortising bond', { isAmortising: true, isSecured: true }],
    ['fixed-rate convertible bond', { converts: true, convertsInto: 'AT0000A18XM4' as never }],
    ['green sustainability-linked callable fixed-rate bond', { useOfProceeds: 'green' }],
    ['ordinary share', { interest: 'other', votes: '1', isPerpetual: false }],
    ['post-money SAFE', { votes: '0', converts: true, isPerpetual: true }],
    ['call warrant', { maturity: '2027-06-15' as never, underlyings: ['DE0007236101'] }],
    ['autocallable certificate', { underlyings: ['DE0007236101', 'EURO STOXX 50'] }],
  ])('of a %s', (product, expected) => {
    expect(on(security(product), '2026-11-22')).toMatchObject(expected);
  });

  test.each(Object.keys(SECURITIES))('of a %s are absent or exact, never undefined', (product) => {
    for (const value of Object.values(on(security(product), '2030-01-01'))) expect(value).toBeDefined();
  });

  test.each([
    ['the day before a payment', '2026-12-14', '2026-12-15'],
    ['the day of a payment', '2026-12-15', '2026-12-15'],
    ['the day after a payment', '2026-12-16', '2027-06-15'],
    ['the last day', '2031-06-15', '2031-06-15'],
    ['the day after the last', '2031-06-16', undefined],
  ])('the next payment on %s', (_, today, expected) => {
    expect(on(BOND, today).nextPayment).toBe(expected);
  });

  test('the next payment of what goes on without end', () => {
    expect(on(PERPETUAL, '2051-07-01').nextPayment).toBe('2051-12-15');
    expect(on(PROFIT, '2027-01-01').nextPayment).toBe('2027-03-30');
  });

  test.each([
    ['2026-06-15', '2'],
    ['2028-06-14', '2'],
    ['2028-06-15', '2.5'],
  ])('the rate on %s', (today, expected) => {
    expect(on(STEPPED, today).rate).toBe(expected);
  });

  test('a rate that is not known from the terms is none', () => {
    expect(on(PERPETUAL, '2031-06-14').rate).toBe('7');
    expect(on(PERPETUAL, '2031-06-15').rate).toBeUndefined();
  });

  test('law and venues', () => {
    const title = {
      ...{ law: 'Germany', form: 'registered', register: { constitutiveUnder: 'eWpG' }, protocol: 'Voted@1' },
    };
    const listed = plus(BOND, TERMS.listedOn({ venue: 'XFRA' }), TERMS.listedOn({ venue: 'XLON' }));
    expect(on({ ...listed, titleTo: title } as WrittenSecurity, '2026-11-22')).toMatchObject({
      ...{ law: 'Germany', venues: ['XFRA', 'XLON'] },
    });
    const bearer = { ...changed(BOND, TERMS.ranks, {}), titleTo: { ...title, form: 'bearerDeposited' } };
    expect(() => on(bearer as WrittenSecurity, '2026-11-22')).toThrow(/form of the units/);
  });
});
