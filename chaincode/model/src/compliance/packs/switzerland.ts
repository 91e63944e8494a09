import { period } from '../../dates/period.js';
import { mic } from '../../identifiers/mic.js';
import { LIMITS } from '../../limits.js';
import { price } from '../../numbers/money.js';
import { flag, list, optional } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, type Expression } from '../expression.js';
import { shows } from './claim-types.js';
import { packKind } from './pack-kind.js';
import { forResidentsOf } from './territory.js';

const FINSA = 'FinSA (SR 950.1)';
const CO = 'CO (SR 220)';
const { agreedBilaterally, agreedOn, approvedBy, costsAtLeast, denominationAtLeast, raisesAtMost, subscribersAtMost } =
  RULES;

const chf = (amount: string): { readonly amount: string; readonly currency: string } => ({ amount, currency: 'CHF' });

const parameters = {
  /** What one unit is offered at, in Swiss francs. */
  price,
  /** How long the offer lasts at most: who subscribes within it is counted. */
  offer: period,
  /** Whether the units have a nominal value in Swiss francs. */
  denominated: flag,
  /** Whether retail clients need a basic information sheet: not for shares and for debt without derivative character. */
  informationSheet: flag,
  /** Whether the articles let registered shares move only with the consent of the company. */
  consent: flag,
  /** Swiss trading venues on which the units are admitted to trading. */
  venues: optional(list(mic, { min: 1, max: LIMITS.valuesPerRuleMax })),
} as const;

/**
 * Offers to the public in Switzerland without a prospectus (Financial Services Act of 15 June 2018, article 36, in
 * force since 1 January 2020), the basic information sheet for retail clients (articles 58 and 59), resale, and what is
 * special to ledger-based securities (Code of Obligations, articles 973d to 973f, in force since 1 February 2021): each
 * holder is party to the registration agreement. Read in the text of the federal law; the Federal Council has not used
 * its power to adjust the numbers (article 36(5)) as far as is known.
 *
 * A resale to the public is an offer of its own (article 36(2)): a sale that two parties agree is none.
 *
 * Stricter than the law: professional clients, and investors in other countries, count among those of (1)(b), since it
 * is not confirmed that one offer can combine (a) and (b), nor that only investors in Switzerland count; everything
 * that was placed within twelve months is compared with CHF 8 000 000; consent must be given, though it is deemed to be
 * after three months of silence (CO, article 685c(3)); and it is asked for in every transfer, also by inheritance
 * (article 685b(4)), which goes by forced transfer. The law counts whom an offer is addressed to: that is for the claim
 * `private-offeree`. Not judged here: exemptions by type of securities (article 37), a resale for at least CHF 100 000,
 * of which the ledger knows no price; the requirements that the ledger itself must meet (CO, article 973d(2)).
 */
export const swissOffer = packKind({
  name: 'SwissOffer',
  version: 1,
  title: 'Switzerland, offer exempt from the prospectus',
  lawSince: '2021-02-01',
  parameters,
  rules: ({ price: at, offer, denominated, informationSheet, consent, venues }) => ({
    subscribe: inSwitzerland(
      all(
        any(professional, ...exemptions(at, offer), ...(denominated ? [largeUnits] : [])),
        ...sheet(informationSheet),
      ),
    ),
    transfer: all(
      inSwitzerland(
        any(
          professional,
          ...(denominated ? [largeUnits] : []),
          cited(`${FINSA}, article 36(2)`, agreedBilaterally({})),
          ...(venues === undefined
            ? []
            : [cited(`${FINSA}, article 35(1), admission to trading`, agreedOn({ venues }))]),
        ),
      ),
      ...(consent ? [cited(`${CO}, article 685a(1)`, approvedBy({ role: 'issuer' }))] : []),
    ),
    hold: cited(`${CO}, article 973d(1)`, shows('receiver', 'registration-agreement')),
  }),
});

const inSwitzerland = (rule: Expression): Expression => forResidentsOf(['CH'], `${FINSA}, article 35(1)`, rule);

const professional = cited(`${FINSA}, article 36(1)(a)`, shows('receiver', 'ch-professional-client'));
const largeUnits = cited(`${FINSA}, article 36(1)(d)`, denominationAtLeast({ least: chf('100000') }));

const exemptions = (at: string, offer: string): readonly Expression[] => [
  cited(
    `${FINSA}, article 36(1)(b)`,
    all(shows('receiver', 'private-offeree'), subscribersAtMost({ count: 499, within: offer, of: {} })),
  ),
  cited(`${FINSA}, article 36(1)(c)`, costsAtLeast({ least: chf('100000'), price: at })),
  cited(`${FINSA}, article 36(1)(e)`, raisesAtMost({ most: chf('8000000'), price: at, within: 'P1Y' })),
];

/** The basic information sheet that retail clients have before they subscribe. */
const sheet = (isNeeded: boolean): readonly Expression[] =>
  isNeeded
    ? [
        cited(
          `${FINSA}, article 58(1)`,
          any(shows('receiver', 'ch-professional-client'), shows('receiver', 'ch-information-sheet')),
        ),
      ]
    : [];
