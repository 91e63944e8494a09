import { period } from '../../dates/period.js';
import { mic } from '../../identifiers/mic.js';
import { LIMITS } from '../../limits.js';
import { price } from '../../numbers/money.js';
import { flag, list, optional, type ShapeValue } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, type Expression } from '../expression.js';
import type { RuleSet } from '../rule-set.js';
import { says, shows } from './claim-types.js';
import { packKind } from './pack-kind.js';
import { forResidentsOf } from './territory.js';

const POATR = 'SI 2024/105';
const COBS = 'FCA Handbook, COBS 4.12A';
const { agreedBilaterally, agreedOn, notBefore, raisesAtMost, reconsidered, subscribersPerCountryAtMost } = RULES;

const parameters = {
  /** What one unit is offered at, in pounds sterling. */
  price,
  /** How long the offer lasts at most: who subscribes within it is counted. */
  offer: period,
  /** Venues, regulated markets or multilateral trading facilities, to which the units are admitted. */
  venues: optional(list(mic, { min: 1, max: LIMITS.valuesPerRuleMax })),
  /** Whether the units are a restricted mass market investment, as shares and debentures are that are not readily realisable. */
  restrictedMassMarket: flag,
} as const;

type Issue = ShapeValue<typeof parameters>;

const OFFER = {
  name: 'UkOffer',
  title: 'United Kingdom, excepted offer to the public',
  lawSince: '2026-01-19',
  parameters,
} as const;

/**
 * Offers to the public in the United Kingdom by the Public Offers and Admissions to Trading Regulations 2024 (SI
 * 2024/105, the "POATRs"), which have replaced the prospectus regulation since 19 January 2026: offers are forbidden
 * unless schedule 1 excepts them. Beside them, what retail clients are owed before a firm takes their order for a
 * restricted mass market investment (COBS 4.12A, since 1 February 2023): a category with its statement, an assessment,
 * and 24 hours. The categories are those of the Financial Promotion Order (SI 2005/1529, articles 48, 50 and 50A) and
 * the restricted investor; income of GBP 100 000 or net assets of GBP 250 000 for the first (SI 2024/301, since 27
 * March 2024) are for who states the claim, which is valid for twelve months.
 *
 * Stricter than the law: everything that was placed within twelve months is compared with GBP 5 000 000, not only what
 * relied on paragraph 1 (paragraph 14); the ledger knows days and not hours, so that 24 hours are over on the second
 * day after the instruction unless the firm says so. The law counts whom the offer is addressed to: that is for the
 * claim `private-offeree`. Not judged here: the exceptions of high denominations, existing holders and employees;
 * offers before 19 January 2026; non-mass market investments (COBS 4.12B).
 *
 * Not confirmed: the number of the paragraph on admission to trading, and of the rules within COBS 4.12A, which are
 * therefore cited by what they are about; paragraphs 1 to 3 and 14 were read in the draft of the Regulations. Version 1
 * cites for its territory the extent of the Regulations, and public offer platforms without their paragraph.
 */
export const ukOffer = packKind({
  ...OFFER,
  version: 1,
  rules: rulesCiting({
    territory: `${POATR}, regulation 1(2)`,
    toThePublic: `${POATR}, regulation 12(1)`,
    platform: `${POATR}, schedule 1, public offer platform`,
  }),
});

/**
 * As {@link ukOffer}, citing regulation 12(1) for what is forbidden (to offer relevant securities to the public in the
 * United Kingdom), where version 1 cites the extent of the Regulations, and paragraph 13 of schedule 1 for offers by means
 * of a regulated platform, as regulation 46 names it in the Regulations as made.
 */
export const ukPublicOffer = packKind({
  ...OFFER,
  version: 2,
  rules: rulesCiting({
    territory: `${POATR}, regulation 12(1), in the United Kingdom`,
    toThePublic: `${POATR}, regulation 12(1), to the public`,
    platform: `${POATR}, schedule 1, paragraph 13`,
  }),
});

/** Paragraphs that the versions cite differently. */
interface Paragraphs {
  /** Offers in the United Kingdom alone are concerned. */
  readonly territory: string;
  /** An offer that is not made to the public is none. */
  readonly toThePublic: string;
  /** Offers by means of a public offer platform are excepted. */
  readonly platform: string;
}

function rulesCiting({ territory, toThePublic, platform }: Paragraphs): (issue: Issue) => RuleSet {
  const inTheKingdom = (rule: Expression): Expression => forResidentsOf(['GB'], territory, rule);
  return ({ price: at, offer, venues, restrictedMassMarket }) => ({
    subscribe: inTheKingdom(
      all(
        cited(`${POATR}, regulation 2(3)`, notBefore({ date: '2026-01-19' })),
        any(qualified, all(any(...exceptions(at, offer, platform)), ...(restrictedMassMarket ? PROMOTION : []))),
      ),
    ),
    transfer: inTheKingdom(
      any(
        qualified,
        cited(toThePublic, agreedBilaterally({})),
        ...(venues === undefined ? [] : [cited(`${POATR}, schedule 1, admission to trading`, agreedOn({ venues }))]),
      ),
    ),
  });
}

const qualified = cited(`${POATR}, schedule 1, paragraph 2`, shows('receiver', 'uk-qualified-investor'));

/** Ways in which an offer to others than qualified investors is excepted. */
const exceptions = (at: string, offer: string, platform: string): readonly Expression[] => [
  cited(
    `${POATR}, schedule 1, paragraph 3`,
    all(
      shows('receiver', 'private-offeree'),
      subscribersPerCountryAtMost({ count: 149, within: offer, without: 'uk-qualified-investor' }),
    ),
  ),
  cited(
    `${POATR}, schedule 1, paragraph 1`,
    raisesAtMost({ most: { amount: '5000000', currency: 'GBP' }, price: at, within: 'P1Y' }),
  ),
  cited(platform, shows('receiver', 'uk-public-offer-platform')),
];

/** What a retail client is owed before it is bound. */
const PROMOTION: readonly Expression[] = [
  cited(
    `${COBS}, categorisation`,
    says('receiver', 'uk-retail-category', 'HIGH-NET-WORTH', 'SOPHISTICATED', 'SELF-CERTIFIED', 'RESTRICTED'),
  ),
  cited(`${COBS}, appropriateness`, shows('receiver', 'uk-appropriate')),
  cited(`${COBS}, cooling-off`, any(reconsidered({ period: 'P2D' }), shows('receiver', 'uk-cooled-off'))),
];
