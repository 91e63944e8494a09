import { expect, test } from '@jest/globals';
import type { DescribedParty } from '../../test-support/compliance.js';
import { describePack, type FactPattern, type PackCase } from '../../test-support/fact-patterns.js';
import { pack } from './index.js';

const by = (paragraph: string): string => `17 CFR 227.${paragraph}`;

type Facts = FactPattern[2];

/** Through the one intermediary, which has asked what it must ask. */
const ASKED = { 'reg-cf-acknowledgement': true } as const;
const buys = (units: number, receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  ...{ event: 'subscribe', units, receiver, approvals: ['broker'] },
  ...more,
});

/** A unit is at 12.50 USD: 2,500 USD are 200 units, 124,000 USD are 9,920. */
const LEAST = { claims: { ...ASKED, 'reg-cf-limit': 'LEAST' } } as const;
const MOST = { claims: { ...ASKED, 'reg-cf-limit': 'MOST' } } as const;
const ACCREDITED = { claims: { ...ASKED, 'accredited-investor': true } } as const;

const INVESTORS: readonly FactPattern[] = [
  ['2026-07-01', 'somebody with 40,000 of income buys for 2,500', buys(200, LEAST), 'allowed', by('100(a)(2)')],
  [
    '2026-07-01',
    'somebody with 40,000 of income buys for 2,512.50',
    buys(201, LEAST),
    'INVESTMENT_LIMIT_EXCEEDED',
    by('100(a)(2)'),
  ],
  [
    '2026-07-01',
    'somebody bought for 1,250 eleven months ago and buys for 1,262.50',
    buys(101, { ...LEAST, subscribed: 100 }),
    'INVESTMENT_LIMIT_EXCEEDED',
    by('100(a)(2)'),
  ],
  ['2026-07-01', 'somebody rich buys for 124,000', buys(9_920, MOST), 'allowed', by('100(a)(2)')],
  ['2026-07-01', 'somebody rich buys for 124,012.50', buys(9_921, MOST), 'INVESTMENT_LIMIT_EXCEEDED', by('100(a)(2)')],
  ['2026-07-01', 'an accredited investor buys for 124,012.50', buys(9_921, ACCREDITED), 'allowed', by('100(a)(2)')],
  [
    '2026-07-01',
    'nobody knows what an investor has bought elsewhere',
    buys(1, { claims: ASKED }),
    '? INVESTMENT_BAND_UNKNOWN',
    by('100(a)(2)'),
  ],
  [
    '2026-07-01',
    'the offerings of twelve months come to 5 million',
    buys(100, LEAST, { placed: 399_900 }),
    'allowed',
    by('100(a)(1)'),
  ],
  [
    '2026-07-01',
    'the offerings of twelve months come to 12.50 more',
    buys(100, LEAST, { placed: 399_901 }),
    'OFFERING_LIMIT_EXCEEDED',
    by('100(a)(1)'),
  ],
  [
    '2026-07-01',
    'an investor buys of the issuer itself',
    buys(1, LEAST, { approvals: ['issuer'] }),
    'CONSENT_MISSING',
    by('100(a)(3)'),
  ],
  ['2026-07-01', 'an investor buys through the intermediary', buys(1, LEAST), 'allowed', by('100(a)(3)')],
  [
    '2026-07-01',
    'an investor has not answered the questions',
    buys(1, { claims: { 'reg-cf-limit': 'LEAST' } }),
    'CLAIM_ABSENT',
    by('303(b)(2)'),
  ],
  ['2026-07-01', 'an investor has answered them', buys(1, LEAST), 'allowed', by('303(b)(2)')],
];

/** Closed on 1 July 2026; the holder bought then, unless it is said otherwise. */
const sells = (more: Partial<Facts> = {}): Facts => ({
  ...{ event: 'transfer', units: 1, closedOn: '2026-07-01', lots: [['2026-07-01', 10]] },
  ...more,
});

