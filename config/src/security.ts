/** An amount of money: decimal string in the currency's major unit (ISO 4217 code). */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** Terms that a bond of any kind states; dates are ISO 8601 calendar dates. */
export interface RedeemableTerms {
  readonly issueDate: string;
  readonly maturityDate: string;
  /** Paid back at maturity, in per cent of the denomination (decimal string). */
  readonly redemptionPercent: string;
}

/** Fixed interest. */
export interface Coupon {
  /** Yearly rate in per cent (decimal string). */
  readonly ratePercent: string;
  readonly frequency: 'annual' | 'semiannual' | 'quarterly';
  /** ICMA rule 251 actual/actual, or ISDA 30/360. */
  readonly dayCount: 'ACT/ACT-ICMA' | '30/360';
}

/** Right of the holder to exchange a convertible for shares. */
export interface Conversion {
  readonly underlyingIsin: string;
  /** At issue; later adjustments are corporate actions. */
  readonly initialPrice: Money;
}

/** What the security promises, by kind of instrument. */
export type SecurityTerms =
  | {
      readonly kind: 'ordinary-share';
      readonly form: 'registered' | 'bearer';
      readonly votesPerShare: string;
      /** Absent: shares without par value. */
      readonly parValue?: Money;
    }
  | (RedeemableTerms & { readonly kind: 'coupon-bond' | 'corporate-note'; readonly coupon: Coupon })
  | (RedeemableTerms & { readonly kind: 'zero-coupon-bond' })
  | {
      readonly kind: 'fund-unit';
      readonly structure: 'exchange-traded-fund' | 'mutual-fund';
      readonly income: 'accumulating' | 'distributing';
      /** ISO 3166-1 alpha-2 country of the fund's law. */
      readonly domicile: string;
    }
  | {
      /** Money as units: a claim that is redeemed at par; one unit is worth its denomination. */
      readonly kind: 'cash';
      readonly claimOn: 'central-bank' | 'credit-institution' | 'e-money-institution';
    }
  | (RedeemableTerms & { readonly kind: 'convertible'; readonly coupon: Coupon; readonly conversion: Conversion });

/** Kinds of instrument that the network knows. */
export type SecurityKind = SecurityTerms['kind'];

/** The issuing side: the member that acts, and who the issuer is by LEI or by entry in a public register. */
export type SecurityIssuer =
  | { readonly mspId: string; readonly lei: string }
  | { readonly mspId: string; readonly register: { readonly authority: string; readonly number: string } };

/** What title to a security is in law, and by which ownership protocol it passes. */
export interface SecurityTitle {
  readonly law: string;
  readonly form: 'registered' | 'bookEntry' | 'bearerDeposited';
  /** By which law this register makes the right. */
  readonly register: { readonly constitutiveUnder: string };
  /** Name and version; its text is among those of `protocols/`. */
  readonly protocol: string;
  /** MSP id of who votes as notary. */
  readonly notary: string;
}

/** What a security file says of the security itself, and of its place on the network. */
export interface SecurityDescription {
  readonly isin: string;
  readonly name: string;
  /** ISO 10962 classification. */
  readonly cfi: string;
  /** ISO 18774 short name. */
  readonly fisn?: string;
  readonly currency: string;
  readonly issuer: SecurityIssuer;
  /** MSP id of the registrar. */
  readonly registrar: string;
  readonly calendar: string;
  /** Most units that may be outstanding on this network (decimal string); not the size of the real issue. */
  readonly authorisedUnits: string;
  /** What one unit stands for; absent for shares and fund units. */
  readonly denomination?: Money;
  readonly terms: SecurityTerms;
  readonly documents?: readonly { readonly title: string; readonly sha256: string }[];
  /** Absent: units pass as the register says, and nobody votes. */
  readonly title?: SecurityTitle;
}

/** Where a term was checked, and what could not be. */
export interface SecuritySource {
  readonly reference: string;
  readonly confirms: string;
}

/** A file of `securities/`: the security with the notes that stay off the ledger. */
export interface SecurityFile extends SecurityDescription {
  readonly label: 'public terms, not an offering' | 'sample, no real security';
  readonly channel: string;
  /** Name of the real issuer, for readers. */
  readonly issuerName: string;
  /** A venue where the security is admitted to trading: ISO 10383 code and name. */
  readonly market: { readonly mic: string; readonly name: string };
  readonly sources: readonly SecuritySource[];
  /** Terms that could not be confirmed or are left out. */
  readonly unconfirmed: readonly string[];
}

/** Constructors of instruments (`@scrip/model`), by the kinds of terms. */
const INSTRUMENTS: { readonly [K in SecurityKind]: string } = {
  'ordinary-share': 'ordinaryShare@1',
  'coupon-bond': 'couponBond@1',
  'corporate-note': 'corporateNote@1',
  'zero-coupon-bond': 'zeroCouponBond@1',
  'fund-unit': 'fundUnit@1',
  cash: 'tokenisedCash@1',
  convertible: 'convertibleBond@1',
};

/** The definition of a security in its canonical form: the body of `POST /v1/definitions` under `form`. */
export interface SecurityForm {
  readonly kind: 'security';
  readonly name: string;
  readonly version: number;
  readonly title: string;
  readonly isin: string;
  readonly [field: string]: unknown;
}

/** The definition of a security file, under its ISIN; label, market and sources stay in the file. */
export function definitionOf(file: SecurityFile): SecurityForm {
  const { isin, name, cfi, fisn, currency, authorisedUnits, denomination, documents, title } = file;
  const { kind, ...parameters } = file.terms;
  const issuer = 'lei' in file.issuer ? { lei: file.issuer.lei } : { register: file.issuer.register };
  return {
    ...{ kind: 'security', name: isin, version: 1, title: name, isin, cfi, currency, issuer, authorisedUnits },
    ...(fisn === undefined ? {} : { fisn }),
    ...(denomination === undefined ? {} : { denomination }),
    ...(documents === undefined ? {} : { documents }),
    ...(title === undefined ? {} : { titleTo: title }),
    instrument: { is: INSTRUMENTS[kind], with: parameters },
  };
}

/** What registers a security: the body of `POST /v1/securities`. */
export interface SecurityPlacement {
  /** Name of its definition, with the version. */
  readonly definition: string;
  readonly registrar: string;
  readonly calendar: string;
}

/** What registers the security of a file by its definition. */
export const placementOf = ({ isin, registrar, calendar }: SecurityFile): SecurityPlacement => ({
  ...{ definition: `${isin}@1`, registrar, calendar },
});
