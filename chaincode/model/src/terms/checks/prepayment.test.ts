import { describe, expect, test } from '@jest/globals';
import { found, plus, security } from '../../test-support/changed-securities.js';
import type { WrittenSecurity } from '../../test-support/securities.js';
import { TERMS } from '../catalogue.js';
import type { Term } from '../term-kind.js';

const BOND = security('callable fixed-rate bond');
const SHARE = security('ordinary share');

const FROM = { duty: 'redeems', percent: '100', proceedsPercent: '75', of: 'asset-sales', withinDays: 30 } as const;
const from = (change: object = {}): Term => TERMS.prepaysFrom({ ...FROM, ...change });
const above = (amount: string, currency: string): object => ({
  threshold: { amount: { amount, currency }, counted: 'in-each-year' },
});

describe('what must be redeemed out of what comes in', () => {
  test.each<[string, WrittenSecurity, ...string[]]>([
    ['all of it', plus(BOND, from({ proceedsPercent: '100' }))],
    [
      'above a threshold, unless it is reinvested',
      plus(BOND, from({ ...above('5000000', 'EUR'), reinvestWithin: 'P1Y' })),
    ],
    ['above a threshold in the money of the accounts', plus(BOND, from(above('5000000', 'USD')))],
    ['offered to holders', plus(BOND, from({ duty: 'offers', percent: '101' }))],
    ['each kind in its part', plus(BOND, from(), from({ of: 'excess-cash-flow', proceedsPercent: '50' }))],
    ['one kind in two parts', plus(BOND, from(), from({ proceedsPercent: '50' })), 'TERM_REPEATED prepaysFrom@1/of'],
    ['none of it', plus(BOND, from({ proceedsPercent: '0' })), 'TERM_INCOMPLETE prepaysFrom@1/proceedsPercent'],
    ...['insurance-claims', 'acquisition-claims'].map(
      (of) => [`${of}, reinvested`, plus(BOND, from({ of, reinvestWithin: 'P1Y' }))] as [string, WrittenSecurity],
    ),
    ...['excess-cash-flow', 'debt-issues', 'share-issues', 'change-of-control'].map(
      (of) =>
        [
          `${of}, reinvested`,
          plus(BOND, from({ of, reinvestWithin: 'P1Y' })),
          'TERM_INCOMPLETE prepaysFrom@1/reinvestWithin',
        ] as [string, WrittenSecurity, string],
    ),
    ['of what is not owed', plus(SHARE, from()), 'TERM_NOT_APPLICABLE prepaysFrom@1'],
  ])('%s', (_, of, ...problems) => {
    expect(found(of)).toEqual(problems);
  });
});

describe('what must be redeemed after an event', () => {
  const after = (event: string): Term => TERMS.mustRedeemAfter({ event, percent: '101', withinDays: 10 });
  const means = TERMS.meansEvent({
    event: 'AcquisitionFails',
    means: 'the acquisition is not completed by 2026-12-31',
  });
  test.each<[string, WrittenSecurity, ...string[]]>([
    ['that is said', plus(BOND, after('AcquisitionFails'), means)],
    ['that everybody knows', plus(BOND, after('Delisting'))],
    ['that nobody knows', plus(BOND, after('AcquisitionFails')), 'EVENT_UNDEFINED mustRedeemAfter@1/event'],
    ['once', plus(BOND, after('Delisting'), after('Delisting')), 'TERM_REPEATED mustRedeemAfter@1/event'],
    [
      'and is not due at once as well',
      plus(BOND, after('Delisting'), TERMS.fallsDueOn({ event: 'Delisting' })),
      'TERMS_EXCLUDE_EACH_OTHER mustRedeemAfter@1',
    ],
    [
      'and is no choice',
      plus(
        BOND,
        after('Delisting'),
        TERMS.issuerMayRedeemAfter({ event: 'Delisting', percent: '100', notice: { daysMin: 30 } }),
      ),
      'TERMS_EXCLUDE_EACH_OTHER mustRedeemAfter@1',
    ],
  ])('%s', (_, of, ...problems) => {
    expect(found(of)).toEqual(problems);
  });
});