const RESALES: readonly FactPattern[] = [
  ['2027-06-30', 'a purchaser sells a day before a year', sells(), 'HOLDING_PERIOD_RUNNING', by('501(a)')],
  ['2027-06-30', 'the offering was closed a year ago but a day', sells(), 'DISTRIBUTION_PERIOD_RUNNING', by('501(a)')],
  ['2027-07-01', 'a purchaser sells after a year', sells(), 'allowed', by('501(a)')],
  ['2027-07-02', 'a purchaser sells a day later', sells(), 'allowed', by('501(a)')],
  [
    '2027-07-01',
    'who bought last month from a purchaser sells a year after the closing',
    sells({ lots: [['2027-06-01', 10]] }),
    'allowed',
    by('501(a)'),
  ],
  [
    '2027-05-04',
    'a purchaser of an early closing sells a year after it',
    sells({ lots: [['2026-05-04', 10]] }),
    'allowed',
    by('501(a)'),
  ],
  [
    '2026-08-03',
    'a purchaser sells to an accredited investor',
    sells({ receiver: { claims: { 'accredited-investor': true } } }),
    'allowed',
    by('501(a)(2)'),
  ],
  [
    '2026-08-03',
    'a purchaser sells to who was accredited until yesterday',
    sells({ receiver: { until: { 'accredited-investor': '2026-08-02' } } }),
    'CLAIM_EXPIRED',
    by('501(a)(2)'),
  ],
  [
    '2026-08-03',
    'the issuer buys back',
    sells({ receiver: { claims: { 'issuer-of-security': true } } }),
    'allowed',
    by('501(a)(1)'),
  ],
  [
    '2026-08-03',
    'a purchaser sells in a registered offering',
    sells({ sender: { claims: { 'registered-resale': true } } }),
    'allowed',
    by('501(a)(3)'),
  ],
  [
    '2026-08-03',
    'a purchaser dies and its child inherits',
    sells({ approvals: ['registrar'] }),
    'allowed',
    by('501(a)(4)'),
  ],
  ['2026-08-03', 'a purchaser gives to a friend', sells(), 'CONSENT_MISSING', by('501(a)(4)')],
];

const limits = [
  { value: 'LEAST', most: { amount: '2500', currency: 'USD' } },
  { value: 'MOST', most: { amount: '124000', currency: 'USD' } },
] as const;
const issue = { price: '12.50', publishedOn: '2026-05-04', limits } as const;

/** With a deadline of 30 June: the last day on which an investor may still cancel, and the first on which units are issued. */
const cases = ([open, settled]: readonly [string, string]): readonly PackCase[] => [
  {
    issue: 'units with a deadline of 30 June',
    with: { ...issue, deadline: '2026-06-30' },
    patterns: [
      [open, 'units are issued while an investor may still cancel', buys(1, LEAST), 'TOO_EARLY', by('304(a)')],
      [settled, 'units are issued within 48 hours of the deadline', buys(1, LEAST), 'allowed', by('304(a)')],
      ...INVESTORS,
      ...RESALES,
    ],
  },
  {
    issue: 'units with a deadline that was brought forward to 26 May',
    with: { ...issue, deadline: '2026-05-26' },
    patterns: [
      [
        '2026-05-24',
        'units are issued when the offering was public for 20 days',
        buys(1, LEAST),
        'TOO_EARLY',
        by('303(a)(2)'),
      ],
      ['2026-05-25', 'units are issued when it was public for 21 days', buys(1, LEAST), 'allowed', by('303(a)(2)')],
      ...INVESTORS,
      ...RESALES,
    ],
  },
];

describePack('RegCF@1', cases(['2026-06-27', '2026-06-28']));
/** Until the last hour of 28 June an investor can cancel, where the deadline is the last hour of 30 June. */
describePack('RegCF@2', cases(['2026-06-28', '2026-06-29']));

test.each(['RegCF@1', 'RegCF@2'])('%s has no limit above 124,000 USD and none in another currency', (is) => {
  for (const most of [
    { amount: '124000.01', currency: 'USD' },
    { amount: '2500', currency: 'EUR' },
  ]) {
    const reference = { is, with: { ...issue, deadline: '2026-06-30', limits: [{ value: 'LEAST', most }] } };
    expect(() => pack(reference, '')).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }));
  }
});
