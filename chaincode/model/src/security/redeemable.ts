import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { decimalText } from '../numbers/decimal.js';
import { unitPrice, type Money } from '../numbers/money.js';
import { record, refuseField, word, type Reader } from '../serialisation/reader.js';

/** Terms of every instrument that is paid back at a date. */
export interface RedeemableTerms {
  readonly issueDate: BusinessDate;
  readonly maturityDate: BusinessDate;
  /** Paid back at maturity, in per cent of the denomination (decimal string). */
  readonly redemptionPercent: string;
}

/** Fixed interest. */
export interface Coupon {
  /** Yearly rate in per cent (decimal string), zero allowed for convertibles. */
  readonly ratePercent: string;
  readonly frequency: 'annual' | 'semiannual' | 'quarterly' | 'monthly';
  /** ICMA rule 251, or the ISDA 2006 definitions section 4.16. */
  readonly dayCount: 'ACT/ACT-ICMA' | '30/360' | '30E/360' | 'ACT/360' | 'ACT/365';
}

/** Right of the holder to exchange a convertible for shares. */
export interface Conversion {
  readonly underlyingIsin: Isin;
  /** At issue; later adjustments are corporate actions. */
  readonly initialPrice: Money;
}

/** Fields of {@link RedeemableTerms}, to be part of a record. */
export const redeemableFields = {
  issueDate: businessDate,
  maturityDate: businessDate,
  redemptionPercent: decimalText('0', '1000'),
} as const;

/** Reader of a coupon. */
export const coupon: Reader<Coupon> = record({
  ratePercent: decimalText('0', '100'),
  frequency: word('annual', 'semiannual', 'quarterly', 'monthly'),
  dayCount: word('ACT/ACT-ICMA', '30/360', '30E/360', 'ACT/360', 'ACT/365'),
});

/** Reader of a conversion right. */
export const conversion: Reader<Conversion> = record({ underlyingIsin: isin, initialPrice: unitPrice });

/** Refuses terms that mature before they begin. Error: TERMS_INVALID. */
export function matures<T extends RedeemableTerms>(reader: Reader<T>): Reader<T> {
  return (value, path) => {
    const terms = reader(value, path);
    if (!isBefore(terms.issueDate, terms.maturityDate)) {
      refuseField(`${path}/maturityDate`, 'after the issue date', 'TERMS_INVALID');
    }
    return terms;
  };
}
