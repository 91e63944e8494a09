import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decimalOf } from './numbers.js';

describe('numbers of documents', () => {
  test.each([
    ['1000000000.00', 0, '1000000000'],
    ['0.0001000000', 0, '0.0001'],
    ['+5', 0, '5'],
    ['-0.00', 0, '0'],
    ['007', 0, '7'],
    ['1E-2', 0, '0.01'],
    ['1.5e3', 0, '1500'],
    ['0.0425', 2, '4.25'],
    ['4.25', -2, '0.0425'],
    ['-0.005', 2, '-0.5'],
    ['0', 2, '0'],
  ])('%s with the point moved by %i is %s', (written, shift, expected) => {
    expect(decimalOf(written, shift)).toBe(expected);
  });

  test.each(['', 'x', '1,000', '0x1', 'Infinity', '1.', '.5', '1e', '--1', '1e999', '9'.repeat(41)])(
    '%j is none',
    (text) => {
      expect(() => decimalOf(text)).toThrow(expect.objectContaining({ name: 'NoCounterpart' }));
    },
  );

  test('moving the point there and back changes nothing', () => {
    const digits = fc.tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(digits, fc.integer({ min: -8, max: 8 }), ([coefficient, scale], shift) => {
        const number = decimalOf(`${String(coefficient)}e-${String(scale)}`);
        expect(decimalOf(decimalOf(number, shift), -shift)).toBe(number);
      }),
    );
  });
});
