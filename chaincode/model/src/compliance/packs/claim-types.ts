import { RULES } from '../catalogue.js';
import type { PartySide } from '../need.js';
import type { Rule } from '../rule-kind.js';

/** What a claim of a type says, and who can say it: a security's own rules of trust name the organisations. */
export interface PackClaimType {
  /** What is true of the subject while the claim stands. */
  readonly asserts: string;
  /** Who examines it and states it. */
  readonly by: string;
  /** The values that it has; absent: none. */
  readonly values?: readonly string[];
}

/**
 * The claims that packs ask for: conditions of law that a ledger cannot know. A condition of one sale is a claim for one
 * security that is valid for a few days; how long any claim may be valid is for who states it.
 */
export const CLAIM_TYPES = {
  'ch-information-sheet': {
    asserts:
      'Was given the basic information sheet of the security before it subscribed (FinSA, SR 950.1, articles 8 and 58).',
    by: 'financial service provider that offers the security',
  },
  'ch-professional-client': {
    asserts:
      'Is a professional or institutional client (FinSA, SR 950.1, article 4(3) to (5)), or has declared so (article 5(1)), and has not declared the contrary.',
    by: 'financial service provider that has classified the client',
  },
  'registration-agreement': {
    asserts: 'Is party to the registration agreement of the ledger-based security (CO, SR 220, article 973d(1)).',
    by: 'issuer or registrar',
  },
  'employee-member': {
    asserts: 'Is an employee of the company, or was one and has been a member since: such members are not counted.',
    by: 'issuer',
  },
  'eu-qualified-investor': {
    asserts:
      'Is a qualified investor by article 2(e) of Regulation (EU) 2017/1129: a professional client (MiFID II, annex II) or an eligible counterparty (article 30).',
    by: 'investment firm or credit institution that has classified the client',
  },
  'hk-offer-statement': {
    asserts:
      'Was made the offer in a document with the statement that no regulatory authority in Hong Kong has reviewed it (Cap. 32, schedule 18, part 3).',
    by: 'issuer or the firm that places the units',
  },
  'hk-professional-investor': {
    asserts:
      'Is a professional investor by part 1 of schedule 1 to Cap. 571 or by the rules in Cap. 571D: a portfolio of HKD 8 000 000 or assets of HKD 40 000 000, shown by a recent document.',
    by: 'intermediary that has classified the client',
  },
  'mifid-appropriate': {
    asserts:
      'Was assessed for this security and has the knowledge and experience that it needs, or was warned that it has not (Directive 2014/65/EU, article 25(3)).',
    by: 'investment firm that takes the order',
  },
  'mifid-execution-only': {
    asserts:
      'Gave the order of its own accord and was told that nobody assesses whether the security is appropriate (Directive 2014/65/EU, article 25(4)).',
    by: 'investment firm that takes the order',
  },
  'mifid-suitable': {
    asserts:
      'Was advised, or has its portfolio managed, and the security suits its knowledge, means and objectives (Directive 2014/65/EU, article 25(2)).',
    by: 'investment firm that advises or manages',
  },
  'priips-kid': {
    asserts:
      'Was given the key information document of the security in good time before it was bound (Regulation (EU) No 1286/2014, article 13).',
    by: 'investment firm that sells or advises',
  },
  'private-offeree': {
    asserts:
      'Was addressed in person, without advertisement, by an offer that is addressed to no more persons than the exemption allows.',
    by: 'issuer or the firm that places the units, which keeps the list of those addressed',
  },
  'accredited-investor': {
    asserts: 'Comes within 17 CFR 230.501(a), or the seller reasonably believes that it does.',
    by: 'issuer or broker',
  },
  'accredited-investor-verified': {
    asserts:
      'Reasonable steps were taken to verify it (17 CFR 230.506(c)(2)(ii)): valid three months from the letter of a third party (C), five years from an earlier verification that the investor confirms (E).',
    by: 'issuer, broker-dealer, investment adviser, attorney or accountant',
  },
  'investment-intent': {
    asserts:
      'Acquires for itself and not with a view to distribution, and was told in writing of the limits on resale (17 CFR 230.502(d)).',
    by: 'issuer or broker',
  },
  'no-disqualifying-event': {
    asserts: 'Is subject to none of the events of 17 CFR 230.506(d)(1)(i) to (viii).',
    by: 'issuer',
  },
  'not-generally-solicited': {
    asserts:
      'Was offered the security without general solicitation or advertising (17 CFR 230.502(c)), because of an earlier relationship, say.',
    by: 'issuer or broker',
  },
  'purchaser-representative': {
    asserts: 'Is advised by a purchaser representative (17 CFR 230.501(i)) and has said so in writing.',
    by: 'issuer or broker',
  },
  'reg-d-information': {
    asserts: 'Was given the information of 17 CFR 230.502(b) a reasonable time before the sale.',
    by: 'issuer',
  },
  residence: {
    asserts: 'Resides, or has its seat, in the country that is the value (ISO 3166-1 alpha-2).',
    by: 'custodian or bank that has identified the party',
  },
  'sophisticated-investor': {
    asserts:
      'Has alone such knowledge and experience in financial and business matters that it can evaluate merits and risks (17 CFR 230.506(b)(2)(ii)).',
    by: 'issuer or broker',
  },
  'form-144-filed': {
    asserts: 'Has filed Form 144 for the sale (17 CFR 230.144(h)), and sells within 90 days of it.',
    by: 'broker',
  },
  'non-affiliate': {
    asserts:
      'Is no affiliate of the issuer of the security (17 CFR 230.144(a)(1), 230.405) and has been none for three months; valid for the time for which that is known.',
    by: 'issuer or registrar',
  },
  qib: {
    asserts:
      'Is a qualified institutional buyer (17 CFR 230.144A(a)(1)), or the seller reasonably believes so: valid until sixteen months, eighteen for a foreign buyer, after the date of the figures (d)(1).',
    by: 'broker, or who examines institutions',
  },
  distributor: {
    asserts:
      'Takes part in the distribution of the security by contract: underwriter, dealer or other (17 CFR 230.902(d)).',
    by: 'issuer or lead manager',
  },
  'no-directed-selling': {
    asserts:
      'Was not conditioned by directed selling efforts in the United States (17 CFR 230.902(c)) of those who sell.',
    by: 'issuer, distributor or broker',
  },
  'offshore-transaction': {
    asserts:
      'Got no offer in the United States and was outside of them, or is reasonably believed to have been, when it gave the order (17 CFR 230.902(h)); or ordered on a foreign exchange as (h)(1)(ii)(B) allows. Valid for the order.',
    by: 'distributor or broker that took the order',
  },
  'reg-s-certification': {
    asserts:
      'Has certified that it is no U.S. person and acquires for the account of none (17 CFR 230.903(b)(3)(ii)(B), (iii)(B)(1)).',
    by: 'distributor or custodian',
  },
  'reg-s-confirmation': {
    asserts:
      'Was sent the notice that binds it to the distribution compliance period like a distributor (17 CFR 230.903(b)(2)(iii), (b)(3)(iv), 230.904(b)(1)(ii)).',
    by: 'distributor or broker that sells',
  },
  'reg-s-holder': {
    asserts:
      'Is neither issuer nor distributor of the security nor an affiliate of one, except as officer or director by that position alone, and acts for none (17 CFR 230.904(a)).',
    by: 'registrar or custodian',
  },
  'reg-s-resale-agreement': {
    asserts:
      'Has agreed to resell under Regulation S, a registration or an exemption only, and to hedge only as the Securities Act allows (17 CFR 230.903(b)(3)(iii)(B)(2)).',
    by: 'issuer or distributor',
  },
  'securities-dealer': {
    asserts: 'Is a dealer (15 U.S.C. 77b(a)(12)), or gets a concession, fee or other remuneration for the units sold.',
    by: 'distributor or broker',
  },
  'us-person-status': {
    asserts: 'Whether it is a U.S. person, or acquires for one (17 CFR 230.902(k)).',
    by: 'broker or custodian',
    values: ['US-PERSON', 'NON-US-PERSON'],
  },
  'issuer-of-security': {
    asserts: 'Is the issuer of the security.',
    by: 'registrar',
  },
  'offering-circular': {
    asserts:
      'Was given the offering circular as 17 CFR 230.251(d)(2)(i)(B) and (ii) ask, 48 hours before the sale if it showed interest before the qualification.',
    by: 'issuer or broker',
  },
  'reg-a-limit': {
    asserts:
      'Which limit of the offering it comes under: a tenth of the greater of income and net worth, or of revenue and net assets (17 CFR 230.251(d)(2)(i)(C)). Its own statement is enough unless the issuer knows better (D).',
    by: 'issuer or broker',
  },
  'reg-cf-acknowledgement': {
    asserts:
      'Has reviewed the educational materials, understands that the whole investment may be lost, and has answered the questions (17 CFR 227.303(b)(2)).',
    by: 'intermediary',
  },
  'reg-cf-limit': {
    asserts:
      'Which limit of twelve months it comes under by income and net worth, less what it bought of other issuers (17 CFR 227.100(a)(2), 227.303(b)(1)).',
    by: 'intermediary',
  },
  'registered-resale': {
    asserts: 'Sells its units as part of an offering that is registered with the Commission.',
    by: 'issuer',
  },
  'rule-144a-information': {
    asserts:
      'Has been given the information about the issuer that it asked for under 17 CFR 230.144A(d)(4), or has asked for none.',
    by: 'issuer',
  },
  'rule-144a-notice': {
    asserts: 'Is aware that the seller may rely on Rule 144A (17 CFR 230.144A(d)(2)).',
    by: 'broker',
  },
  'sg-institutional-investor': {
    asserts: 'Is an institutional investor by section 4A(1)(c) of the Securities and Futures Act 2001.',
    by: 'holder of a capital markets services licence that has classified the client',
  },
  'sg-principal': {
    asserts:
      'Acquires the security as principal, and was offered it on the terms of section 275(1A) of the Securities and Futures Act 2001.',
    by: 'issuer or the firm that places the units',
  },
  'sg-relevant-person': {
    asserts:
      'Is a relevant person by section 275(2) of the Securities and Futures Act 2001: an accredited investor, or who stands as near as that subsection says.',
    by: 'holder of a capital markets services licence that has classified the client',
  },
  'sg-small-offer-notice': {
    asserts:
      'Was given the statement and the notification on resale of section 272A(1)(b) of the Securities and Futures Act 2001.',
    by: 'issuer',
  },
  'uk-appropriate': {
    asserts: 'Was assessed and has the knowledge and experience that the security needs (COBS 4.12A and 10).',
    by: 'firm that takes the order',
  },
  'uk-cooled-off': {
    asserts: 'Has had 24 hours after the risk warning, or is no longer new to the firm (COBS 4.12A).',
    by: 'firm that takes the order',
  },
  'uk-public-offer-platform': {
    asserts: 'Subscribes by means of an electronic system for public offers whose operator has permission for it.',
    by: 'operator of the platform',
  },
  'uk-qualified-investor': {
    asserts:
      'Is a qualified investor by paragraph 15 of schedule 1 to SI 2024/105: a professional client or an eligible counterparty.',
    by: 'firm that has classified the client',
  },
  'uk-retail-category': {
    asserts:
      'Has signed the statement of the category within the last twelve months, and the firm has no reason to doubt it (COBS 4.12A; SI 2005/1529, articles 48, 50 and 50A).',
    by: 'firm that communicates or approves the promotion',
    values: ['HIGH-NET-WORTH', 'SOPHISTICATED', 'SELF-CERTIFIED', 'RESTRICTED'],
  },
} as const satisfies Readonly<Record<string, PackClaimType>>;

/** A claim type that packs ask for. */
export type PackClaim = keyof typeof CLAIM_TYPES;

/** The side shows a claim of a type of the list. */
export const shows = (side: PartySide, type: PackClaim): Rule => RULES.hasClaim({ side, type });

/** The side shows a claim of at least one of the types. */
export const showsAny = (side: PartySide, ...types: readonly PackClaim[]): Rule => RULES.hasAnyClaim({ side, types });

type Listed = typeof CLAIM_TYPES;

/** A claim type of the list that has values. */
type ValuedClaim = {
  [T in PackClaim]: Listed[T] extends { readonly values: readonly string[] } ? T : never;
}[PackClaim];

/** The side shows a claim of the type with one of the values. */
export const says = <T extends ValuedClaim>(
  side: PartySide,
  type: T,
  ...values: readonly Listed[T]['values'][number][]
): Rule => RULES.claimSays({ side, type, values });
