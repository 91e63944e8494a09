import { AURORA } from '../support/consortium.js';

/** Somebody who may or may not hold: a person with its account at Cirrus unless it says otherwise. */
export interface Holder {
  readonly kind?: 'entity';
  /** What claim issuers say of it, with values where these claims have one. */
  readonly claims: Readonly<Record<string, string | true>>;
  readonly custodian?: string;
}

/** Somebody of whom nobody says anything. */
export const ANYBODY: Holder = { claims: {} };
/** The same with its account at another organisation, which has no standing vote. */
export const ELSEWHERE: Holder = { claims: {}, custodian: AURORA };

/** Somebody of whom this is said. */
export const shown = (...types: readonly string[]): Holder => ({
  claims: Object.fromEntries(types.map((type) => [type, true])),
});

/** The holder with more that is said of it. */
export const also = ({ claims, ...of }: Holder, more: Holder['claims']): Holder => ({
  ...of,
  claims: { ...claims, ...more },
});

/** An institution of which this is said. */
export const institution = (...types: readonly string[]): Holder => ({ kind: 'entity', ...shown(...types) });

/** An order from outside the United States to which nobody was courted there (17 CFR 230.902(h), 903(a)(2)). */
const ABROAD = { 'offshore-transaction': true, 'no-directed-selling': true } as const;
/** As {@link ABROAD}, and no U.S. person (902(k)). */
const NO_US_PERSON = { ...ABROAD, 'us-person-status': 'NON-US-PERSON' } as const;

/** A person abroad. */
export const PERSON_ABROAD: Holder = { claims: NO_US_PERSON };
/** A qualified investor of the Union that orders from there. */
export const EU_INSTITUTION: Holder = also(institution('eu-qualified-investor'), NO_US_PERSON);
/** A qualified institutional buyer that is a U.S. person and orders from abroad. */
export const US_INSTITUTION: Holder = also(institution('qib'), { ...ABROAD, 'us-person-status': 'US-PERSON' });
/** A qualified institutional buyer at home that knows on which rule the seller relies. */
export const QIB: Holder = institution('qib', 'rule-144a-notice');

/** A retail client in Germany who has the key information and was assessed. */
export const RETAIL_CLIENT: Holder = also(shown('priips-kid', 'mifid-appropriate'), { residence: 'DE' });
/** Somebody in Germany of whom nothing else is said. */
export const GERMAN: Holder = { claims: { residence: 'DE' } };

/** An accredited investor by rule 506(b) that may take all of an issue. */
export const ACCREDITED: Holder = shown(
  'accredited-investor',
  'investment-intent',
  'no-disqualifying-event',
  'not-generally-solicited',
);
