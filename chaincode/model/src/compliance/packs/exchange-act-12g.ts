import { RULES } from '../catalogue.js';
import { all, cited } from '../expression.js';
import { packKind } from './pack-kind.js';

const { holdersAtMost } = RULES;

/** One fewer than 2,000 persons, and than 500 who are not accredited investors. */
const below = all(
  cited('15 U.S.C. 78l(g)(1)(A)(i)', holdersAtMost({ count: 1_999, scope: 'security', of: {} })),
  cited(
    '15 U.S.C. 78l(g)(1)(A)(ii)',
    holdersAtMost({ count: 499, scope: 'security', of: { without: 'accredited-investor' } }),
  ),
);

/**
 * Exchange Act, section 12(g): as long as a class of equity is held of record by fewer than 2,000 persons, and by fewer
 * than 500 who are not accredited investors, the issuer need not register it. As of the JOBS Act (2012) and 17 CFR
 * 240.12g-1. An offering exemption has no such count: this pack stands beside those of Regulation D.
 *
 * Stricter than the law: it counts while total assets are at most 10,000,000 USD, too, and at every movement where the law
 * looks at the last day of a fiscal year; holders by employee compensation plans or of units from crowdfunding (12(g)(5),
 * (6); 240.12g-6) count. Banks and bank holding companies have other counts (12(g)(1)(B)). A nominee is one holder of
 * record here as in 240.12g5-1; whether it is to be looked through is for the issuer. Not judged here: the holders in the
 * United States of a foreign private issuer (240.12g3-2(a)), and units of substantially similar character that have a
 * number of their own ((g)(5)).
 */
export const exchangeAct12g = packKind({
  name: 'ExchangeAct12g',
  version: 1,
  title: 'Exchange Act, section 12(g): holders of record',
  lawSince: '2012-04-05',
  parameters: {},
  rules: () => ({ subscribe: below, transfer: below }),
});
