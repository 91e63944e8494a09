import { businessDate } from '../../dates/business-date.js';
import { addPeriod, type Period } from '../../dates/period.js';
import { price } from '../../numbers/money.js';
import { optional } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, type Expression } from '../expression.js';
import type { Band } from '../rules/volumes.js';
import { shows } from './claim-types.js';
import { dollarLimits } from './investment-limits.js';
import { packKind } from './pack-kind.js';

const { investsWithinBand, notAfter, notBefore, raisesAtMost } = RULES;

const cite = (paragraph: string, rule: Expression): Expression => cited(`17 CFR 230.251${paragraph}`, rule);

/** An offering may go on until three years have passed since it was qualified. */
const OFFERING = 'P3Y' as Period;

/**
 * Regulation A, Tier 2: public offerings of up to 75,000,000 USD within twelve months on a qualified offering statement. As
 * of the amendments of Release 33-10884 (in force since 15 March 2021), which raised the amount from 50,000,000 USD.
 *
 * It says who may subscribe. What is bought is not restricted: holders resell freely, and affiliates of the issuer by the
 * Rule144 pack for units that are not restricted.
 *
 * Stricter than the law: the 180 days that a new offering statement adds ((d)(3)(i)(F)) need another version of the
 * parameters. Not judged here: sales of selling securityholders ((a)(2), (a)(3)), other offerings under the regulation of
 * which the units are not of this security ((a)(2)), eligibility ((b)), disqualification (262), yearly amendments
 * (252(f)(2)). The limit of (d)(2)(i)(C) is one for the offering, whose subscriptions of three years are counted.
 */
export const regulationATier2 = packKind({
  name: 'RegATier2',
  version: 1,
  title: 'Regulation A, Tier 2',
  parameters: {
    /** Offering price per unit in USD. */
    price,
    /** When the Commission qualified the offering statement. */
    qualifiedOn: businessDate,
    /**
     * What an investor may pay who is not accredited, by its claim: a tenth of the greater of income and net worth, or of
     * revenue and net assets. Absent: the units are listed on a national securities exchange upon qualification.
     */
    limits: optional(dollarLimits()),
  },
  rules: ({ price: perUnit, qualifiedOn, limits }) => {
    const most = { amount: '75000000', currency: 'USD' };
    return {
      subscribe: all(
        cite('(d)(2)(i)(A)', notBefore({ date: qualifiedOn })),
        cite('(d)(3)(i)(F)', notAfter({ date: addPeriod(qualifiedOn, OFFERING) })),
        cite('(d)(2)(i)(B)', shows('receiver', 'offering-circular')),
        cite('(a)(2)', raisesAtMost({ most, price: perUnit, within: 'P1Y' })),
        ...(limits === undefined ? [] : [cite('(d)(2)(i)(C)', withinLimits(limits, perUnit))]),
      ),
    };
  },
});

const withinLimits = (bands: readonly Band[], perUnit: string): Expression =>
  any(
    shows('receiver', 'accredited-investor'),
    investsWithinBand({ type: 'reg-a-limit', bands, price: perUnit, within: OFFERING }),
  );
