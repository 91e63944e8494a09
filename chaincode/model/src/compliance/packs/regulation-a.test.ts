import { describe, expect, test } from '@jest/globals';
import { factsOf, type DescribedParty } from '../../test-support/compliance.js';
import { describePack, type FactPattern } from '../../test-support/fact-patterns.js';
import { firstDayOf } from '../../dates/period.js';
import { compareDates, parseBusinessDate } from '../../dates/business-date.js';
import type { Expression } from '../expression.js';
import { judgeExpression, needsOf } from '../judge.js';
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

/** Of what was placed, what counts within twelve months, and since the qualification. */
const placed = (within12Months: number, since: number): Partial<Facts> => ({
  placed: { P1Y: within12Months, P1097D: since },
});

/** 40 million are qualified in all; later 150 million, by amendments. A unit is at 10 USD. */
const QUALIFIED: readonly FactPattern[] = [
  [
    '2028-06-15',
    'what is qualified is sold to the last unit',
    buys(100, FIVE, placed(0, 3_999_900)),
    'allowed',
    by('(d)(2)(i)(A)'),
  ],
  [
    '2028-06-15',
    'one unit more is sold than is qualified, though nothing was sold for twelve months',
    buys(100, FIVE, placed(0, 3_999_901)),
    'OFFERING_LIMIT_EXCEEDED',
    by('(d)(2)(i)(A)'),
  ],
];

const AMENDED: readonly FactPattern[] = [
  [
    '2028-06-15',
    'more than 75 million in two years, not in twelve months',
    buys(100, FIVE, placed(2_000_000, 9_000_000)),
    'allowed',
    by('(a)(2)'),
  ],
  [
    '2028-06-15',
    'more than 75 million within twelve months, of 150 million that are qualified',
    buys(100, FIVE, placed(7_499_901, 9_000_000)),
    'OFFERING_LIMIT_EXCEEDED',
    by('(a)(2)'),
  ],
  [
    '2028-06-15',
    'more than 150 million in two years',
    buys(100, FIVE, placed(0, 14_999_901)),
    'OFFERING_LIMIT_EXCEEDED',
    by('(d)(2)(i)(A)'),
  ],
];

const qualified = (amount: string): Readonly<Record<string, unknown>> => ({
  ...offering,
  qualified: { amount, currency: 'USD' },
});
const WITHOUT_TOTAL = OFFERING.filter(([, , , , paragraph]) => paragraph !== by('(a)(2)'));

describePack('RegATier2@2', [
  {
    issue: 'shares that are not listed, of which 150 million are qualified',
    with: { ...qualified('150000000'), limits },
    patterns: [...WITHOUT_TOTAL, ...LIMITS, ...AMENDED],
  },
  {
    issue: 'shares that an exchange lists, of which 150 million are qualified',
    with: qualified('150000000'),
    patterns: [...WITHOUT_TOTAL, ...AMENDED],
  },
]);

describe('RegATier2@2, of which 40 million are qualified', () => {
  const made = (): Expression => {
    const { subscribe } = pack({ is: 'RegATier2@2', with: { ...qualified('40000000'), limits } }, '').rules;
    if (subscribe === undefined) throw new Error('rules to subscribe');
    return subscribe;
  };

  test.each(QUALIFIED)('on %s %s', (today, _, facts, verdict, paragraph) => {
    const { outcome, reasons, trace } = judgeExpression(made(), factsOf({ ...facts, today }, made()));
    const decisive = trace.filter(({ source, reason }) => source === paragraph && reason !== undefined);
    if (verdict === 'allowed') expect({ outcome, decisive }).toEqual({ outcome: 'met', decisive: [] });
    else
      expect({ outcome, reasons, decisive }).toMatchObject({ outcome: 'failed', reasons: [verdict], decisive: [{}] });
  });

  test('on the last day what was subscribed on the first day counts still', () => {
    const [first, last] = [parseBusinessDate('2026-03-02'), parseBusinessDate('2029-03-02')];
    const windows = needsOf(made(), 'subscribe').flatMap((need) =>
      (need.need === 'placed' && need.within !== 'P1Y') || need.need === 'subscribed' ? [need.within] : [],
    );
    expect(windows).toHaveLength(2);
    for (const within of windows) expect(compareDates(firstDayOf(within, last), first)).toBeLessThanOrEqual(0);
  });
});

test('RegATier2@2 has a qualified amount in USD', () => {
  const euros = { amount: '40000000', currency: 'EUR' };
  expect(() => pack({ is: 'RegATier2@2', with: { ...offering, qualified: euros } }, '')).toThrow(
    expect.objectContaining({ code: 'FIELD_INVALID' }),
  );
});
