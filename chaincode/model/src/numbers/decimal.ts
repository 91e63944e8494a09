import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { checked, type Reader } from '../serialisation/reader.js';
import { divide, type Rounding } from './rounding.js';

/** The number `coefficient / 10^scale`: a decimal number with its scale, without floating point. */
export interface Decimal {
  readonly coefficient: bigint;
  /** Digits after the point, from 0 to `LIMITS.decimalScaleMax`. */
  readonly scale: number;
}

const DECIMAL = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;

/**
 * Reads a decimal string such as `-12.50`; the digits given are the scale.
 *
 * @throws DomainError AMOUNT_INVALID for exponents, leading zeros, `-0`, a bare point or too many digits
 */
export function parseDecimal(text: string): Decimal {
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? refuse();
  if (whole.length > LIMITS.decimalIntegerDigitsMax || fraction.length > LIMITS.decimalScaleMax) refuse();
  const digits = BigInt(whole + fraction);
  if (sign === '-' && digits === 0n) refuse();
  return { coefficient: sign === '-' ? -digits : digits, scale: fraction.length };
}

function refuse(): never {
  throw new DomainError('AMOUNT_INVALID', { scaleMax: LIMITS.decimalScaleMax });
}

/** The decimal string of a number: all digits of its scale, no exponent. Reading it gives the same number. */
export function formatDecimal({ coefficient, scale }: Decimal): string {
  const negative = coefficient < 0n;
  const digits = (negative ? -coefficient : coefficient).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  const text = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return negative ? `-${text}` : text;
}

/**
 * The same number with another scale.
 *
 * @throws DomainError AMOUNT_INVALID when the rounding is `exact` and digits would be lost
 */
export function rescale(value: Decimal, scale: number, rounding: Rounding): Decimal {
  if (scale >= value.scale) {
    return { coefficient: value.coefficient * 10n ** BigInt(scale - value.scale), scale };
  }
  try {
    return { coefficient: divide(value.coefficient, 10n ** BigInt(value.scale - scale), rounding), scale };
  } catch (error) {
    throw new DomainError('AMOUNT_INVALID', { scale }, error);
  }
}

/** Negative, zero or positive as `left` is less than, equal to or greater than `right`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const difference = rescale(left, scale, 'exact').coefficient - rescale(right, scale, 'exact').coefficient;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * A decimal string within bounds, kept as the text that was given.
 *
 * @param lowest - least value allowed, as a decimal string
 * @param highest - greatest value allowed; absent: no upper bound but the digits
 */
export function decimalText(lowest: string, highest?: string): Reader<string> {
  const least = parseDecimal(lowest);
  const most = highest === undefined ? undefined : parseDecimal(highest);
  return checked((text) => {
    const value = parseDecimal(text);
    const tooHigh = most !== undefined && compareDecimals(value, most) > 0;
    if (compareDecimals(value, least) < 0 || tooHigh) {
      throw new DomainError('AMOUNT_INVALID', { lowest, ...(highest === undefined ? {} : { highest }) });
    }
    return text;
  });
}
