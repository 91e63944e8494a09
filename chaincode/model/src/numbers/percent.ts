import { parseDecimal } from './decimal.js';

/**
 * How a number of units compares with a part of another: negative, zero or positive. Exact: nothing is divided.
 *
 * @param percent - the part in per cent, as a decimal string
 */
export function comparePart(units: bigint, percent: string, whole: bigint): number {
  const { coefficient, scale } = parseDecimal(percent);
  const difference = units * 100n * 10n ** BigInt(scale) - whole * coefficient;
  return difference < 0n ? -1 : Number(difference > 0n);
}
