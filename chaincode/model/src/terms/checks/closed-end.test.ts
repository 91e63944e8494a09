import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../../dates/business-date.js';
import { featuresOf } from '../../definition/qualification.js';
import { changed, found, plus, security, without } from '../../test-support/changed-securities.js';
import { defined } from '../../test-support/problems.js';
import type { WrittenSecurity } from '../../test-support/securities.js';
import { TERMS } from '../catalogue.js';

const FUND = security('closed-end distributing mutual fund unit');
const TRACKER = security('accumulating exchange-traded fund unit');
const ends = (at: object): WrittenSecurity => changed(FUND, TERMS.fundEnds, { at });
const calls = (during: object, of = FUND): WrittenSecurity => changed(of, TERMS.callsCapital, { during });
const DATED = ends({ on: '2036-12-31' });
const within = (period: string, since: string): object => ({ within: { period, since } });

describe('a closed-end fund', () => {
  test.each<[string, WrittenSecurity, ...string[]]>([
    ['has an end', without(FUND, TERMS.fundEnds), 'TERM_MISSING /terms'],
    [
      'is not repaid as well',
      plus(DATED, TERMS.repaysOn({ percent: '100', on: '2036-12-31' })),
      'TERMS_EXCLUDE_EACH_OTHER repaysOn@1',
    ],
    ['calls capital until a day before its end', calls({ until: '2036-12-30' }, DATED)],
    [
      'calls none on its last day',
      calls({ until: '2036-12-31' }, DATED),
      'DATES_OUT_OF_ORDER callsCapital@1/during/until',
    ],
    ['calls capital for less time than it lasts', calls(within('P119M', 'final-closing'))],
    [
      'calls none as long as it lasts',
      calls(within('P120M', 'final-closing')),
      'DATES_OUT_OF_ORDER callsCapital@1/during/within/period',
    ],
    ['counts from two closings that nobody can compare', calls(within('P11Y', 'first-closing'))],
    [
      'calls money of its own currency',
      changed(FUND, TERMS.callsCapital, { perUnit: { amount: '1000', currency: 'USD' } }),
      'CURRENCY_DIFFERS callsCapital@1/perUnit',
    ],
    ['shares gains, or does not', without(FUND, TERMS.sharesGains)],
    [
      'shares more than none of them',
      changed(FUND, TERMS.sharesGains, { percent: '0' }),
      'TERM_INCOMPLETE sharesGains@1/percent',
    ],
    [
      'is a fund',
      plus(security('ordinary share'), TERMS.fundEnds({ at: { on: '2036-12-31' } })),
      'TERM_NOT_APPLICABLE fundEnds@1',
    ],
  ])('%s', (_, of, ...problems) => {
    expect(found(of)).toEqual(problems);
  });

  test('that deals is no closed-end one, though it has an end', () => {
    expect(found(plus(TRACKER, TERMS.fundEnds({ at: { on: '2036-12-31' } })))).toEqual([]);
  });

  test('matures on the day on which it ends, and pays nothing on that day by itself', () => {
    const read = featuresOf(defined(DATED), parseBusinessDate('2026-06-15'));
    expect(read.maturity).toBe('2036-12-31');
    expect(read.nextPayment).toBeUndefined();
  });

  test('whose end hangs on a closing has no day that its text knows', () => {
    expect(featuresOf(defined(FUND), parseBusinessDate('2026-06-15')).maturity).toBeUndefined();
  });
});
