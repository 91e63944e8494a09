import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { CalendarId } from '../identifiers/names.js';
import { advance } from './calendar.js';

const current = { calendar: 'TARGET' as CalendarId, businessDate: parseBusinessDate('2026-11-20') };

describe('the business date', () => {
  test('moves forward', () => {
    expect(advance(current, parseBusinessDate('2026-11-23')).businessDate).toBe('2026-11-23');
  });

  test.each(['2026-11-20', '2026-11-19'])('does not move to %s', (text) => {
    expect(() => advance(current, parseBusinessDate(text))).toThrow(
      expect.objectContaining({ code: 'BUSINESS_DATE_NOT_LATER' }),
    );
  });
});
