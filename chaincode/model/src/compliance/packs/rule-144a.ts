import { flag, refuseField } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, cited, type Expression } from '../expression.js';
import { shows } from './claim-types.js';
import { packKind } from './pack-kind.js';

const cite = (paragraph: string, rule: Expression): Expression => cited(`17 CFR 230.144A${paragraph}`, rule);

/**
 * Rule 144A: resale to qualified institutional buyers by anybody but the issuer. As of 17 CFR 230.144A with the amendments
 * of Release 33-10824 (in force since 8 December 2020), which let more institutions qualify.
 *
 * The first sale by the issuer is no resale: it needs an offering exemption. What is bought stays restricted.
 *
 * Stricter than the law: a registered dealer that is a natural person ((a)(1)(ii)) does not pass, and a reasonable belief
 * of the seller ((d)(1)) counts only as a claim. Not judged here: that the securities are of no investment company that
 * must register ((d)(3)(ii)).
 */
export const rule144A = packKind({
  name: 'Rule144A',
  version: 1,
  title: 'Rule 144A: resale to qualified institutional buyers',
  lawSince: '2020-12-08',
  parameters: {
    /**
     * Whether the issuer reports under section 13 or 15(d) of the Exchange Act, is exempt by its Rule 12g3-2(b), or is a
     * foreign government eligible for Schedule B; if not, (d)(4) gives holders and buyers a right to information.
     */
    reporting: flag,
    /** Whether the units were, when issued, of a class that is listed or quoted in the United States ((d)(3)(i)). */
    sameClassAsListed: flag,
  },
  rules: ({ reporting, sameClassAsListed }, path) => {
    if (sameClassAsListed)
      refuseField(`${path}/sameClassAsListed`, 'of a class that is not listed: 17 CFR 230.144A(d)(3)(i)');
    return {
      transfer: all(
        cite('(a)(1)', RULES.isOfKind({ side: 'receiver', kinds: ['entity', 'nodeOperator'] })),
        cite('(d)(1)', shows('receiver', 'qib')),
        cite('(d)(2)', shows('receiver', 'rule-144a-notice')),
        ...(reporting ? [] : [cite('(d)(4)(i)', shows('receiver', 'rule-144a-information'))]),
      ),
    };
  },
});
