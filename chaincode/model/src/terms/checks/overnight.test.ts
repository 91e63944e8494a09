import { describe, expect, test } from '@jest/globals';
import { changed, found, plus, security, without } from '../../test-support/changed-securities.js';
import type { WrittenSecurity } from '../../test-support/securities.js';
import { TERMS } from '../catalogue.js';

const TERM_RATE = security('floating-rate bond');
const FIXED = security('callable fixed-rate bond');
const BACKWARDS = { daysBefore: 5, of: 'end', lookbackDays: 5 } as const;
const COMPOUNDED = changed(
  changed(TERM_RATE, TERMS.paysFloating, { method: 'compounded', tenor: undefined }),
  TERMS.fixesRate,
  { ...BACKWARDS, lookbackDays: undefined },
);
const OF_DAYS = [
  TERMS.shiftsObservations({ days: 5 }),
  TERMS.locksOutRate({ days: 2 }),
  TERMS.floorsDailyRate({ percent: '0' }),
] as const;

describe('a rate that is made of the rates of days', () => {
  test.each<[string, WrittenSecurity, ...string[]]>([
    ['with its observations shifted, its end locked and each day bounded', plus(COMPOUNDED, ...OF_DAYS)],
    ['averaged', plus(changed(COMPOUNDED, TERMS.paysFloating, { method: 'averaged' }), ...OF_DAYS)],
    ['looking back', changed(COMPOUNDED, TERMS.fixesRate, BACKWARDS)],
    ['looking back, its end locked', plus(changed(COMPOUNDED, TERMS.fixesRate, BACKWARDS), OF_DAYS[1])],
    [
      'looking back, and shifted too',
      plus(changed(COMPOUNDED, TERMS.fixesRate, BACKWARDS), OF_DAYS[0]),
      'TERMS_EXCLUDE_EACH_OTHER fixesRate@1/lookbackDays',
    ],
    [
      'known before its period',
      plus(TERM_RATE, ...OF_DAYS),
      'TERM_WITHOUT_OBJECT shiftsObservations@1',
      'TERM_WITHOUT_OBJECT locksOutRate@1',
      'TERM_WITHOUT_OBJECT floorsDailyRate@1',
    ],
    ['fixed from the start', plus(FIXED, OF_DAYS[1]), 'TERM_WITHOUT_OBJECT locksOutRate@1'],
    [
      'shifted by no day, and by the day',
      plus(COMPOUNDED, TERMS.shiftsObservations({ days: 0 }), TERMS.locksOutRate({ days: 0 })),
      'TERM_INCOMPLETE shiftsObservations@1/days',
      'TERM_INCOMPLETE locksOutRate@1/days',
    ],
    ['shifted twice', plus(COMPOUNDED, OF_DAYS[0], OF_DAYS[0]), 'TERM_REPEATED shiftsObservations@1'],
  ])('%s', (_, of, ...problems) => {
    expect(found(of)).toEqual(problems);
  });
});

describe('interest that is paid after its period', () => {
  const paid = TERMS.paysAfterPeriod({ days: 2 });
  test.each<[string, WrittenSecurity, ...string[]]>([
    ['is of any rate', plus(COMPOUNDED, paid)],
    ['is of a fixed one', plus(FIXED, paid)],
    ['is not of none', plus(security('zero-coupon bond'), paid), 'TERM_WITHOUT_OBJECT paysAfterPeriod@1'],
    ['is later', plus(FIXED, TERMS.paysAfterPeriod({ days: 0 })), 'TERM_INCOMPLETE paysAfterPeriod@1/days'],
    [
      'is of what pays interest',
      plus(security('ordinary share'), paid),
      'TERM_NOT_APPLICABLE paysAfterPeriod@1',
      'TERM_WITHOUT_OBJECT paysAfterPeriod@1',
    ],
  ])('%s', (_, of, ...problems) => {
    expect(found(of)).toEqual(problems);
  });

  test('needs a rate to lock', () => {
    expect(found(without(plus(COMPOUNDED, OF_DAYS[1]), TERMS.paysFloating))).toContain(
      'TERM_WITHOUT_OBJECT locksOutRate@1',
    );
  });
});
