import { describePack, residentOf, type FactPattern } from '../../test-support/fact-patterns.js';
import type { DescribedParty } from '../../test-support/compliance.js';

/* An offer at CHF 100 a unit of ledger-based securities that are admitted to trading on XSWX. */
const FINSA = 'FinSA (SR 950.1)';
const CO = 'CO (SR 220)';

type Facts = FactPattern[2];

const nominal = (amount: string): Partial<Facts> => ({ denomination: { amount, currency: 'CHF' } });
const subscribe = (receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  event: 'subscribe',
  receiver,
  placed: 90_000,
  ...nominal('100'),
  ...more,
});
const transfer = (receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  event: 'transfer',
  receiver,
  approvals: ['issuer'],
  ...nominal('100'),
  ...more,
});
const others = (count: number, includesReceiver = false): Partial<Facts> => ({
  subscribers: { count, includesReceiver },
});

const PROFESSIONAL = residentOf('CH', 'ch-professional-client');
const OFFEREE = residentOf('CH', 'private-offeree', 'ch-information-sheet');
const INVESTOR = residentOf('CH', 'ch-information-sheet');

const LARGE_UNITS: readonly FactPattern[] = [
  [
    '2026-03-02',
    'units of CHF 100 000 each',
    subscribe(INVESTOR, nominal('100000')),
    'allowed',
    `${FINSA}, article 36(1)(d)`,
  ],
  [
    '2026-03-02',
    'units of CHF 99 999.95 each',
    subscribe(INVESTOR, nominal('99999.95')),
    'DENOMINATION_BELOW_MINIMUM',
    `${FINSA}, article 36(1)(d)`,
  ],
  [
    '2026-03-02',
    'a sale on another venue of units of CHF 100 000 each',
    transfer(INVESTOR, { venue: 'XBRN', ...nominal('100000') }),
    'allowed',
    `${FINSA}, article 36(1)(d)`,
  ],
];

const OFFER: readonly FactPattern[] = [
  ['2026-03-02', 'a professional client', subscribe(PROFESSIONAL), 'allowed', `${FINSA}, article 36(1)(a)`],
  [
    '2026-06-30',
    'on the last day of its classification',
    subscribe({ ...INVESTOR, until: { 'ch-professional-client': '2026-06-30' } }),
    'allowed',
    `${FINSA}, article 36(1)(a)`,
  ],
  [
    '2026-07-01',
    'the day after its classification',
    subscribe({ ...INVESTOR, until: { 'ch-professional-client': '2026-06-30' } }),
    'CLAIM_EXPIRED',
    `${FINSA}, article 36(1)(a)`,
  ],
  ['2026-03-02', 'the 499th investor', subscribe(OFFEREE, others(498)), 'allowed', `${FINSA}, article 36(1)(b)`],
  [
    '2026-03-02',
    'the 500th investor',
    subscribe(OFFEREE, others(499)),
    'SUBSCRIBERS_EXCEEDED',
    `${FINSA}, article 36(1)(b)`,
  ],
  [
    '2026-03-02',
    'one of the 499 again',
    subscribe(OFFEREE, others(499, true)),
    'allowed',
    `${FINSA}, article 36(1)(b)`,
  ],
  [
    '2026-03-02',
    'somebody to whom the offer was not addressed',
    subscribe(INVESTOR, others(3)),
    'CLAIM_ABSENT',
    `${FINSA}, article 36(1)(b)`,
  ],
  [
    '2026-03-02',
    'a professional client after 500 others',
    subscribe(PROFESSIONAL, others(500)),
    'allowed',
    `${FINSA}, article 36(1)(a)`,
  ],
  [
    '2026-03-02',
    '1 000 units for CHF 100 000',
    subscribe(INVESTOR, { units: 1000 }),
    'allowed',
    `${FINSA}, article 36(1)(c)`,
  ],
  [
    '2026-03-02',
    '999 units for CHF 99 900',
    subscribe(INVESTOR, { units: 999 }),
    'INVESTMENT_BELOW_MINIMUM',
    `${FINSA}, article 36(1)(c)`,
  ],
  [
    '2026-03-02',
    'CHF 8 000 000 in twelve months',
    subscribe(INVESTOR, { placed: 79_999 }),
    'allowed',
    `${FINSA}, article 36(1)(e)`,
  ],
  [
    '2026-03-02',
    'CHF 8 000 100 in twelve months',
    subscribe(INVESTOR, { placed: 80_000 }),
    'OFFERING_LIMIT_EXCEEDED',
    `${FINSA}, article 36(1)(e)`,
  ],
  ['2026-03-02', 'somebody in Liechtenstein', subscribe(residentOf('LI')), 'outside', `${FINSA}, article 35(1)`],
  [
    '2026-03-02',
    'an investor whose residence is not known, and who is not exempt if it is Switzerland',
    subscribe({ claims: { 'ch-information-sheet': true } }),
    '? CLAIM_ABSENT',
    `${FINSA}, article 36(1)(b)`,
  ],
];

