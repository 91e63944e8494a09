import { describePack, residentOf, type FactPattern } from '../../test-support/fact-patterns.js';
import type { DescribedParty } from '../../test-support/compliance.js';

/* An offer at HKD 1 000 a unit; units that move were allotted on 15 January 2026. */
const CWUMPO = 'Cap. 32';
const PRIVATE = 'Cap. 622, section 11(1)(a)';

type Facts = FactPattern[2];

const denomination = { amount: '1000', currency: 'HKD' } as const;
const subscribe = (receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  event: 'subscribe',
  receiver,
  placed: 6_000,
  denomination,
  ...more,
});
const transfer = (receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  event: 'transfer',
  sender: { holds: 10 },
  receiver,
  lots: [['2026-01-15', 10]],
  approvals: ['issuer'],
  ...more,
});
const others = (count: number, includesReceiver = false): Partial<Facts> => ({
  subscribers: { count, includesReceiver },
});
const ON_VENUE = { venue: 'XHKG' } as const;

const PROFESSIONAL = residentOf('HK', 'hk-professional-investor');
const WARNED = residentOf('HK', 'hk-offer-statement');
const OFFEREE = residentOf('HK', 'private-offeree', 'hk-offer-statement');

const OFFER: readonly FactPattern[] = [
  [
    '2026-03-02',
    'a professional investor',
    subscribe(PROFESSIONAL),
    'allowed',
    `${CWUMPO}, schedule 17, part 1, section 1`,
  ],
  [
    '2026-06-30',
    'on the last day for which the portfolio was shown',
    subscribe({ resides: 'HK', until: { 'hk-professional-investor': '2026-06-30' } }),
    'allowed',
    `${CWUMPO}, schedule 17, part 1, section 1`,
  ],
  [
    '2026-07-01',
    'on the day after',
    subscribe({ ...WARNED, until: { 'hk-professional-investor': '2026-06-30' } }),
    'CLAIM_EXPIRED',
    `${CWUMPO}, schedule 17, part 1, section 1`,
  ],
  [
    '2026-03-02',
    'the 50th person',
    subscribe(OFFEREE, others(49)),
    'allowed',
    `${CWUMPO}, schedule 17, part 1, section 2`,
  ],
  [
    '2026-03-02',
    'the 51st person',
    subscribe(OFFEREE, others(50)),
    'SUBSCRIBERS_EXCEEDED',
    `${CWUMPO}, schedule 17, part 1, section 2`,
  ],
  [
    '2026-03-02',
    'one of the 50 again',
    subscribe(OFFEREE, others(50, true)),
    'allowed',
    `${CWUMPO}, schedule 17, part 1, section 2`,
  ],
  [
    '2026-03-02',
    'somebody to whom the offer was not made',
    subscribe(WARNED, others(3)),
    'CLAIM_ABSENT',
    `${CWUMPO}, schedule 17, part 1, section 2`,
  ],
  [
    '2026-03-02',
    'HKD 5 000 000 in twelve months',
    subscribe(WARNED, { placed: 4_999 }),
    'allowed',
    `${CWUMPO}, schedule 17, part 1, section 3`,
  ],
  [
    '2026-03-02',
    'HKD 5 001 000 in twelve months',
    subscribe(WARNED, { placed: 5_000 }),
    'OFFERING_LIMIT_EXCEEDED',
    `${CWUMPO}, schedule 17, part 1, section 3`,
  ],
  [
    '2026-03-02',
    '500 units for HKD 500 000',
    subscribe(WARNED, { units: 500 }),
    'allowed',
    `${CWUMPO}, schedule 17, part 1, section 4`,
  ],
  [
    '2026-03-02',
    'an offer without the statement',
    subscribe(residentOf('HK', 'private-offeree'), others(3)),
    'CLAIM_ABSENT',
    `${CWUMPO}, schedule 18, part 3`,
  ],
  [
    '2026-03-02',
    'an offer with the statement',
    subscribe(OFFEREE, others(3)),
    'allowed',
    `${CWUMPO}, schedule 18, part 3`,
  ],
  ['2026-03-02', 'somebody in Macao', subscribe(residentOf('MO')), 'outside', 'Cap. 571, section 103(1)'],
];

const BELOW = subscribe(WARNED, { units: 499 });

const RESALE: readonly FactPattern[] = [
  ['2026-03-02', 'a private sale', transfer(residentOf('HK')), 'allowed', `${CWUMPO}, section 2(1), prospectus`],
  [
    '2026-07-15',
    'the last of the six months, on a venue',
    transfer(residentOf('HK'), ON_VENUE),
    'HOLDING_PERIOD_RUNNING',
    `${CWUMPO}, section 41(2)(a)`,
  ],
  [
    '2026-07-16',
    'the six months are over, on a venue',
    transfer(residentOf('HK'), ON_VENUE),
    'allowed',
    `${CWUMPO}, section 41(2)(a)`,
  ],
  [
    '2026-03-02',
    'to a professional investor on a venue',
    transfer(PROFESSIONAL, ON_VENUE),
    'allowed',
    `${CWUMPO}, schedule 17, part 1, section 1`,
  ],
  [
    '2026-03-02',
    'to somebody in Macao on a venue',
    transfer(residentOf('MO'), ON_VENUE),
    'outside',
    'Cap. 571, section 103(1)',
  ],
];

const MEMBERS: readonly FactPattern[] = [
  ['2026-09-01', 'the 50th member subscribes', subscribe(PROFESSIONAL, { holders: 49 }), 'allowed', `${PRIVATE}(ii)`],
  [
    '2026-09-01',
    'the 51st member subscribes',
    subscribe(PROFESSIONAL, { holders: 50 }),
    'HOLDERS_EXCEEDED',
    `${PRIVATE}(ii)`,
  ],
  [
    '2026-09-01',
    'an employee subscribes and is not counted',
    subscribe(residentOf('HK', 'hk-professional-investor', 'employee-member'), { holders: 50 }),
    'allowed',
    `${PRIVATE}(ii)`,
  ],
  [
    '2026-09-01',
    'the 51st member acquires',
    transfer(PROFESSIONAL, { holders: 50 }),
    'HOLDERS_EXCEEDED',
    `${PRIVATE}(ii)`,
  ],
  [
    '2026-09-01',
    'the directors have not approved',
    transfer(PROFESSIONAL, { approvals: [] }),
    'CONSENT_MISSING',
    `${PRIVATE}(i)`,
  ],
  ['2026-09-01', 'they have', transfer(PROFESSIONAL, { holders: 3 }), 'allowed', `${PRIVATE}(i)`],
];

describePack('HongKongOffer@1', [
  {
    issue: 'shares of a private company',
    with: { price: '1000', debentures: false, privateCompany: true },
    patterns: [
      ...OFFER,
      ['2026-03-02', '499 units', BELOW, 'INVESTMENT_BELOW_MINIMUM', `${CWUMPO}, schedule 17, part 1, section 4`],
      ...RESALE,
      ...MEMBERS,
    ],
  },
  {
    issue: 'debentures of HKD 1 000 of a public company',
    with: { price: '1000', debentures: true, privateCompany: false },
    patterns: [
      ...OFFER,
      ['2026-03-02', '499 units', BELOW, 'NOMINAL_BELOW_MINIMUM', `${CWUMPO}, schedule 17, part 1, section 4`],
      ...RESALE,
    ],
  },
]);
