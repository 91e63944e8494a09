import { describePack, residentOf, type FactPattern } from '../../test-support/fact-patterns.js';
import type { DescribedParty } from '../../test-support/compliance.js';

/* An offer of shares at SGD 1 000; units that move were acquired on 15 January 2026. */
const SFA = 'SFA 2001';
const COMPANIES = 'Companies Act 1967 (Singapore)';

type Facts = FactPattern[2];

const subscribe = (receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  event: 'subscribe',
  receiver,
  placed: 6_000,
  ...more,
});
const transfer = (sender: string, receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  event: 'transfer',
  sender: { resides: sender, holds: 10 },
  receiver,
  lots: [['2026-01-15', 10]],
  approvals: ['issuer'],
  ...more,
});
const others = (count: number, includesReceiver = false): Partial<Facts> => ({
  subscribers: { count, includesReceiver },
});

const INSTITUTION = residentOf('SG', 'sg-institutional-investor');
const RELEVANT = residentOf('SG', 'sg-relevant-person');
const PRINCIPAL = residentOf('SG', 'sg-principal');
const OFFEREE = residentOf('SG', 'private-offeree');
const NOTIFIED = residentOf('SG', 'private-offeree', 'sg-small-offer-notice');

const EVERY_OFFER: readonly FactPattern[] = [
  ['2026-03-02', 'an institutional investor', subscribe(INSTITUTION), 'allowed', `${SFA}, section 274`],
  ['2026-03-02', 'somebody of the public', subscribe(residentOf('SG')), 'CLAIM_ABSENT', `${SFA}, section 274`],
  ['2026-03-02', 'somebody in Malaysia', subscribe(residentOf('MY')), 'outside', `${SFA}, section 240(1)`],
];

const PRIVATE_OFFER: readonly FactPattern[] = [
  ['2026-03-02', 'an accredited investor', subscribe(RELEVANT), 'allowed', `${SFA}, section 275(1)`],
  [
    '2026-06-30',
    'on the last day for which it was shown to be one',
    subscribe({ resides: 'SG', until: { 'sg-relevant-person': '2026-06-30' } }),
    'allowed',
    `${SFA}, section 275(1)`,
  ],
  [
    '2026-07-01',
    'on the day after',
    subscribe({ resides: 'SG', until: { 'sg-relevant-person': '2026-06-30' } }),
    'CLAIM_EXPIRED',
    `${SFA}, section 275(1)`,
  ],
  [
    '2026-03-02',
    'a principal buys for SGD 200 000',
    subscribe(PRINCIPAL, { units: 200 }),
    'allowed',
    `${SFA}, section 275(1A)`,
  ],
  [
    '2026-03-02',
    'a principal buys for SGD 199 000',
    subscribe(PRINCIPAL, { units: 199 }),
    'INVESTMENT_BELOW_MINIMUM',
    `${SFA}, section 275(1A)`,
  ],
  [
    '2026-03-02',
    'a principal buys for SGD 199 000 after SGD 100 000: each transaction counts',
    subscribe({ ...PRINCIPAL, subscribed: 100 }, { units: 199 }),
    'INVESTMENT_BELOW_MINIMUM',
    `${SFA}, section 275(1A)`,
  ],
  [
    '2026-03-02',
    'somebody buys for SGD 200 000 for others',
    subscribe(residentOf('SG'), { units: 200 }),
    'CLAIM_ABSENT',
    `${SFA}, section 275(1A)`,
  ],
  [
    '2026-03-02',
    'SGD 5 000 000 in twelve months',
    subscribe(NOTIFIED, { placed: 4_999, ...others(50) }),
    'allowed',
    `${SFA}, section 272A(1)`,
  ],
  [
    '2026-03-02',
    'SGD 5 001 000 in twelve months',
    subscribe(NOTIFIED, { placed: 5_000, ...others(50) }),
    'OFFERING_LIMIT_EXCEEDED',
    `${SFA}, section 272A(1)`,
  ],
  [
    '2026-03-02',
    'a small offer without the notice on resale',
    subscribe(OFFEREE, { placed: 4_999, ...others(50) }),
    'CLAIM_ABSENT',
    `${SFA}, section 272A(1)`,
  ],
  [
    '2026-03-02',
    'a small offer that is no personal offer',
    subscribe(residentOf('SG', 'sg-small-offer-notice'), { placed: 4_999, ...others(50) }),
    'CLAIM_ABSENT',
    `${SFA}, section 272A(1)`,
  ],
  ['2026-03-02', 'the 50th person', subscribe(OFFEREE, others(49)), 'allowed', `${SFA}, section 272B(1)`],
  ['2026-03-02', 'the 51st person', subscribe(OFFEREE, others(50)), 'SUBSCRIBERS_EXCEEDED', `${SFA}, section 272B(1)`],
  ['2026-03-02', 'one of the 50 again', subscribe(OFFEREE, others(50, true)), 'allowed', `${SFA}, section 272B(1)`],
  [
    '2026-03-02',
    'somebody to whom the offer was not made',
    subscribe(residentOf('SG'), others(3)),
    'CLAIM_ABSENT',
    `${SFA}, section 272B(1)`,
  ],
];

