import { price } from '../../numbers/money.js';
import { flag } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, when, type Expression } from '../expression.js';
import { shows } from './claim-types.js';
import { packKind } from './pack-kind.js';
import { privateCompany as privateCompanyOf } from './private-company.js';
import { forResidentsOf } from './territory.js';

const SFA = 'SFA 2001';
const { costsAtLeast, heldLongerThan, raisesAtMost, residesIn, subscribersAtMost } = RULES;

const sgd = (amount: string): { readonly amount: string; readonly currency: string } => ({ amount, currency: 'SGD' });

const parameters = {
  /** What one unit is offered at, in Singapore dollars. */
  price,
  /** Whether any advertisement makes the offer or calls attention to it: then only institutional investors remain. */
  advertised: flag,
  /** Whether the units are shares of a private company of Singapore. */
  privateCompany: flag,
} as const;

/**
 * Offers in Singapore without a registered prospectus (Securities and Futures Act 2001, part 13, division 1,
 * subdivision 4), read as amended by Act 12 of 2024 (in force since 24 January 2025): to institutional investors (274),
 * to relevant persons and for at least SGD 200 000 (275), small personal offers up to SGD 5 000 000 (272A), and to
 * fifty persons within twelve months (272B). Resale within six months (276, and 272A(1)(b)(ii)(C)) only to
 * institutional investors and relevant persons: the six months end with the day of the same date. A private company has
 * at most fifty members (Companies Act 1967, section 18).
 *
 * Stricter than the law: all units are taken to be acquired under section 274, 275 or 272A; institutional investors
 * without a claim as relevant person, and investors in other countries, count among the fifty; everything that was
 * placed within twelve months is compared with SGD 5 000 000; of a private company with several classes of shares, each
 * has its own fifty, while section 18 counts members of all, joint holders as one. The law counts to whom an offer is
 * made: that is for the claim `private-offeree`. Not judged here: commissions only to licensed persons (275(1)(b),
 * 272B(1)(c)); a resale on the terms of section 275(1A), of which the ledger knows no price; securities of a listed
 * class (276(7)); closed corporations and trusts of accredited investors (276(3) and (4)); transfers without
 * consideration (272).
 *
 * Not confirmed: the thresholds by which one is an accredited investor (section 4A and its regulations), which are for
 * who states the claim.
 */
export const singaporeOffer = packKind({
  name: 'SingaporeOffer',
  version: 1,
  title: 'Singapore, offer exempt from the prospectus',
  lawSince: '2025-01-24',
  parameters,
  rules: ({ price: at, advertised, privateCompany }) => {
    const members = privateCompany ? privateCompanyOf(LAW) : { subscribe: [], transfer: [] };
    return {
      subscribe: all(
        forResidentsOf(['SG'], `${SFA}, section 240(1)`, any(institutional, ...(advertised ? [] : personal(at)))),
        ...members.subscribe,
      ),
      transfer: all(resale, ...members.transfer),
    };
  },
});

const LAW = {
  restriction: 'Companies Act 1967 (Singapore), section 18(1)(a)',
  members: 'Companies Act 1967 (Singapore), section 18(1)(b)',
} as const;

const institutional = cited(`${SFA}, section 274`, shows('receiver', 'sg-institutional-investor'));

/** Offers that nothing has advertised. */
const personal = (at: string): readonly Expression[] => [
  cited(`${SFA}, section 275(1)`, shows('receiver', 'sg-relevant-person')),
  cited(
    `${SFA}, section 275(1A)`,
    all(shows('receiver', 'sg-principal'), costsAtLeast({ least: sgd('200000'), price: at })),
  ),
  cited(
    `${SFA}, section 272A(1)`,
    all(
      shows('receiver', 'private-offeree'),
      shows('receiver', 'sg-small-offer-notice'),
      raisesAtMost({ most: sgd('5000000'), price: at, within: 'P1Y' }),
    ),
  ),
  cited(
    `${SFA}, section 272B(1)`,
    all(
      shows('receiver', 'private-offeree'),
      subscribersAtMost({ count: 50, within: 'P1Y', of: { without: 'sg-relevant-person' } }),
    ),
  ),
];

/** Sales by or to somebody in Singapore. */
const resale = when(
  cited(
    `${SFA}, section 240(1)`,
    any(residesIn({ side: 'sender', countries: ['SG'] }), residesIn({ side: 'receiver', countries: ['SG'] })),
  ),
  any(
    cited(`${SFA}, section 276(1)`, heldLongerThan({ period: 'P6M' })),
    cited(`${SFA}, section 276(1)(a)`, shows('receiver', 'sg-institutional-investor')),
    cited(`${SFA}, section 276(1)(b)`, shows('receiver', 'sg-relevant-person')),
  ),
);
