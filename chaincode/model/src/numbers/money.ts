import { DomainError } from '../errors/domain-error.js';
import { currency, minorUnits, type Currency } from '../identifiers/currency.js';
import { record, type Reader } from '../serialisation/reader.js';
import { compareDecimals, decimalText, parseDecimal } from './decimal.js';

/** An amount of money that can be paid: a decimal string with no more digits than the currency's minor unit. */
export interface Money {
  readonly amount: string;
  readonly currency: Currency;
}

const fields = record({ amount: decimalText('0'), currency });

/** Reads an amount of money. Errors: AMOUNT_INVALID (more digits than the minor unit has), CURRENCY_UNKNOWN. */
export const money: Reader<Money> = (value, path) => {
  const read = fields(value, path);
  const scaleMax = minorUnits(read.currency);
  if (parseDecimal(read.amount).scale > scaleMax) throw new DomainError('AMOUNT_INVALID', { path, scaleMax });
  return read;
};

/**
 * Reads a price per unit: unlike a payment it may have more digits than the currency's minor unit.
 * Errors: AMOUNT_INVALID.
 */
export const price: Reader<string> = decimalText('0');

/** How units at a price compare with an amount: negative where they cost less, zero or positive. */
export function compareCost(units: bigint, pricePerUnit: string, amount: string): number {
  const { coefficient, scale } = parseDecimal(pricePerUnit);
  return compareDecimals({ coefficient: coefficient * units, scale }, parseDecimal(amount));
}

/** Reads what one unit is worth in a currency, such as a conversion price: more digits than the minor unit are allowed. */
export const unitPrice: Reader<Money> = record({ amount: price, currency });