const RESALE: readonly FactPattern[] = [
  [
    '2026-07-15',
    'the last of the six months',
    transfer('SG', residentOf('SG')),
    'HOLDING_PERIOD_RUNNING',
    `${SFA}, section 276(1)`,
  ],
  ['2026-07-16', 'the six months are over', transfer('SG', residentOf('SG')), 'allowed', `${SFA}, section 276(1)`],
  [
    '2026-07-16',
    'some of the units were acquired later',
    transfer('SG', residentOf('SG'), {
      units: 11,
      lots: [
        ['2026-01-15', 10],
        ['2026-01-16', 1],
      ],
    }),
    'HOLDING_PERIOD_RUNNING',
    `${SFA}, section 276(1)`,
  ],
  ['2026-03-02', 'to an institutional investor', transfer('SG', INSTITUTION), 'allowed', `${SFA}, section 276(1)(a)`],
  ['2026-03-02', 'to an accredited investor', transfer('SG', RELEVANT), 'allowed', `${SFA}, section 276(1)(b)`],
  [
    '2026-03-02',
    'from Singapore to somebody in Malaysia',
    transfer('SG', residentOf('MY')),
    'HOLDING_PERIOD_RUNNING',
    `${SFA}, section 276(1)`,
  ],
  [
    '2026-03-02',
    'from Malaysia to somebody in Singapore',
    transfer('MY', residentOf('SG')),
    'HOLDING_PERIOD_RUNNING',
    `${SFA}, section 276(1)`,
  ],
  ['2026-03-02', 'from Malaysia to Malaysia', transfer('MY', residentOf('MY')), 'outside', `${SFA}, section 240(1)`],
];

const PRIVATE_COMPANY: readonly FactPattern[] = [
  [
    '2026-09-01',
    'the 50th member subscribes',
    subscribe(INSTITUTION, { holders: 49 }),
    'allowed',
    `${COMPANIES}, section 18(1)(b)`,
  ],
  [
    '2026-09-01',
    'the 51st member subscribes',
    subscribe(INSTITUTION, { holders: 50 }),
    'HOLDERS_EXCEEDED',
    `${COMPANIES}, section 18(1)(b)`,
  ],
  [
    '2026-09-01',
    'an employee subscribes and is not counted',
    subscribe(residentOf('SG', 'sg-institutional-investor', 'employee-member'), { holders: 50 }),
    'allowed',
    `${COMPANIES}, section 18(1)(b)`,
  ],
  [
    '2026-09-01',
    'the 51st member acquires',
    transfer('SG', INSTITUTION, { holders: 50 }),
    'HOLDERS_EXCEEDED',
    `${COMPANIES}, section 18(1)(b)`,
  ],
  [
    '2026-09-01',
    'the 51st acquires everything of a member, who leaves',
    transfer('SG', INSTITUTION, { holders: 50, units: 10 }),
    'allowed',
    `${COMPANIES}, section 18(1)(b)`,
  ],
  [
    '2026-09-01',
    'the directors have not approved',
    transfer('SG', INSTITUTION, { approvals: [] }),
    'CONSENT_MISSING',
    `${COMPANIES}, section 18(1)(a)`,
  ],
  ['2026-09-01', 'they have', transfer('SG', INSTITUTION, { holders: 3 }), 'allowed', `${COMPANIES}, section 18(1)(a)`],
];

describePack('SingaporeOffer@1', [
  {
    issue: 'shares of a private company, without advertisement',
    with: { price: '1000', advertised: false, privateCompany: true },
    patterns: [...EVERY_OFFER, ...PRIVATE_OFFER, ...RESALE, ...PRIVATE_COMPANY],
  },
  {
    issue: 'shares of a public company, with advertisement',
    with: { price: '1000', advertised: true, privateCompany: false },
    patterns: [
      ...EVERY_OFFER,
      ['2026-03-02', 'an accredited investor', subscribe(RELEVANT), 'CLAIM_ABSENT', `${SFA}, section 274`],
      ...RESALE,
    ],
  },
]);
