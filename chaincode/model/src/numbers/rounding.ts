/**
 * A named rounding. `exact` refuses instead of rounding; `down` is towards zero, `up` away from it; `half-even` is
 * banker's rounding (IEEE 754 roundTiesToEven), `half-up` rounds ties away from zero.
 */
export type Rounding = 'exact' | 'down' | 'up' | 'floor' | 'ceiling' | 'half-even' | 'half-up';

/**
 * Divides whole numbers with a named rounding.
 *
 * @param dividend - any whole number
 * @param divisor - greater than zero
 * @throws RangeError when the rounding is `exact` and the division is not, or the divisor is not positive
 */
export function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  if (divisor <= 0n) throw new RangeError('divisor must be greater than zero');
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  if (remainder === 0n) return quotient;
  if (rounding === 'exact') throw new RangeError('division is not exact');
  const away = dividend < 0n ? quotient - 1n : quotient + 1n;
  return roundsAway(rounding, dividend < 0n, remainder, divisor, quotient) ? away : quotient;
}

function roundsAway(
  rounding: Exclude<Rounding, 'exact'>,
  negative: boolean,
  remainder: bigint,
  divisor: bigint,
  quotient: bigint,
): boolean {
  const twice = 2n * (remainder < 0n ? -remainder : remainder);
  switch (rounding) {
    case 'down':
      return false;
    case 'up':
      return true;
    case 'floor':
      return negative;
    case 'ceiling':
      return !negative;
    case 'half-up':
      return twice >= divisor;
    case 'half-even':
      return twice > divisor || (twice === divisor && quotient % 2n !== 0n);
  }
}
