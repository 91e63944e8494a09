import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, parseBusinessDate, WEEKDAYS, type BusinessDate } from '../dates/business-date.js';
import { calendarOf, TARGET } from '../test-support/calendar.js';
import {
  addBusinessDays,
  adjustDate,
  businessDaysBetween,
  isBusinessDay,
  lastBusinessDayOfMonth,
  nextBusinessDay,
  previousBusinessDay,
  type BusinessDayConvention,
} from './business-day.js';

const date = parseBusinessDate;

describe('TARGET', () => {
  test.each([
    ['2026-01-01', false], // New Year's Day, a Thursday
    ['2026-01-02', true],
    ['2026-04-02', true], // Maundy Thursday
    ['2026-04-03', false], // Good Friday
    ['2026-04-06', false], // Easter Monday
    ['2026-05-01', false], // Labour Day, a Friday
    ['2026-05-14', true], // Ascension Day is no closing day
    ['2026-11-21', false], // a Saturday
    ['2026-12-24', true],
    ['2026-12-25', false],
    ['2026-12-28', true],
  ])('%s is a business day: %s', (text, isOpen) => {
    expect(isBusinessDay([TARGET], date(text))).toBe(isOpen);
  });

  test.each<[string, string, string]>([
    ['2026-11-20', '2026-11-19', '2026-11-23'], // a Friday
    ['2026-11-21', '2026-11-20', '2026-11-23'],
    ['2026-04-02', '2026-04-01', '2026-04-07'], // across Easter
    ['2026-04-07', '2026-04-02', '2026-04-08'],
    ['2026-12-31', '2026-12-30', '2027-01-04'], // across the turn of the year
  ])('around %s lie %s and %s', (text, previous, next) => {
    expect(previousBusinessDay([TARGET], date(text))).toBe(previous);
    expect(nextBusinessDay([TARGET], date(text))).toBe(next);
  });

  test.each<[string, BusinessDayConvention, string]>([
    ['2026-11-20', 'following', '2026-11-20'], // a business day stays
    ['2026-11-21', 'none', '2026-11-21'],
    ['2026-11-21', 'following', '2026-11-23'],
    ['2026-11-21', 'modifiedFollowing', '2026-11-23'],
    ['2026-11-21', 'preceding', '2026-11-20'],
    ['2026-05-31', 'following', '2026-06-01'], // a Sunday at the end of the month
    ['2026-05-31', 'modifiedFollowing', '2026-05-29'],
    ['2026-05-01', 'preceding', '2026-04-30'], // preceding is not modified
    ['2026-12-26', 'modifiedFollowing', '2026-12-28'],
    ['2024-03-30', 'modifiedFollowing', '2024-03-28'], // before Easter 2024: Friday is closed too
    ['2024-03-30', 'following', '2024-04-02'],
  ])('%s moves by %s to %s', (text, convention, adjusted) => {
    expect(adjustDate([TARGET], date(text), convention)).toBe(adjusted);
  });

  test.each([
    ['2026-04-02', 2, '2026-04-08'], // T+2 across Easter
    ['2026-04-08', -2, '2026-04-02'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-11-21', -1, '2026-11-20'],
    ['2026-11-21', 0, '2026-11-21'],
  ])('%s and %d business days is %s', (text, days, later) => {
    expect(addBusinessDays([TARGET], date(text), days)).toBe(later);
  });

  test.each([
    ['2026-01-01', '2027-01-01', 256], // 261 weekdays, of which 1 January, the Easter days, 1 May and 25 December close
    ['2026-11-20', '2026-11-23', 1],
    ['2026-11-20', '2026-11-20', 0],
    ['2026-11-23', '2026-11-20', -1],
  ])('from %s up to %s there are %d business days', (from, to, days) => {
    expect(businessDaysBetween([TARGET], date(from), date(to))).toBe(days);
  });

  test.each([
    ['2026-05-04', '2026-05-29'],
    ['2026-12-31', '2026-12-31'],
    ['2028-02-01', '2028-02-29'],
  ])('the month of %s ends on %s', (text, last) => {
    expect(lastBusinessDayOfMonth([TARGET], date(text))).toBe(last);
  });
});

describe('joined calendars', () => {
  const london = calendarOf('LONDON', ['saturday', 'sunday'], ['2026-05-04', '2026-08-31']);
  const friday = calendarOf('RIYADH', ['friday', 'saturday'], []);

  test('are open when all of them are', () => {
    expect(nextBusinessDay([TARGET, london], date('2026-04-30'))).toBe('2026-05-05');
    expect(nextBusinessDay([TARGET, friday], date('2026-11-19'))).toBe('2026-11-23');
  });

  test('that are never open together are refused instead of searched for ever', () => {
    const rest = calendarOf('REST', WEEKDAYS.slice(0, 5), []);
    expect(() => nextBusinessDay([TARGET, rest], date('2026-11-20'))).toThrow(
      expect.objectContaining({ code: 'BUSINESS_DAY_ABSENT' }),
    );
  });
});

test('a span has a maximum', () => {
  expect(() => businessDaysBetween([TARGET], date('1900-01-01'), date('2100-01-01'))).toThrow(
    expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
  );
  expect(() => addBusinessDays([TARGET], date('2026-01-01'), 100_000)).toThrow(
    expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
  );
});

describe('for every calendar and date', () => {
  const start = date('2026-01-01');
  const dates = fc.integer({ min: 0, max: 700 }).map((days) => addDays(start, days));
  const calendars = fc
    .array(
      fc
        .tuple(fc.subarray([...WEEKDAYS], { maxLength: 3 }), fc.uniqueArray(dates, { maxLength: 20 }))
        .map(([weekend, holidays]) => calendarOf('C', weekend, [...holidays].sort())),
      { minLength: 1, maxLength: 2 },
    )
    .filter((joined) => new Set(joined.flatMap(({ weekend }) => weekend)).size < WEEKDAYS.length);

  test('an adjusted date is a business day with none between it and the date', () => {
    fc.assert(
      fc.property(calendars, dates, (joined, given) => {
        const following = adjustDate(joined, given, 'following');
        const preceding = adjustDate(joined, given, 'preceding');
        expect([isBusinessDay(joined, following), isBusinessDay(joined, preceding)]).toEqual([true, true]);
        expect(following >= given && preceding <= given).toBe(true);
        const between = (from: BusinessDate, to: BusinessDate): BusinessDate[] =>
          Array.from({ length: daysBetween(from, to) }, (_, days) => addDays(from, days));
        expect(between(given, following).some((day) => isBusinessDay(joined, day))).toBe(false);
        expect(between(addDays(preceding, 1), addDays(given, 1)).some((day) => isBusinessDay(joined, day))).toBe(false);
      }),
    );
  });

  test('modified following stays in the month and is otherwise following', () => {
    fc.assert(
      fc.property(calendars, dates, (joined, given) => {
        const following = adjustDate(joined, given, 'following');
        const modified = adjustDate(joined, given, 'modifiedFollowing');
        const isInMonth = following.slice(0, 7) === given.slice(0, 7);
        expect(modified).toBe(isInMonth ? following : adjustDate(joined, given, 'preceding'));
      }),
    );
  });

  test('adding business days is counting them, and is undone by subtracting', () => {
    fc.assert(
      fc.property(calendars, dates, fc.integer({ min: 0, max: 15 }), (joined, given, days) => {
        const from = adjustDate(joined, given, 'following');
        const to = addBusinessDays(joined, from, days);
        expect(businessDaysBetween(joined, from, to)).toBe(days);
        expect(addBusinessDays(joined, to, -days)).toBe(from);
      }),
    );
  });
});
