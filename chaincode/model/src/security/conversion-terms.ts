import { isin, type Isin } from '../identifiers/isin.js';
import { LIMITS } from '../limits.js';
import { unitPrice, type Money } from '../numbers/money.js';
import { list, optional, record, type Reader } from '../serialisation/reader.js';
import { exchangeRatio, type ExchangeRatio } from './exchange-terms.js';

/**
 * Into which other security units convert, and how many of it are got: the nominal divided by a price, or by a ratio.
 * Where neither is there, a formula tells it on the day.
 */
export interface ConversionTerms {
  readonly isin: Isin;
  /** What one unit that is got costs, at issue; later adjustments are corporate actions. */
  readonly price?: Money;
  readonly ratio?: ExchangeRatio;
}

const terms = record({ isin, price: optional(unitPrice), ratio: optional(exchangeRatio) });

/** Reader of the conversion terms of a security. */
export const conversionTerms: Reader<readonly ConversionTerms[]> = list(terms, {
  min: 1,
  max: LIMITS.exchangesPerSecurityMax,
});
