import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { CalendarId } from '../identifiers/names.js';
import { advance } from './calendar.js';

const current = { calendar: 'TARGET' as CalendarId, businessDate: parseBusinessDate('2026-11-20') };

describe('the business date', () => {
  test.each([
    ['2026-11-21', '1 day'],
    ['2026-11-23', '3 days'],
    ['2026-12-20', '30 days'],
    ['2026-12-21', '31 days'],
  ])('moves forward to %s: %s', (text) => {
    expect(advance(current, parseBusinessDate(text)).businessDate).toBe(text);
  });

  test.each([
    ['2026-11-20', 'no day', 'BUSINESS_DATE_NOT_LATER'],
    ['2026-11-19', 'a day back', 'BUSINESS_DATE_NOT_LATER'],
    ['1999-11-23', 'years back', 'BUSINESS_DATE_NOT_LATER'],
    ['2026-12-22', '32 days', 'BUSINESS_DATE_STEP_EXCEEDED'],
    ['2027-11-20', 'a year', 'BUSINESS_DATE_STEP_EXCEEDED'],
    ['2199-11-23', 'a mistyped year', 'BUSINESS_DATE_STEP_EXCEEDED'],
  ])('does not move to %s: %s', (text, _, code) => {
    expect(() => advance(current, parseBusinessDate(text))).toThrow(expect.objectContaining({ code }));
  });

  test('is limited by calendar days, not by months', () => {
    const february = { ...current, businessDate: parseBusinessDate('2027-02-01') };
    expect(advance(february, parseBusinessDate('2027-03-04')).businessDate).toBe('2027-03-04');
    expect(() => advance(february, parseBusinessDate('2027-03-05'))).toThrow(
      expect.objectContaining({ code: 'BUSINESS_DATE_STEP_EXCEEDED' }),
    );
  });
});
