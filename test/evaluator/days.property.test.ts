import { addPeriod, businessDate, firstDayOf, hasElapsed, type Period } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, firstWithin, isoPeriod, over, writtenDay, type Period as Read } from './values/days.js';

const RUNS = Number(process.env['SCRIP_LANGUAGE_RUNS'] ?? '1000');

const day = fc.integer({ min: dayOf('1960-01-01'), max: dayOf('2100-12-31') });
const period = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 9999 }), unit: fc.constant<Read['unit']>('days') }),
  fc.record({ count: fc.integer({ min: 1, max: 500 }), unit: fc.constant<Read['unit']>('months') }),
  fc.record({ count: fc.integer({ min: 1, max: 50 }), unit: fc.constant<Read['unit']>('years') }),
);

describe('property: periods', () => {
  test('begin and are over on the days that the reference says', () => {
    fc.assert(
      fc.property(day, period, (from, of) => {
        const [date, length] = [businessDate(writtenDay(from), ''), isoPeriod(of) as Period];
        const end = over(from, of);
        expect(addPeriod(date, length)).toBe(writtenDay(end));
        const elapsed = [end - 1, end, end + 1].map((today) =>
          hasElapsed(date, length, businessDate(writtenDay(today), '')),
        );
        expect(elapsed).toEqual([false, true, true]);
        expect(firstDayOf(length, date)).toBe(writtenDay(Math.max(firstWithin(of, from), dayOf('1900-01-01'))));
      }),
      { numRuns: RUNS },
    );
  });
});
