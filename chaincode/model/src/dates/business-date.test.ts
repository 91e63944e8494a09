import { describe, expect, test } from '@jest/globals';
import { DomainError } from '../errors/domain-error.js';
import { compareDates, isBefore, parseBusinessDate } from './business-date.js';

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
});
