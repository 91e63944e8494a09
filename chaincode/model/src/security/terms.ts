import { country, type Country } from '../identifiers/country.js';
import { decimalText } from '../numbers/decimal.js';
import { unitPrice, type Money } from '../numbers/money.js';
import { optional, pattern, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { conversion, coupon, matures, redeemableFields } from './redeemable.js';
import type { Conversion, Coupon, RedeemableTerms } from './redeemable.js';

/** An ordinary share. */
export interface OrdinaryShareTerms {
  readonly kind: 'ordinary-share';
  readonly form: 'registered' | 'bearer';
  /** Decimal string. */
  readonly votesPerShare: string;
  /** Absent: shares without par value. */
  readonly parValue?: Money;
}

/** A bond or note with a fixed coupon. */
export interface CouponBondTerms extends RedeemableTerms {
  readonly kind: 'coupon-bond' | 'corporate-note';
  readonly coupon: Coupon;
}

/** A bond without interest: its yield is the difference between price and redemption. */
export interface ZeroCouponBondTerms extends RedeemableTerms {
  readonly kind: 'zero-coupon-bond';
}

/** A share in a fund. */
export interface FundUnitTerms {
  readonly kind: 'fund-unit';
  readonly structure: 'exchange-traded-fund' | 'mutual-fund';
  readonly income: 'accumulating' | 'distributing';
  /** Country of the fund's law. */
  readonly domicile: Country;
}

/** A bond that its holder may exchange for shares. */
export interface ConvertibleTerms extends RedeemableTerms {
  readonly kind: 'convertible';
  readonly coupon: Coupon;
  readonly conversion: Conversion;
}

/** Money as units of the ledger: a claim on who has issued it, redeemed at par. One unit is worth its denomination. */
export interface CashTerms {
  readonly kind: 'cash';
  /** On whom it is a claim. */
  readonly claimOn: 'central-bank' | 'credit-institution' | 'e-money-institution';
}

/** What is said in the terms of its definition, and there alone. */
export interface DefinedTerms {
  readonly kind: 'defined';
  /** Kind of instrument by name and version, such as `bond@1`. */
  readonly instrument: string;
}

/** What a security promises, by kind of instrument. */
export type SecurityTerms =
  | OrdinaryShareTerms
  | CouponBondTerms
  | ZeroCouponBondTerms
  | FundUnitTerms
  | ConvertibleTerms
  | CashTerms
  | DefinedTerms;

/** Kinds of instrument that the model knows. */
export type SecurityKind = SecurityTerms['kind'];

const bond = (kind: CouponBondTerms['kind']): Reader<CouponBondTerms> =>
  matures(record({ kind: word(kind), ...redeemableFields, coupon }));

const TERMS: { readonly [K in SecurityKind]: Reader<SecurityTerms> } = {
  'ordinary-share': record({
    kind: word('ordinary-share'),
    form: word('registered', 'bearer'),
    votesPerShare: decimalText('0'),
    parValue: optional(unitPrice),
  }),
  'coupon-bond': bond('coupon-bond'),
  'corporate-note': bond('corporate-note'),
  'zero-coupon-bond': matures(record({ kind: word('zero-coupon-bond'), ...redeemableFields })),
  'fund-unit': record({
    kind: word('fund-unit'),
    structure: word('exchange-traded-fund', 'mutual-fund'),
    income: word('accumulating', 'distributing'),
    domicile: country,
  }),
  cash: record({
    kind: word('cash'),
    claimOn: word('central-bank', 'credit-institution', 'e-money-institution'),
  }),
  defined: record({
    kind: word('defined'),
    instrument: pattern(/^[a-z][A-Za-z0-9]{0,39}@[1-9][0-9]{0,4}$/, 'a kind of instrument with its version'),
  }),
  convertible: matures(record({ kind: word('convertible'), ...redeemableFields, coupon, conversion })),
};

/** CFI category and groups (ISO 10962) that an instrument of each kind may have. */
const CFI_OF_KIND: { readonly [K in SecurityKind]: RegExp } = {
  'ordinary-share': /^ES/,
  'coupon-bond': /^D[BNGA]/,
  'corporate-note': /^D[BTN]/,
  'zero-coupon-bond': /^D[BNTY]/,
  'fund-unit': /^C/,
  cash: /^TC/,
  convertible: /^(DC|EC|DW|EF)/,
  defined: /^/,
};

const kindOf = record({ kind: word(...(Object.keys(TERMS) as SecurityKind[])) });

/** Reader of terms by their kind. Errors: FIELD_INVALID, TERMS_INVALID and those of the values within. */
export const securityTerms: Reader<SecurityTerms> = (value, path) => {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  return TERMS[kindOf({ kind }, path).kind](value, path);
};

/** Refuses a CFI code that classifies another kind of instrument. Error: TERMS_INVALID. */
export function requireCfiOfKind(kind: SecurityKind, cfi: string): void {
  if (!CFI_OF_KIND[kind].test(cfi)) refuseField('/cfi', `a CFI code of ${kind}`, 'TERMS_INVALID');
}
