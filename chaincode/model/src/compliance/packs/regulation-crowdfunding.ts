import { addDays, businessDate, isBefore } from '../../dates/business-date.js';
import { price } from '../../numbers/money.js';
import type { ShapeValue } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, type Expression } from '../expression.js';
import type { RuleSet } from '../rule-set.js';
import { shows } from './claim-types.js';
import { dollarLimits } from './investment-limits.js';
import { packKind } from './pack-kind.js';

const { approvedBy, heldFor, investsWithinBand, notBefore, raisesAtMost, sinceOffering } = RULES;

const cite = (paragraph: string, rule: Expression): Expression => cited(`17 CFR 227.${paragraph}`, rule);

const parameters = {
  /** Offering price per unit in USD. */
  price,
  /** First day on which the offering was public on the platform of the intermediary. */
  publishedOn: businessDate,
  /** The deadline of the offering; the new one, if it was brought forward (304(b)). */
  deadline: businessDate,
  /**
   * What an investor may pay in twelve months who is not accredited, by its claim: 5 per cent of the greater of income
   * and net worth, at least 2,500 USD, or 10 per cent where both come to 124,000 USD or more, at most 124,000 USD.
   */
  limits: dollarLimits('124000'),
} as const;

type Issue = ShapeValue<typeof parameters>;

const REG_CF = { name: 'RegCF', title: 'Regulation Crowdfunding', lawSince: '2022-09-20', parameters } as const;

/**
 * Regulation Crowdfunding: offerings of up to 5,000,000 USD within twelve months through one intermediary, and the year in
 * which what was bought is not resold. As of the amounts of Release 33-11098 (87 FR 57398, in force since 20 September
 * 2022): 5,000,000, 2,500 and 124,000 USD; they are adjusted every five years (section 4A(h) of the Securities Act).
 *
 * The twelve months of 100(a)(1) roll: they end with the day of each sale (interpretation 100.05 of the Division of
 * Corporation Finance, 17 February 2026, read in commentaries).
 *
 * Stricter than the law: who is not accredited must show its limit, the least of 2,500 USD included, because only the
 * intermediary knows what it bought of other issuers. The year of resale begins anew with a holder's own purchase, unless
 * a year has passed since the last closing. Not judged here: whether the target amount was reached (304(d)), disclosure
 * (201), eligibility (100(b)), disqualification (503), offerings of which the units are not of this security (100(a)(1)).
 *
 * Not confirmed: that units are not issued before an investor can no longer cancel follows from 304(a), which does not say
 * so; the 48 hours are counted as two days before the deadline, which is too early where the deadline is not at the
 * beginning of its day (version 2).
 */
export const regulationCrowdfunding = packKind({
  ...REG_CF,
  version: 1,
  rules: rulesSettling(-2),
});

/**
 * As {@link regulationCrowdfunding}, and units are issued from the day before the deadline on. An investor may cancel until
 * 48 hours prior to the deadline (304(a)), which may be at the end of its day: on the second day before, on which version
 * 1 lets units be issued, the 48 hours may not have begun.
 */
export const regulationCrowdfundingByHours = packKind({
  ...REG_CF,
  version: 2,
  rules: rulesSettling(-1),
});

/** @param days - from the deadline to the first day on which nobody can cancel any longer */
function rulesSettling(days: number): (issue: Issue) => RuleSet {
  return ({ price: perUnit, publishedOn, deadline, limits: bands }) => {
    const [isPublic, isBinding] = [addDays(publishedOn, 21), addDays(deadline, days)];
    const most = { amount: '5000000', currency: 'USD' };
    const limit = investsWithinBand({ type: 'reg-cf-limit', bands, price: perUnit, within: 'P1Y' });
    return {
      subscribe: all(
        cite('100(a)(1)', raisesAtMost({ most, price: perUnit, within: 'P1Y' })),
        cite('100(a)(2)', any(shows('receiver', 'accredited-investor'), limit)),
        cite('100(a)(3)', approvedBy({ role: 'broker' })),
        cite('303(b)(2)', shows('receiver', 'reg-cf-acknowledgement')),
        isBefore(isPublic, isBinding)
          ? cite('304(a)', notBefore({ date: isBinding }))
          : cite('303(a)(2)', notBefore({ date: isPublic })),
      ),
      transfer: resale,
    };
  };
}

/** After a year, or to somebody of those to whom it is allowed earlier. */
const resale = any(
  cite('501(a)', any(heldFor({ period: 'P1Y' }), sinceOffering({ period: 'P1Y' }))),
  cite('501(a)(1)', shows('receiver', 'issuer-of-security')),
  cite('501(a)(2)', shows('receiver', 'accredited-investor')),
  cite('501(a)(3)', shows('sender', 'registered-resale')),
  cite('501(a)(4)', approvedBy({ role: 'registrar' })),
);
