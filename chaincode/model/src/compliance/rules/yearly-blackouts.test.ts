import { describe, expect, test } from '@jest/globals';
import { factsOf } from '../../test-support/compliance.js';
import { judgeExpression } from '../judge.js';
import { outsideYearlyBlackouts, type Window } from './time.js';

const YEAR_END = { from: '2026-12-20', to: '2027-01-05' } as const;
const JUNE = { from: '2026-06-10', to: '2026-06-15' } as const;
const LEAP_DAY = { from: '2028-02-29', to: '2028-02-29' } as const;

type Written = { readonly [K in keyof Window]: string };

function saidOn(today: string, ...windows: readonly Written[]): string {
  const rule = outsideYearlyBlackouts({ windows });
  const { outcome, reasons } = judgeExpression(rule, factsOf({ event: 'transfer', today }, rule));
  return outcome === 'met' ? 'met' : reasons.join(' ');
}

describe('a period that comes again every year', () => {
  test.each([
    ['2025-12-25', 'met'],
    ['2026-01-03', 'met'],
    ['2026-12-19', 'met'],
    ['2026-12-20', 'BLACKOUT'],
    ['2027-01-05', 'BLACKOUT'],
    ['2027-01-06', 'met'],
    ['2030-12-19', 'met'],
    ['2030-12-31', 'BLACKOUT'],
    ['2031-01-05', 'BLACKOUT'],
    ['2031-01-06', 'met'],
  ])('from the turn of 2026 on: %s %s', (today, expected) => {
    expect(saidOn(today, YEAR_END)).toBe(expected);
  });

  test.each([
    ['2029-06-09', 'met'],
    ['2029-06-10', 'BLACKOUT'],
    ['2029-06-16', 'met'],
    ['2029-02-28', 'BLACKOUT'],
    ['2032-02-28', 'met'],
    ['2032-02-29', 'BLACKOUT'],
  ])('each of several counts, and a day that a year has not is the one before it: %s %s', (today, expected) => {
    expect(saidOn(today, JUNE, LEAP_DAY)).toBe(expected);
  });

  test.each([
    ['a year', { from: '2026-06-10', to: '2027-06-10' }, '/with/windows/0/to'],
    ['less than nothing', { from: '2026-06-10', to: '2026-06-09' }, '/with/windows/0/to'],
  ])('is not %s', (_, window, path) => {
    expect(() => outsideYearlyBlackouts({ windows: [window] })).toThrow(
      expect.objectContaining({ code: 'FIELD_INVALID', details: expect.objectContaining({ path }) }),
    );
  });

  test('is nearly a year at most', () => {
    expect(saidOn('2030-06-10', { from: '2026-06-10', to: '2027-06-09' })).toBe('BLACKOUT');
  });
});
