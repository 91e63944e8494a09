import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import { flag, list, optional, record, refuseField, type Reader } from '../serialisation/reader.js';

/** So many units of one security for so many of another: `numerator` units are got for `denominator` units given. */
export interface ExchangeRatio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Into which other security of its issuer the units of a security may be exchanged: a tranche into another, a class into
 * another, a depositary receipt into the share.
 */
export interface ExchangeTerms {
  readonly isin: Isin;
  readonly ratio: ExchangeRatio;
  /** First and last business date of the right; absent: as long as there are units. */
  readonly from?: BusinessDate;
  readonly until?: BusinessDate;
  /** Whether units got are held since those given were: as 17 CFR 230.144(d)(3)(ii) has it of conversions and exchanges. */
  readonly tacks: boolean;
}

/** Reader of a ratio. */
export const exchangeRatio: Reader<ExchangeRatio> = record({ numerator: units, denominator: units });

const fields = record({
  isin,
  ratio: exchangeRatio,
  from: optional(businessDate),
  until: optional(businessDate),
  tacks: flag,
});

const terms: Reader<ExchangeTerms> = (value, path) => {
  const read = fields(value, path);
  if (read.from !== undefined && read.until !== undefined && isBefore(read.until, read.from)) {
    refuseField(`${path}/until`, 'not before the first date', 'TERMS_INVALID');
  }
  return read;
};

/** Reader of the exchange terms of a security: at most one for each other security. Error: TERMS_INVALID. */
export const exchangeTerms: Reader<readonly ExchangeTerms[]> = (value, path) => {
  const read = list(terms, { min: 1, max: LIMITS.exchangesPerSecurityMax })(value, path);
  if (new Set(read.map((each) => each.isin)).size < read.length) {
    refuseField(path, 'one of each security', 'TERMS_INVALID');
  }
  return read;
};
