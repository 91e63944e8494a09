import { flag } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, type Expression } from '../expression.js';
import { shows, showsAny } from './claim-types.js';
import { packKind } from './pack-kind.js';

const cite = (paragraph: string, rule: Expression): Expression => cited(`17 CFR 230.${paragraph}`, rule);

const { groupShareBelow, subscribersAtMost } = RULES;

/** Who buys keeps what it buys, and knows that it must. */
const noUnderwriter = cite('502(d)', shows('receiver', 'investment-intent'));

/** Beneficial owners of 20 per cent or more of the votes are covered persons: what they did can disqualify the issuer. */
const noBadActor = cite(
  '506(d)(1)',
  any(groupShareBelow({ percent: '20' }), shows('receiver', 'no-disqualifying-event')),
);

const parameters = {
  /** Whether the units are voting equity of the issuer. */
  votingEquity: flag,
} as const;

/**
 * Regulation D, Rule 506(b): an offering without general solicitation to accredited investors and to at most 35 others
 * within 90 days. As of the amendments of Release 33-10884 (in force since 15 March 2021).
 *
 * It says who may subscribe. The securities are restricted (230.502(d), 230.144(a)(3)(ii)): what is resold needs a pack of
 * resale rules beside this one, or a registration.
 *
 * Stricter than the law: relatives and entities that 230.501(e)(1)(i) to (iii) leaves out of the count are counted, and a
 * belief of the issuer counts only as a claim. Less strict than the law: purchasers of other securities of the issuer in
 * offerings under the rule within the same 90 days ((b)(2)(i)) are not known here, and who has become accredited since it
 * bought is counted no longer. Not judged here: information of the issuer's other covered persons (506(d)),
 * integration (152), Form D (503; no condition of the exemption, 507), state law. Within one class of votes of several,
 * 20 per cent of the class stands for 20 per cent of the votes.
 */
export const regulationD506b = packKind({
  name: 'RegD506b',
  version: 1,
  title: 'Regulation D, Rule 506(b)',
  lawSince: '2021-03-15',
  parameters,
  rules: ({ votingEquity }) => ({
    subscribe: all(
      cite('502(c)', shows('receiver', 'not-generally-solicited')),
      noUnderwriter,
      any(cite('501(a)', shows('receiver', 'accredited-investor')), sophisticated),
      ...(votingEquity ? [noBadActor] : []),
    ),
  }),
});

const sophisticated = all(
  cite('506(b)(2)(i)', subscribersAtMost({ count: 35, within: 'P90D', of: { without: 'accredited-investor' } })),
  cite('506(b)(2)(ii)', showsAny('receiver', 'sophisticated-investor', 'purchaser-representative')),
  cite('502(b)', shows('receiver', 'reg-d-information')),
);

/**
 * Regulation D, Rule 506(c): an offering to the public in which every purchaser is an accredited investor and the issuer
 * has taken reasonable steps to verify it. As of the amendments of Release 33-10884 (in force since 15 March 2021).
 *
 * It says who may subscribe; what is resold needs a pack of resale rules beside this one, as with Rule 506(b). Not judged
 * here: the same as with Rule 506(b). How the investor was verified is for who states the claim: the methods of
 * (c)(2)(ii)(A) to (E) are neither exclusive nor mandatory, and the Commission's staff has accepted high minimum amounts
 * with the investor's own statements (letter of 12 March 2025 to Latham & Watkins).
 */
export const regulationD506c = packKind({
  name: 'RegD506c',
  version: 1,
  title: 'Regulation D, Rule 506(c)',
  lawSince: '2021-03-15',
  parameters,
  rules: ({ votingEquity }) => ({
    subscribe: all(
      cite('506(c)(2)(i)', shows('receiver', 'accredited-investor')),
      cite('506(c)(2)(ii)', shows('receiver', 'accredited-investor-verified')),
      noUnderwriter,
      ...(votingEquity ? [noBadActor] : []),
    ),
  }),
});
