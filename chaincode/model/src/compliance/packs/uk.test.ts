import { describePack, residentOf, type FactPattern, type PackCase } from '../../test-support/fact-patterns.js';
import type { DescribedParty } from '../../test-support/compliance.js';

/* An offer of shares at GBP 1 that are admitted to trading on AIMX; the instruction is two days old where nothing is said. */
const POATR = 'SI 2024/105';
const COBS = 'FCA Handbook, COBS 4.12A';

type Facts = FactPattern[2];

const subscribe = (receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  event: 'subscribe',
  receiver,
  placed: 9_000_000,
  enteredOn: '2026-01-02',
  ...more,
});
const transfer = (receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  event: 'transfer',
  receiver,
  ...more,
});
const others = (count: number, includesReceiver = false): Partial<Facts> => ({
  subscribers: { count, includesReceiver },
});

const QUALIFIED = residentOf('GB', 'uk-qualified-investor');
/** A retail client with a statement of a category, assessed, with more claims. */
const retail = (category: string, ...claims: readonly string[]): DescribedParty => ({
  resides: 'GB',
  claims: { ...residentOf('GB', 'uk-appropriate', ...claims).claims, 'uk-retail-category': category },
});
const OFFEREE = retail('HIGH-NET-WORTH', 'private-offeree');

const OFFER: readonly FactPattern[] = [
  ['2026-01-18', 'the day before the Regulations', subscribe(QUALIFIED), 'TOO_EARLY', `${POATR}, regulation 2(3)`],
  ['2026-01-19', 'the first day of the Regulations', subscribe(QUALIFIED), 'allowed', `${POATR}, regulation 2(3)`],
  [
    '2026-03-02',
    'a qualified investor subscribes',
    subscribe(QUALIFIED),
    'allowed',
    `${POATR}, schedule 1, paragraph 2`,
  ],
  ['2026-03-02', 'the 149th person', subscribe(OFFEREE, others(148)), 'allowed', `${POATR}, schedule 1, paragraph 3`],
  [
    '2026-03-02',
    'the 150th person',
    subscribe(OFFEREE, others(149)),
    'SUBSCRIBERS_EXCEEDED',
    `${POATR}, schedule 1, paragraph 3`,
  ],
  [
    '2026-03-02',
    'one of the 149 persons again',
    subscribe(OFFEREE, others(149, true)),
    'allowed',
    `${POATR}, schedule 1, paragraph 3`,
  ],
  [
    '2026-03-02',
    'the 151st, who is qualified and not counted',
    subscribe(QUALIFIED, others(150)),
    'allowed',
    `${POATR}, schedule 1, paragraph 2`,
  ],
  [
    '2026-03-02',
    'somebody to whom the offer was not addressed',
    subscribe(retail('HIGH-NET-WORTH')),
    'CLAIM_ABSENT',
    `${POATR}, schedule 1, paragraph 3`,
  ],
  [
    '2026-03-02',
    'GBP 5 000 000 in twelve months',
    subscribe(retail('RESTRICTED'), { placed: 4_999_999 }),
    'allowed',
    `${POATR}, schedule 1, paragraph 1`,
  ],
  [
    '2026-03-02',
    'GBP 5 000 001 in twelve months',
    subscribe(retail('RESTRICTED'), { placed: 5_000_000 }),
    'OFFERING_LIMIT_EXCEEDED',
    `${POATR}, schedule 1, paragraph 1`,
  ],
  [
    '2026-03-02',
    'by means of a public offer platform',
    subscribe(retail('RESTRICTED', 'uk-public-offer-platform')),
    'allowed',
    `${POATR}, schedule 1, public offer platform`,
  ],
  ['2026-03-02', 'somebody in Jersey subscribes', subscribe(residentOf('JE')), 'outside', `${POATR}, regulation 1(2)`],
];

