import { describePack, type FactPattern } from '../../test-support/fact-patterns.js';
import type { DescribedParty } from '../../test-support/compliance.js';

const by = (paragraph: string): string => `17 CFR 230.${paragraph}`;

type Facts = FactPattern[2];

const buys = (receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  event: 'subscribe',
  receiver,
  ...more,
});

/** What everybody shows who was approached in private and keeps what it buys. */
const PRIVATELY = { 'not-generally-solicited': true, 'investment-intent': true } as const;
const ACCREDITED = { claims: { ...PRIVATELY, 'accredited-investor': true } } as const;
const INFORMED = { ...PRIVATELY, 'sophisticated-investor': true, 'reg-d-information': true } as const;
const others = (count: number, includesReceiver = false): Partial<Facts> => ({
  subscribers: { count, includesReceiver },
});

const OF_506B: readonly FactPattern[] = [
  ['2026-06-15', 'an accredited investor whom the issuer knows buys', buys(ACCREDITED), 'allowed', by('501(a)')],
  [
    '2026-06-15',
    'an investor buys on the last day of its accreditation',
    buys({ claims: PRIVATELY, until: { 'accredited-investor': '2026-06-15' } }),
    'allowed',
    by('501(a)'),
  ],
  [
    '2026-06-16',
    'it buys on the day after, without knowledge or information',
    buys({ claims: PRIVATELY, until: { 'accredited-investor': '2026-06-15' } }),
    'CLAIM_EXPIRED',
    by('501(a)'),
  ],
  [
    '2026-06-15',
    'an accredited investor answers an advertisement',
    buys({ claims: { 'accredited-investor': true, 'investment-intent': true } }),
    'CLAIM_ABSENT',
    by('502(c)'),
  ],
  [
    '2026-06-15',
    'an accredited investor buys to sell on',
    buys({ claims: { 'accredited-investor': true, 'not-generally-solicited': true } }),
    'CLAIM_ABSENT',
    by('502(d)'),
  ],
  [
    '2026-06-15',
    'the thirty-fifth purchaser of 90 days who is not accredited buys',
    buys({ claims: INFORMED }, others(34)),
    'allowed',
    by('506(b)(2)(i)'),
  ],
  [
    '2026-06-15',
    'the thirty-sixth buys',
    buys({ claims: INFORMED }, others(35)),
    'SUBSCRIBERS_EXCEEDED',
    by('506(b)(2)(i)'),
  ],
  [
    '2026-06-15',
    'one of the thirty-five buys more',
    buys({ claims: INFORMED }, others(35, true)),
    'allowed',
    by('506(b)(2)(i)'),
  ],
  [
    '2026-09-13',
    'the thirty-sixth buys when the first is 90 days ago and no longer counts',
    buys({ claims: INFORMED }, others(34)),
    'allowed',
    by('506(b)(2)(i)'),
  ],
  [
    '2026-06-15',
    'an accredited investor buys beside thirty-five who are not',
    buys(ACCREDITED, others(35)),
    'allowed',
    by('501(a)'),
  ],
  [
    '2026-06-15',
    'a purchaser without knowledge of business buys',
    buys({ claims: { ...PRIVATELY, 'reg-d-information': true } }, others(3)),
    'CLAIM_ABSENT',
    by('506(b)(2)(ii)'),
  ],
  [
    '2026-06-15',
    'it buys with a purchaser representative',
    buys({ claims: { ...PRIVATELY, 'reg-d-information': true, 'purchaser-representative': true } }, others(3)),
    'allowed',
    by('506(b)(2)(ii)'),
  ],
  [
    '2026-06-15',
    'a purchaser who is not accredited has not been given the information',
    buys({ claims: { ...PRIVATELY, 'sophisticated-investor': true } }, others(3)),
    'CLAIM_ABSENT',
    by('502(b)'),
  ],
];

/** 1,000 votes afterwards: 800 outstanding and 200 new ones, or as said. */
const votes = (held: number, claims: Readonly<Record<string, true>>, more: Partial<DescribedParty> = {}): Facts =>
  buys({ claims, holds: held, ...more }, { units: 100, outstanding: 900 });

const twentyPerCent = (claims: Readonly<Record<string, true>>): readonly FactPattern[] => [
  ['2026-06-15', 'an investor comes to 19.9 % of the votes', votes(99, claims), 'allowed', by('506(d)(1)')],
  ['2026-06-15', 'an investor comes to 20 % of the votes', votes(100, claims), 'SHARE_EXCEEDED', by('506(d)(1)')],
  [
    '2026-06-15',
    'an investor comes to 20 % of the votes together with its affiliates',
    votes(40, claims, { affiliates: ['X'], affiliatesHold: 60 }),
    'SHARE_EXCEEDED',
    by('506(d)(1)'),
  ],
  [
    '2026-06-15',
    'an investor who is known to have done nothing that disqualifies comes to 20 %',
    votes(100, { ...claims, 'no-disqualifying-event': true }),
    'allowed',
    by('506(d)(1)'),
  ],
];

