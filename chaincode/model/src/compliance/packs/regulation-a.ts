import { businessDate, type BusinessDate } from '../../dates/business-date.js';
import { addPeriod, type Period } from '../../dates/period.js';
import { price } from '../../numbers/money.js';
import { optional } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, type Expression } from '../expression.js';
import type { Band } from '../rules/volumes.js';
import { shows } from './claim-types.js';
import { dollarLimits, dollars } from './investment-limits.js';
import { packKind } from './pack-kind.js';

const { investsWithinBand, notAfter, notBefore, raisesAtMost } = RULES;

const cite = (paragraph: string, rule: Expression): Expression => cited(`17 CFR 230.251${paragraph}`, rule);

/** An offering may go on until three years have passed since it was qualified. */
const OFFERING = 'P3Y' as Period;

const parameters = {
  /** Offering price per unit in USD. */
  price,
  /** When the Commission qualified the offering statement. */
  qualifiedOn: businessDate,
  /**
   * What an investor may pay who is not accredited, by its claim: a tenth of the greater of income and net worth, or of
   * revenue and net assets. Absent: the units are listed on a national securities exchange upon qualification.
   */
  limits: optional(dollarLimits()),
} as const;

/** What all offerings under Tier 2 may come to within twelve months. */
const MOST = { amount: '75000000', currency: 'USD' } as const;

/**
 * Regulation A, Tier 2: public offerings of up to 75,000,000 USD within twelve months on a qualified offering statement. As
 * of the amendments of Release 33-10884 (in force since 15 March 2021), which raised the amount from 50,000,000 USD.
 *
 * It says who may subscribe. What is bought is not restricted: holders resell freely, and affiliates of the issuer by the
 * Rule144 pack for units that are not restricted.
 *
 * Stricter than the law: the 180 days that a new offering statement adds ((d)(3)(i)(F)) need another version of the
 * parameters. Less strict than the law: what the offering comes to as a whole is not compared with what was qualified, and
 * on its last day, three years after the first, what was sold on the first no longer counts; version 2 has both.
 * Not judged here: sales of selling securityholders ((a)(2), (a)(3)), other offerings under the regulation of
 * which the units are not of this security ((a)(2)), eligibility ((b)), disqualification (262), yearly amendments
 * (252(f)(2)). The limit of (d)(2)(i)(C) is one for the offering, whose subscriptions of three years are counted.
 */
export const regulationATier2 = packKind({
  name: 'RegATier2',
  version: 1,
  title: 'Regulation A, Tier 2',
  lawSince: '2021-03-15',
  parameters,
  rules: ({ price: perUnit, qualifiedOn, limits }) => ({
    subscribe: all(
      cite('(d)(2)(i)(A)', notBefore({ date: qualifiedOn })),
      ...offered(perUnit, qualifiedOn),
      ...within(limits, perUnit, OFFERING),
    ),
  }),
});

/** Three years with their first and their last day, of which one may be a leap day: all of an offering is within them. */
const WHOLE_OFFERING = 'P1097D' as Period;

/**
 * As {@link regulationATier2}, and no more is sold than the offering statement, as amended, has qualified. The 75,000,000
 * USD of (a)(2) are for the securities that are being offered with what other offering statements have sold since twelve
 * months before the offering began: version 1 let an offering of three years come to three times as much with nothing
 * qualified for it. Offering statements are amended to qualify more as earlier sales fall out of the twelve months; what
 * is qualified then goes into another version of the parameters.
 *
 * Not judged here: as with version 1. Not confirmed: that what amendments add is bounded by the sales of the last twelve
 * months alone, as issuers with continuous offerings state; how much may be qualified is for the Commission's staff.
 */
export const regulationATier2Qualified = packKind({
  name: 'RegATier2',
  version: 2,
  title: 'Regulation A, Tier 2',
  lawSince: '2021-03-15',
  parameters: {
    ...parameters,
    /** What the offering statement, as amended, has qualified since `qualifiedOn`, what is sold of it included. */
    qualified: dollars,
  },
  rules: ({ price: perUnit, qualifiedOn, limits, qualified: most }) => ({
    subscribe: all(
      cite(
        '(d)(2)(i)(A)',
        all(notBefore({ date: qualifiedOn }), raisesAtMost({ most, price: perUnit, within: WHOLE_OFFERING })),
      ),
      ...offered(perUnit, qualifiedOn),
      ...within(limits, perUnit, WHOLE_OFFERING),
    ),
  }),
});

/** What holds of every subscription to an offering. */
const offered = (perUnit: string, qualifiedOn: BusinessDate): readonly Expression[] => [
  cite('(d)(3)(i)(F)', notAfter({ date: addPeriod(qualifiedOn, OFFERING) })),
  cite('(d)(2)(i)(B)', shows('receiver', 'offering-circular')),
  cite('(a)(2)', raisesAtMost({ most: MOST, price: perUnit, within: 'P1Y' })),
];

/** Who is not accredited keeps its limit, unless the units are listed. */
const within = (bands: readonly Band[] | undefined, perUnit: string, offering: Period): readonly Expression[] =>
  bands === undefined
    ? []
    : [
        cite(
          '(d)(2)(i)(C)',
          any(
            shows('receiver', 'accredited-investor'),
            investsWithinBand({ type: 'reg-a-limit', bands, price: perUnit, within: offering }),
          ),
        ),
      ];
