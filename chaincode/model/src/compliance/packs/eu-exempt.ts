import { period, type Period } from '../../dates/period.js';
import type { Country } from '../../identifiers/country.js';
import { mic } from '../../identifiers/mic.js';
import { LIMITS } from '../../limits.js';
import { decimalText } from '../../numbers/decimal.js';
import { price } from '../../numbers/money.js';
import { requireDistinct } from '../../serialisation/distinct.js';
import { flag, list, optional, record, word, type Reader } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, type Expression } from '../expression.js';
import { countries } from '../rules/party.js';
import { shows } from './claim-types.js';
import { packKind } from './pack-kind.js';
import { EEA, forResidentsOf } from './territory.js';

/** The Prospectus Regulation. */
export const PR = 'Regulation (EU) 2017/1129';
const FORMER = `${PR} until 4 June 2026`;
const { agreedBilaterally, agreedOn, costsAtLeast, denominationAtLeast, notAfter, notBefore } = RULES;
const { raisesBelow, residesIn, subscribersPerCountryAtMost } = RULES;

/** An amount in euro. */
const eur = (amount: string): { readonly amount: string; readonly currency: string } => ({
  amount,
  currency: 'EUR',
});

/** Member States with one threshold for small offers. */
export interface SmallOffer {
  readonly countries: readonly Country[];
  /** Their national threshold until 4 June 2026, at most EUR 8 000 000; they exempted offers below it. */
  readonly formerly: string;
  /** Their threshold since: that of the Regulation, or the lower one that they may choose. */
  readonly below: '12000000' | '5000000';
}

/** How many thresholds one offer can name. */
const SMALL_OFFERS_MAX = 8;

const smallOffer: Reader<SmallOffer> = record({
  countries,
  formerly: decimalText('1000000', '8000000'),
  below: word('12000000', '5000000'),
});

/** A State has one threshold. */
const smallOffers: Reader<readonly SmallOffer[]> = (value, path) => {
  const read = list(smallOffer, { min: 1, max: SMALL_OFFERS_MAX })(value, path);
  requireDistinct(read.flatMap((each) => each.countries));
  return read;
};

const parameters = {
  /** What one unit is offered at, in euro. */
  price,
  /** How long the offer lasts at most: who subscribes within it is counted. */
  offer: period,
  /** Whether the units have a nominal value in euro. */
  denominated: flag,
  /** Where offers are made as small ones; absent: only as others. */
  smallOffers: optional(smallOffers),
  /** Venues on which the units are admitted to trading. */
  venues: optional(list(mic, { min: 1, max: LIMITS.valuesPerRuleMax })),
} as const;

/**
 * Offers to the public in the Union without a prospectus: to qualified investors, to fewer than 150 others in each
 * Member State, in units or for amounts of at least EUR 100 000, and small offers. They may be combined (article 1(6)).
 * As amended by Regulation (EU) 2024/2809 (Listing Act, in force since 4 December 2024), which deleted article 1(3) and
 * replaced article 3(2) with effect from 5 June 2026; the former text is kept for subscriptions up to 4 June 2026.
 *
 * Resale is an offer of its own (article 5(1)): a sale that two parties agree is none, and a sale on a venue needs
 * units that are admitted to trading there.
 *
 * Stricter than the law: the thresholds of small offers are compared with everything that was placed within twelve
 * months, also what was placed under another exemption and outside the Union (article 3(2c) leaves that out). The law
 * counts whom the offer is addressed to: the ledger counts who subscribed, and that no more were addressed is for the
 * claim `private-offeree`. Not judged here: a resale for at least EUR 100 000, of which the ledger knows no price;
 * article 1(4)(da) to (j); national documents for small offers (article 3(2), last subparagraph); crowdfunding by
 * Regulation (EU) 2020/1503.
 *
 * Less strict than the law where small offers are made in States with different thresholds: each is compared with its own
 * here, and the lowest holds for all of them (ESMA, answer 839 on the Prospectus Regulation). Version 2 has one threshold.
 *
 * Not confirmed: which Member States have which threshold (ESMA lists them); that article 3(2) is among what applies
 * since 5 June 2026: commentaries name this as the last of three dates of application, article 4 of the amending
 * Regulation was not read; when the States of the EEA outside the Union follow.
 */