const SHEET: readonly FactPattern[] = [
  [
    '2026-03-02',
    'a retail client has no basic information sheet',
    subscribe(residentOf('CH', 'private-offeree')),
    'CLAIM_ABSENT',
    `${FINSA}, article 58(1)`,
  ],
  ['2026-03-02', 'a retail client has it', subscribe(OFFEREE), 'allowed', `${FINSA}, article 58(1)`],
  [
    '2026-03-02',
    'a professional client needs none',
    subscribe(PROFESSIONAL, { units: 1000 }),
    'allowed',
    `${FINSA}, article 58(1)`,
  ],
];

const RESALE: readonly FactPattern[] = [
  ['2026-09-01', 'a private sale', transfer(residentOf('CH')), 'allowed', `${FINSA}, article 36(2)`],
  [
    '2026-09-01',
    'a sale on the venue where the units are admitted',
    transfer(residentOf('CH'), { venue: 'XSWX' }),
    'allowed',
    `${FINSA}, article 35(1), admission to trading`,
  ],
  [
    '2026-09-01',
    'a sale on another venue',
    transfer(residentOf('CH'), { venue: 'XBRN' }),
    'VENUE_NOT_ALLOWED',
    `${FINSA}, article 35(1), admission to trading`,
  ],
  [
    '2026-09-01',
    'a sale on another venue to a professional client',
    transfer(PROFESSIONAL, { venue: 'XBRN' }),
    'allowed',
    `${FINSA}, article 36(1)(a)`,
  ],
  [
    '2026-09-01',
    'a sale on another venue to somebody in Germany',
    transfer(residentOf('DE'), { venue: 'XBRN' }),
    'outside',
    `${FINSA}, article 35(1)`,
  ],
];

const CONSENT: readonly FactPattern[] = [
  [
    '2026-09-01',
    'the company has approved the acquirer',
    transfer(residentOf('DE')),
    'allowed',
    `${CO}, article 685a(1)`,
  ],
  [
    '2026-09-01',
    'the company has not',
    transfer(residentOf('CH'), { approvals: [] }),
    'CONSENT_MISSING',
    `${CO}, article 685a(1)`,
  ],
];

const HOLDERS: readonly FactPattern[] = [
  [
    '2026-09-01',
    'a holder who has agreed to the registration',
    { event: 'hold', receiver: residentOf('DE', 'registration-agreement') },
    'allowed',
    `${CO}, article 973d(1)`,
  ],
  [
    '2026-09-01',
    'a holder who has not',
    { event: 'hold', receiver: residentOf('CH') },
    'CLAIM_ABSENT',
    `${CO}, article 973d(1)`,
  ],
  [
    '2026-09-01',
    'a holder whose agreement ended yesterday',
    { event: 'hold', receiver: { resides: 'CH', until: { 'registration-agreement': '2026-08-31' } } },
    'CLAIM_EXPIRED',
    `${CO}, article 973d(1)`,
  ],
];

const ISSUE = { price: '100', offer: 'P1Y', venues: ['XSWX'] } as const;

describePack('SwissOffer@1', [
  {
    issue: 'structured notes of CHF 100 each that move with consent',
    with: { ...ISSUE, denominated: true, informationSheet: true, consent: true },
    patterns: [...OFFER, ...LARGE_UNITS, ...SHEET, ...RESALE, ...CONSENT, ...HOLDERS],
  },
  {
    issue: 'shares without nominal value that move freely',
    with: { ...ISSUE, denominated: false, informationSheet: false, consent: false },
    patterns: [...OFFER, ...RESALE, ...HOLDERS],
  },
]);
