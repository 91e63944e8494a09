import { describe, expect, test } from '@jest/globals';
import { DomainError } from '../errors/domain-error.js';
import { compareDates, daysBetween, isBefore, parseBusinessDate } from './business-date.js';
import { firstDayOf, type Period } from './period.js';

describe('business date', () => {
  test.each(['2026-11-22', '2028-02-29', '1900-01-01', '2199-12-31'])('%s is a date', (text) => {
    expect(parseBusinessDate(text)).toBe(text);
  });

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '20261122',
    '2026-11-22T00:00',
    '+002026-11-22',
    '2026-11-22[u-ca=hebrew]',
    '1899-12-31',
    '2200-01-01',
    '',
  ])('%s is refused', (text) => {
    expect(() => parseBusinessDate(text)).toThrow(DomainError);
  });

  test('order: before, on, after', () => {
    const [early, late] = [parseBusinessDate('2026-11-22'), parseBusinessDate('2026-11-23')];
    expect([isBefore(early, late), isBefore(early, early), isBefore(late, early)]).toEqual([true, false, false]);
    expect(compareDates(early, late)).toBeLessThan(0);
  });

  test.each([
    ['2026-11-22', '2026-11-22', 0],
    ['2026-11-22', '2026-11-21', -1],
    ['2026-12-31', '2027-01-01', 1],
    ['2028-02-28', '2028-03-01', 2],
    ['2026-02-28', '2026-03-01', 1],
    ['2026-11-20', '2027-11-20', 365],
  ])('from %s to %s it is %d days', (from, to, days) => {
    expect(daysBetween(parseBusinessDate(from), parseBusinessDate(to))).toBe(days);
  });
});

describe('a period that ends today', () => {
  test.each([
    ['P6M', '2026-09-15', '2026-03-16'],
    ['P90D', '2026-09-15', '2026-06-18'],
    ['P126Y', '2026-09-15', '1900-09-16'],
    ['P9999Y', '2026-09-15', '1900-01-01'],
  ])('of %s on %s begins on %s', (length, last, first) => {
    expect(firstDayOf(length as Period, parseBusinessDate(last))).toBe(first);
  });
});