export const euProspectusExempt = packKind({
  name: 'EuProspectusExempt',
  version: 1,
  title: 'European Union, offers exempt from the prospectus',
  lawSince: '2024-12-04',
  parameters,
  rules: ({ price: at, offer, denominated, smallOffers: states = [], venues }) => ({
    subscribe: inTheUnion(any(...otherGrounds({ price: at, offer, denominated }), ...small(at, states))),
    transfer: inTheUnion(
      any(
        ...resaleGrounds(denominated),
        ...(venues === undefined ? [] : [cited(`${PR}, article 3(3)`, agreedOn({ venues }))]),
      ),
    ),
  }),
});

/** For whoever resides in the Union or in the EEA, or shows no residence. */
export const inTheUnion = (rule: Expression): Expression => forResidentsOf(EEA, `${PR}, article 1(1)`, rule);

/** The receiver is a qualified investor. */
const qualified = cited(`${PR}, article 1(4)(a)`, shows('receiver', 'eu-qualified-investor'));
/** Each unit is of EUR 100 000 or more. */
const largeUnits = cited(`${PR}, article 1(4)(c)`, denominationAtLeast({ least: eur('100000') }));

/** What exempts an offer besides its size. */
export const otherGrounds = (offered: {
  readonly price: string;
  readonly offer: Period;
  readonly denominated: boolean;
}): readonly Expression[] => [
  qualified,
  cited(
    `${PR}, article 1(4)(b)`,
    all(
      shows('receiver', 'private-offeree'),
      subscribersPerCountryAtMost({ count: 149, within: offered.offer, without: 'eu-qualified-investor' }),
    ),
  ),
  ...(offered.denominated ? [largeUnits] : []),
  cited(`${PR}, article 1(4)(d)`, costsAtLeast({ least: eur('100000'), price: offered.price })),
];

/** What makes a resale no offer that needs a prospectus, away from venues. */
export const resaleGrounds = (denominated: boolean): readonly Expression[] => [
  qualified,
  ...(denominated ? [largeUnits] : []),
  cited(`${PR}, article 2(d)`, agreedBilaterally({})),
];

/** A small offer of units at a price in some States. */
export const smallOfferIn = (
  source: string,
  states: readonly Country[],
  offered: { readonly limit: string; readonly price: string },
): Expression =>
  cited(
    `${source}, ${states.join(' ')}`,
    all(
      residesIn({ side: 'receiver', countries: states }),
      raisesBelow({ limit: eur(offered.limit), price: offered.price, within: 'P1Y' }),
    ),
  );

/** Where the Regulation has a threshold of small offers, since 5 June 2026. */
export const thresholdSource = (threshold: '12000000' | '5000000'): string =>
  `${PR}, article ${threshold === '5000000' ? '3(2a)' : '3(2)(b)'}`;

/** Small offers, by the text in force on the day. */
function small(at: string, offers: readonly SmallOffer[]): readonly Expression[] {
  const below = raisesBelow({ limit: eur('1000000'), price: at, within: 'P1Y' });
  const formerly = offers.map((each) =>
    smallOfferIn(`${FORMER}, article 3(2)(b)`, each.countries, { limit: each.formerly, price: at }),
  );
  const now = offers.map((each) =>
    smallOfferIn(thresholdSource(each.below), each.countries, { limit: each.below, price: at }),
  );
  const former = cited(`${FORMER}, article 1(3)`, all(notAfter({ date: '2026-06-04' }), below));
  if (offers.length === 0) return [former];
  return [
    former,
    all(cited(`${FORMER}, article 3(2)`, notAfter({ date: '2026-06-04' })), any(...formerly)),
    all(cited(`${PR}, article 3(2)`, notBefore({ date: '2026-06-05' })), any(...now)),
  ];
}