describePack('RegD506b@1', [
  { issue: 'notes', with: { votingEquity: false }, patterns: OF_506B },
  {
    issue: 'shares with votes',
    with: { votingEquity: true },
    patterns: [...OF_506B.map(withVotes), ...twentyPerCent({ ...PRIVATELY, 'accredited-investor': true })],
  },
]);

/** The pattern in an issue of shares of which 1,000 have been issued. */
function withVotes([on, what, facts, ...verdict]: FactPattern): FactPattern {
  return [on, what, { ...facts, outstanding: 1000 }, ...verdict];
}

const KEEPS = { 'investment-intent': true } as const;
const VERIFIED = { ...KEEPS, 'accredited-investor': true, 'accredited-investor-verified': true } as const;
/** Verified on 15 June 2026 by a third party's letter of that day; the letter counts for three months. */
const BY_LETTER = { ...KEEPS, 'accredited-investor': true } as const;

const OF_506C: readonly FactPattern[] = [
  [
    '2026-06-15',
    'an investor who answered an advertisement and was verified buys',
    buys({ claims: VERIFIED }),
    'allowed',
    by('506(c)(2)(ii)'),
  ],
  [
    '2026-06-15',
    'an investor says itself that it is accredited, and nobody verified it',
    buys({ claims: { ...KEEPS, 'accredited-investor': true } }),
    'CLAIM_ABSENT',
    by('506(c)(2)(ii)'),
  ],
  ...(['2026-09-14', '2026-09-15'] as const).map((on): FactPattern => [
    on,
    'a letter of 15 June still counts',
    buys({ claims: BY_LETTER, until: { 'accredited-investor-verified': '2026-09-15' } }),
    'allowed',
    by('506(c)(2)(ii)'),
  ]),
  [
    '2026-09-16',
    'a letter of 15 June is more than three months old',
    buys({ claims: BY_LETTER, until: { 'accredited-investor-verified': '2026-09-15' } }),
    'CLAIM_EXPIRED',
    by('506(c)(2)(ii)'),
  ],
  [
    '2031-06-15',
    'an investor whom the issuer verified five years ago says again that it is accredited',
    buys({ claims: BY_LETTER, until: { 'accredited-investor-verified': '2031-06-15' } }),
    'allowed',
    by('506(c)(2)(ii)'),
  ],
  [
    '2031-06-16',
    'it says so a day later',
    buys({ claims: BY_LETTER, until: { 'accredited-investor-verified': '2031-06-15' } }),
    'CLAIM_EXPIRED',
    by('506(c)(2)(ii)'),
  ],
  [
    '2026-06-15',
    'a sophisticated investor who is not accredited was looked into',
    buys({ claims: { ...KEEPS, 'accredited-investor-verified': true, 'sophisticated-investor': true } }),
    'CLAIM_ABSENT',
    by('506(c)(2)(i)'),
  ],
  [
    '2026-06-15',
    'the first purchaser who is not accredited comes with a representative',
    buys({ claims: { ...KEEPS, 'accredited-investor-verified': true, 'purchaser-representative': true } }, others(0)),
    'CLAIM_ABSENT',
    by('506(c)(2)(i)'),
  ],
  [
    '2026-06-15',
    'an investor is accredited until today',
    buys({
      claims: { ...KEEPS, 'accredited-investor-verified': true },
      until: { 'accredited-investor': '2026-06-15' },
    }),
    'allowed',
    by('506(c)(2)(i)'),
  ],
  [
    '2026-06-16',
    'an investor was accredited until yesterday',
    buys({
      claims: { ...KEEPS, 'accredited-investor-verified': true },
      until: { 'accredited-investor': '2026-06-15' },
    }),
    'CLAIM_EXPIRED',
    by('506(c)(2)(i)'),
  ],
  [
    '2026-06-15',
    'a verified investor buys to sell on',
    buys({ claims: { 'accredited-investor': true, 'accredited-investor-verified': true } }),
    'CLAIM_ABSENT',
    by('502(d)'),
  ],
];

describePack('RegD506c@1', [
  { issue: 'notes', with: { votingEquity: false }, patterns: OF_506C },
  {
    issue: 'shares with votes',
    with: { votingEquity: true },
    patterns: [...OF_506C.map(withVotes), ...twentyPerCent(VERIFIED)],
  },
]);
