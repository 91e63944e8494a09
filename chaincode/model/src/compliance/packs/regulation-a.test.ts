import { expect, test } from '@jest/globals';
import type { DescribedParty } from '../../test-support/compliance.js';
import { describePack, type FactPattern } from '../../test-support/fact-patterns.js';
import { pack } from './index.js';

const by = (paragraph: string): string => `17 CFR 230.251${paragraph}`;

type Facts = FactPattern[2];

const buys = (units: number, receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  ...{ event: 'subscribe', units, receiver },
  ...more,
});

const CIRCULAR = { 'offering-circular': true } as const;
/** A tenth of income or wealth is 5,000 USD, and 25,000 USD. */
const FIVE = { claims: { ...CIRCULAR, 'reg-a-limit': 'FIVE-THOUSAND' } } as const;
const TWENTY_FIVE = { claims: { ...CIRCULAR, 'reg-a-limit': 'TWENTY-FIVE-THOUSAND' } } as const;
const ACCREDITED = { claims: { ...CIRCULAR, 'accredited-investor': true } } as const;

/** Qualified on 2 March 2026; a unit is at 10 USD. */
const OFFERING: readonly FactPattern[] = [
  ['2026-03-01', 'an investor buys on the day before qualification', buys(1, FIVE), 'TOO_EARLY', by('(d)(2)(i)(A)')],
  ['2026-03-02', 'an investor buys on the day of qualification', buys(1, FIVE), 'allowed', by('(d)(2)(i)(A)')],
  ['2026-03-03', 'an investor buys a day later', buys(1, FIVE), 'allowed', by('(d)(2)(i)(A)')],
  ['2029-03-02', 'an investor buys when three years have passed', buys(1, FIVE), 'allowed', by('(d)(3)(i)(F)')],
  [
    '2029-03-03',
    'an investor buys when more than three years have passed',
    buys(1, FIVE),
    'TOO_LATE',
    by('(d)(3)(i)(F)'),
  ],
  [
    '2026-03-02',
    'an investor has had no circular',
    buys(1, { claims: { 'reg-a-limit': 'FIVE-THOUSAND', 'accredited-investor': true } }),
    'CLAIM_ABSENT',
    by('(d)(2)(i)(B)'),
  ],
  ['2026-03-02', 'an investor has had one for two days', buys(1, FIVE), 'allowed', by('(d)(2)(i)(B)')],
  [
    '2026-12-01',
    'the offering comes to 75 million within twelve months',
    buys(100, FIVE, { placed: 7_499_900 }),
    'allowed',
    by('(a)(2)'),
  ],
  [
    '2026-12-01',
    'the offering comes to ten dollars more',
    buys(100, FIVE, { placed: 7_499_901 }),
    'OFFERING_LIMIT_EXCEEDED',
    by('(a)(2)'),
  ],
];

const LIMITS: readonly FactPattern[] = [
  ['2026-06-15', 'somebody buys for a tenth of its income', buys(500, FIVE), 'allowed', by('(d)(2)(i)(C)')],
  ['2026-06-15', 'somebody buys for a little more', buys(501, FIVE), 'INVESTMENT_LIMIT_EXCEEDED', by('(d)(2)(i)(C)')],
  [
    '2028-06-15',
    'somebody bought 300 units of the offering two years ago and buys 201',
    buys(201, { ...FIVE, subscribed: 300 }),
    'INVESTMENT_LIMIT_EXCEEDED',
    by('(d)(2)(i)(C)'),
  ],
  [
    '2028-06-15',
    'somebody bought 300 units and buys 200',
    buys(200, { ...FIVE, subscribed: 300 }),
    'allowed',
    by('(d)(2)(i)(C)'),
  ],
  ['2026-06-15', 'somebody richer buys as much', buys(501, TWENTY_FIVE), 'allowed', by('(d)(2)(i)(C)')],
  ['2026-06-15', 'an accredited investor buys for 100,000', buys(10_000, ACCREDITED), 'allowed', by('(d)(2)(i)(C)')],
  [
    '2026-06-16',
    'somebody was accredited until yesterday',
    buys(501, { ...FIVE, until: { 'accredited-investor': '2026-06-15' } }),
    'INVESTMENT_LIMIT_EXCEEDED',
    by('(d)(2)(i)(C)'),
  ],
  [
    '2026-06-15',
    'nobody knows the income',
    buys(1, { claims: CIRCULAR }),
    '? INVESTMENT_BAND_UNKNOWN',
    by('(d)(2)(i)(C)'),
  ],
];

const offering = { price: '10', qualifiedOn: '2026-03-02' } as const;
const limits = [
  { value: 'FIVE-THOUSAND', most: { amount: '5000', currency: 'USD' } },
  { value: 'TWENTY-FIVE-THOUSAND', most: { amount: '25000', currency: 'USD' } },
] as const;

describePack('RegATier2@1', [
  { issue: 'shares that are not listed', with: { ...offering, limits }, patterns: [...OFFERING, ...LIMITS] },
  {
    issue: 'shares that an exchange lists upon qualification',
    with: offering,
    patterns: [
      ...OFFERING,
      ['2026-06-15', 'anybody buys for 100,000', buys(10_000, { claims: CIRCULAR }), 'allowed', by('(a)(2)')],
    ],
  },
]);

test('RegATier2@1 has limits in USD only', () => {
  const euros = [{ value: 'FIVE-THOUSAND', most: { amount: '5000', currency: 'EUR' } }];
  expect(() => pack({ is: 'RegATier2@1', with: { ...offering, limits: euros } }, '')).toThrow(
    expect.objectContaining({ code: 'FIELD_INVALID' }),
  );
});
