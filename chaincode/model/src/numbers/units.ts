import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { checked, type Reader } from '../serialisation/reader.js';

const UNITS = new RegExp(`^[1-9][0-9]{0,${LIMITS.unitsDigitsMax - 1}}$`);

/**
 * Reads a quantity of units of a security: a whole number greater than zero, as a decimal string.
 *
 * @throws DomainError UNITS_INVALID
 */
export function parseUnits(text: string): bigint {
  if (!UNITS.test(text)) throw new DomainError('UNITS_INVALID', { digitsMax: LIMITS.unitsDigitsMax });
  return BigInt(text);
}

/** Reader of {@link parseUnits}. */
export const units: Reader<bigint> = checked(parseUnits);

/** Reader of a sum of units, which may be zero (issued units of a security before the first issue). */
export const unitsTotal: Reader<bigint> = checked((text) => (text === '0' ? 0n : parseUnits(text)));
