import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../errors/domain-error.js';
import { compareDecimals, decimalText, formatDecimal, parseDecimal, rescale } from './decimal.js';
import { money } from './money.js';
import { divide, type Rounding } from './rounding.js';
import { parseUnits, unitsTotal } from './units.js';

describe('decimal strings', () => {
  test.each(['0', '1', '-1', '12.50', '-0.001', '123456789012345678901234567890.123456789012'])(
    '%s is kept',
    (text) => {
      expect(formatDecimal(parseDecimal(text))).toBe(text);
    },
  );

  test.each([
    '',
    '-',
    '.5',
    '5.',
    '01',
    '-0',
    '-0.00',
    '1e3',
    '1,5',
    '+1',
    ' 1',
    '0x1',
    'NaN',
    'Infinity',
    '٣',
    '1.1234567890123',
  ])('"%s" is refused', (text) => {
    expect(() => parseDecimal(text)).toThrow(DomainError);
  });

  test('property: reading what was written gives the number back', () => {
    const decimals = fc.record({
      coefficient: fc.bigInt(-(10n ** 29n), 10n ** 29n),
      scale: fc.integer({ min: 0, max: 12 }),
    });
    fc.assert(
      fc.property(decimals, (value) => {
        expect(parseDecimal(formatDecimal(value))).toEqual(value);
      }),
    );
  });

  test('numbers of different scale compare by value', () => {
    expect(compareDecimals(parseDecimal('1.50'), parseDecimal('1.5'))).toBe(0);
    expect(compareDecimals(parseDecimal('1.49'), parseDecimal('1.5'))).toBe(-1);
    expect(compareDecimals(parseDecimal('1.51'), parseDecimal('1.5'))).toBe(1);
  });

  test('bounds of a decimal text are included', () => {
    const percent = decimalText('0', '100');
    expect(percent('100', '')).toBe('100');
    expect(percent('0', '')).toBe('0');
    expect(() => percent('100.000001', '')).toThrow(DomainError);
    expect(() => percent('-0.1', '')).toThrow(DomainError);
  });
});

describe('rounding', () => {
  const ROUNDED: readonly (readonly [Rounding, readonly string[]])[] = [
    ['down', ['2', '2', '2', '-2', '-2', '-2', '3', '-3']],
    ['up', ['3', '3', '3', '-3', '-3', '-3', '4', '-4']],
    ['floor', ['2', '2', '2', '-3', '-3', '-3', '3', '-4']],
    ['ceiling', ['3', '3', '3', '-2', '-2', '-2', '4', '-3']],
    ['half-even', ['2', '2', '3', '-2', '-2', '-3', '4', '-4']],
    ['half-up', ['2', '3', '3', '-2', '-3', '-3', '4', '-4']],
  ];

  test.each(ROUNDED)('%s', (rounding, expected) => {
    const given = ['2.4', '2.5', '2.6', '-2.4', '-2.5', '-2.6', '3.5', '-3.5'];
    expect(given.map((text) => formatDecimal(rescale(parseDecimal(text), 0, rounding)))).toEqual(expected);
  });

  test('exact refuses to lose digits', () => {
    expect(formatDecimal(rescale(parseDecimal('2.50'), 1, 'exact'))).toBe('2.5');
    expect(() => rescale(parseDecimal('2.55'), 1, 'exact')).toThrow(DomainError);
    expect(() => divide(1n, 0n, 'down')).toThrow(RangeError);
  });

  test('property: a rounding differs from the quotient by less than one, half roundings by at most a half', () => {
    const roundings = fc.constantFrom<Rounding>('down', 'up', 'floor', 'ceiling', 'half-even', 'half-up');
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 6n), roundings, (a, b, rounding) => {
        const error = divide(a, b, rounding) * b - a;
        const size = error < 0n ? -error : error;
        expect(rounding.startsWith('half') ? 2n * size <= b : size < b).toBe(true);
      }),
    );
  });
});

describe('units and money', () => {
  test.each(['0', '-1', '1.0', '01', '', ' 1', '1e3', '9'.repeat(31)])('units "%s" are refused', (text) => {
    expect(() => parseUnits(text)).toThrow(expect.objectContaining({ code: 'UNITS_INVALID' }));
  });

  test('a sum of units may be zero, a quantity may not', () => {
    expect(unitsTotal('0', '')).toBe(0n);
    expect(parseUnits('9'.repeat(30))).toBe(10n ** 30n - 1n);
  });

  test('money has no more digits than the minor unit of its currency', () => {
    expect(money({ amount: '1000.00', currency: 'EUR' }, '')).toEqual({ amount: '1000.00', currency: 'EUR' });
    expect(() => money({ amount: '1000.001', currency: 'EUR' }, '')).toThrow(DomainError);
    expect(() => money({ amount: '1.5', currency: 'JPY' }, '')).toThrow(DomainError);
    expect(() => money({ amount: '-1', currency: 'JPY' }, '')).toThrow(DomainError);
  });
});
