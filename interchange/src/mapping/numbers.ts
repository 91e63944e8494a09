import { noCounterpart } from '../document/interchange-error.js';

/** Digits beyond which a number of a document is no amount or rate that anybody wrote. */
const DIGITS_MAX = 40;

const NUMBER = /^([+-]?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?$/;

/**
 * A number of a document as the language writes it: no exponent, no zeros at its ends. Exact; nothing is rounded.
 *
 * @param shift - by how many places the point moves to the right: 2 makes per cent of a fraction
 * @throws NoCounterpart
 */
export function decimalOf(written: string, shift = 0): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    NUMBER.exec(written.trim()) ?? noCounterpart('it is not a number');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent) + shift;
  if (digits.length > DIGITS_MAX || Math.abs(Number(exponent)) > DIGITS_MAX)
    noCounterpart(`it has more than ${String(DIGITS_MAX)} digits`);
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${digits}` : digits.padEnd(point, '0');
  const at = Math.max(1, point);
  const before = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const behind = padded.slice(at).replace(/0+$/, '');
  const plain = behind === '' ? before : `${before}.${behind}`;
  return sign === '-' && /[1-9]/.test(plain) ? `-${plain}` : plain;
}
