import { country } from '../identifiers/country.js';
import { decimalText } from '../numbers/decimal.js';
import { unitPrice } from '../numbers/money.js';
import { conversion, coupon, redeemableFields } from '../security/redeemable.js';
import { securityTerms, type SecurityTerms } from '../security/terms.js';
import { optional, pattern, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { DEFINED_INSTRUMENTS } from './defined-instruments.js';
import { instrumentKind, type Instrument, type InstrumentReading } from './instrument-kind.js';

/** What the register reads as the terms of a kind: the one place that knows what contradicts itself. */
const termsOf =
  (kind: SecurityTerms['kind']) =>
  (parameters: object, path: string): SecurityTerms =>
    securityTerms({ kind, ...parameters }, path);

/** The constructors of instruments, by the names under which they are written in a program. */
export const INSTRUMENTS = {
  ordinaryShare: instrumentKind(
    'ordinaryShare@1',
    { form: word('registered', 'bearer'), votesPerShare: decimalText('0'), parValue: optional(unitPrice) },
    termsOf('ordinary-share'),
  ),
  couponBond: instrumentKind('couponBond@1', { ...redeemableFields, coupon }, termsOf('coupon-bond')),
  corporateNote: instrumentKind('corporateNote@1', { ...redeemableFields, coupon }, termsOf('corporate-note')),
  zeroCouponBond: instrumentKind('zeroCouponBond@1', redeemableFields, termsOf('zero-coupon-bond')),
  convertibleBond: instrumentKind(
    'convertibleBond@1',
    { ...redeemableFields, coupon, conversion },
    termsOf('convertible'),
  ),
  /** A unit of a fund, whose value is that of what the fund holds. */
  fundUnit: instrumentKind(
    'fundUnit@1',
    {
      structure: word('exchange-traded-fund', 'mutual-fund'),
      income: word('accumulating', 'distributing'),
      domicile: country,
    },
    termsOf('fund-unit'),
  ),
  /** A claim on a bank for money, redeemed at par. */
  tokenisedCash: instrumentKind(
    'tokenisedCash@1',
    { claimOn: word('central-bank', 'credit-institution', 'e-money-institution') },
    termsOf('cash'),
  ),
  ...DEFINED_INSTRUMENTS,
} as const;

const READERS: ReadonlyMap<string, Reader<InstrumentReading>> = new Map(
  Object.values(INSTRUMENTS).map(({ is, read }) => [is, read]),
);

const written = record({ is: pattern(/^/, 'a text'), with: (value: unknown) => value as Instrument['with'] });

/** An instrument as it is written, with what its parameters say and what the register reads of it. */
export interface ReadInstrument extends InstrumentReading {
  readonly written: Instrument;
}

/** Reads an instrument in its canonical form. Errors: INSTRUMENT_UNKNOWN, FIELD_INVALID, TERMS_INVALID. */
export const instrument: Reader<ReadInstrument> = (value, path) => {
  const form = written(value, path);
  const read = READERS.get(form.is);
  if (read === undefined) return refuseField(`${path}/is`, 'an instrument with its version', 'INSTRUMENT_UNKNOWN');
  return { written: form, ...read(form.with, `${path}/with`) };
};