const PROMOTION: readonly FactPattern[] = [
  [
    '2026-03-02',
    'a restricted investor has signed the statement',
    subscribe(retail('RESTRICTED', 'private-offeree')),
    'allowed',
    `${COBS}, categorisation`,
  ],
  [
    '2026-03-02',
    'a certified sophisticated investor',
    subscribe(retail('SOPHISTICATED', 'private-offeree')),
    'allowed',
    `${COBS}, categorisation`,
  ],
  [
    '2026-03-02',
    'a self-certified sophisticated investor',
    subscribe(retail('SELF-CERTIFIED', 'private-offeree')),
    'allowed',
    `${COBS}, categorisation`,
  ],
  [
    '2026-03-02',
    'nobody knows the category',
    subscribe(residentOf('GB', 'uk-appropriate', 'private-offeree')),
    '? CLAIM_ABSENT',
    `${COBS}, categorisation`,
  ],
  [
    '2026-03-02',
    'the statement is older than twelve months',
    subscribe({ ...residentOf('GB', 'uk-appropriate', 'private-offeree'), expired: ['uk-retail-category'] }),
    '? CLAIM_EXPIRED',
    `${COBS}, categorisation`,
  ],
  [
    '2026-03-02',
    'a retail client who belongs to no category',
    subscribe(retail('NONE', 'private-offeree')),
    'CLAIM_VALUE_NOT_ALLOWED',
    `${COBS}, categorisation`,
  ],
  [
    '2026-03-02',
    'nobody has assessed a sophisticated investor',
    subscribe({
      resides: 'GB',
      claims: { 'private-offeree': true, 'uk-retail-category': 'SOPHISTICATED' },
    }),
    'CLAIM_ABSENT',
    `${COBS}, appropriateness`,
  ],
  [
    '2026-03-02',
    'on the day of the instruction',
    subscribe(OFFEREE, { enteredOn: '2026-03-02' }),
    'COOLING_OFF_RUNNING',
    `${COBS}, cooling-off`,
  ],
  [
    '2026-03-03',
    'the day after, when perhaps 24 hours are not over',
    subscribe(OFFEREE, { enteredOn: '2026-03-02' }),
    'COOLING_OFF_RUNNING',
    `${COBS}, cooling-off`,
  ],
  [
    '2026-03-04',
    'the second day after, when they are',
    subscribe(OFFEREE, { enteredOn: '2026-03-02' }),
    'allowed',
    `${COBS}, cooling-off`,
  ],
  [
    '2026-03-03',
    'the day after, when the firm says that they are',
    subscribe(retail('HIGH-NET-WORTH', 'private-offeree', 'uk-cooled-off'), { enteredOn: '2026-03-02' }),
    'allowed',
    `${COBS}, cooling-off`,
  ],
  [
    '2026-03-02',
    'a qualified investor needs no time',
    subscribe(QUALIFIED, { enteredOn: '2026-03-02' }),
    'allowed',
    `${POATR}, schedule 1, paragraph 2`,
  ],
];

const RESALE: readonly FactPattern[] = [
  ['2026-09-01', 'a private sale', transfer(residentOf('GB')), 'allowed', `${POATR}, regulation 12(1)`],
  [
    '2026-09-01',
    'a sale on a venue where the shares are admitted',
    transfer(residentOf('GB'), { venue: 'AIMX' }),
    'allowed',
    `${POATR}, schedule 1, admission to trading`,
  ],
  [
    '2026-09-01',
    'a sale on a venue where they are not',
    transfer(residentOf('GB'), { venue: 'XLON' }),
    'VENUE_NOT_ALLOWED',
    `${POATR}, schedule 1, admission to trading`,
  ],
  [
    '2026-09-01',
    'to a qualified investor there',
    transfer(QUALIFIED, { venue: 'XLON' }),
    'allowed',
    `${POATR}, schedule 1, paragraph 2`,
  ],
  [
    '2026-09-01',
    'to somebody in Ireland there',
    transfer(residentOf('IE'), { venue: 'XLON' }),
    'outside',
    `${POATR}, regulation 1(2)`,
  ],
];

const ISSUE = { price: '1', offer: 'P1Y', venues: ['AIMX'] } as const;

const CASES: readonly PackCase[] = [
  {
    issue: 'shares that are not readily realisable',
    with: { ...ISSUE, restrictedMassMarket: true },
    patterns: [...OFFER, ...PROMOTION, ...RESALE],
  },
  {
    issue: 'shares that are readily realisable',
    with: { ...ISSUE, restrictedMassMarket: false },
    patterns: [
      ...OFFER,
      [
        '2026-03-02',
        'no category, no assessment, no time',
        subscribe(residentOf('GB', 'private-offeree'), { enteredOn: '2026-03-02' }),
        'allowed',
        `${POATR}, schedule 1, paragraph 3`,
      ],
      ...RESALE,
    ],
  },
];

describePack('UkOffer@1', CASES);

/** What version 2 cites instead. */
const PARAGRAPHS: Readonly<Record<string, string>> = {
  [`${POATR}, regulation 1(2)`]: `${POATR}, regulation 12(1), in the United Kingdom`,
  [`${POATR}, regulation 12(1)`]: `${POATR}, regulation 12(1), to the public`,
  [`${POATR}, schedule 1, public offer platform`]: `${POATR}, schedule 1, paragraph 13`,
};

describePack(
  'UkOffer@2',
  CASES.map(({ patterns, ...issue }) => ({
    ...issue,
    patterns: patterns.map(([on, what, facts, verdict, paragraph]): FactPattern => {
      return [on, what, facts, verdict, PARAGRAPHS[paragraph] ?? paragraph];
    }),
  })),
);
