import { expect, test } from '@jest/globals';
import { describePack, residentOf, type FactPattern } from '../../test-support/fact-patterns.js';
import type { DescribedParty } from '../../test-support/compliance.js';
import { pack } from './index.js';

/*
 * An offer of notes at EUR 100, or of shares at that price, admitted to trading on XETR. Supposed is that Germany has
 * the threshold of EUR 12 000 000 and France has chosen EUR 5 000 000; Italy is not offered to on that ground.
 */
const PR = 'Regulation (EU) 2017/1129';

type Facts = FactPattern[2];

const nominal = (amount: string, currency = 'EUR'): Partial<Facts> => ({ denomination: { amount, currency } });
const subscribe = (receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  ...{ event: 'subscribe', receiver, placed: 200_000, ...nominal('100') },
  ...more,
});
const transfer = (receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  ...{ event: 'transfer', receiver, ...nominal('100') },
  ...more,
});
const [QUALIFIED, OFFEREE] = ['eu-qualified-investor', 'private-offeree'];
const others = (count: number, includesReceiver = false): Partial<Facts> => ({
  subscribers: { count, includesReceiver },
});
const qualifiedIn = (state: string): DescribedParty => residentOf(state, QUALIFIED);

/** What is said of an offer whatever it is worth; the former article 1(3) is gone. */
const OFFER: readonly FactPattern[] = [
  ['2026-09-01', 'a qualified investor', subscribe(qualifiedIn('FR')), 'allowed', `${PR}, article 1(4)(a)`],
  [
    '2026-09-01',
    'who was classified as qualified, but is no longer',
    subscribe({ resides: 'FR', expired: [QUALIFIED] }),
    'CLAIM_EXPIRED',
    `${PR}, article 1(4)(a)`,
  ],
  [
    '2026-09-01',
    'the 149th person in a Member State',
    subscribe(residentOf('FR', OFFEREE), others(148)),
    'allowed',
    `${PR}, article 1(4)(b)`,
  ],
  [
    '2026-09-01',
    'the 150th person in a Member State',
    subscribe(residentOf('FR', OFFEREE), others(149)),
    'SUBSCRIBERS_EXCEEDED',
    `${PR}, article 1(4)(b)`,
  ],
  [
    '2026-09-01',
    'somebody to whom the offer was not addressed',
    subscribe(residentOf('FR'), others(3)),
    'CLAIM_ABSENT',
    `${PR}, article 1(4)(b)`,
  ],
  [
    '2026-09-01',
    'somebody whose residence is not known',
    subscribe({ claims: { [OFFEREE]: true } }, others(3)),
    '? RESIDENCE_UNKNOWN',
    `${PR}, article 1(4)(b)`,
  ],
  [
    '2026-09-01',
    '1 000 units for EUR 100 000',
    subscribe(residentOf('FR'), { units: 1000 }),
    'allowed',
    `${PR}, article 1(4)(d)`,
  ],
  [
    '2026-09-01',
    '999 units for EUR 99 900',
    subscribe(residentOf('FR'), { units: 999 }),
    'INVESTMENT_BELOW_MINIMUM',
    `${PR}, article 1(4)(d)`,
  ],
  ['2026-09-01', 'somebody in the United States', subscribe(residentOf('US')), 'outside', `${PR}, article 1(1)`],
];

const LARGE_UNITS: readonly FactPattern[] = [
  [
    '2026-09-01',
    'units of EUR 100 000 each',
    subscribe(residentOf('FR'), nominal('100000')),
    'allowed',
    `${PR}, article 1(4)(c)`,
  ],
  [
    '2026-09-01',
    'units of EUR 99 999.99 each',
    subscribe(residentOf('FR'), nominal('99999.99')),
    'DENOMINATION_BELOW_MINIMUM',
    `${PR}, article 1(4)(c)`,
  ],
  [
    '2026-09-01',
    'units of USD 1 000 000 each, which is no amount in euro',
    subscribe(residentOf('FR'), nominal('1000000', 'USD')),
    '? NOMINAL_UNKNOWN',
    `${PR}, article 1(4)(c)`,
  ],
  [
    '2026-09-01',
    'a sale on a venue of units of EUR 100 000 each',
    transfer(residentOf('FR'), { venue: 'XPAR', ...nominal('100000') }),
    'allowed',
    `${PR}, article 1(4)(c)`,
  ],
  [
    '2026-09-01',
    'a sale on a venue of units of EUR 99 999.99 each',
    transfer(residentOf('FR'), { venue: 'XPAR', ...nominal('99999.99') }),
    'DENOMINATION_BELOW_MINIMUM',
    `${PR}, article 1(4)(c)`,
  ],
];

const RESALE: readonly FactPattern[] = [
  [
    '2026-09-01',
    'a private sale, which is no offer to the public',
    transfer(residentOf('FR')),
    'allowed',
    `${PR}, article 2(d)`,
  ],
  [
    '2026-09-01',
    'a sale on a venue where the units are not admitted',
    transfer(residentOf('FR'), { venue: 'XPAR' }),
    'VENUE_NOT_ALLOWED',
    `${PR}, recital 14`,
  ],
  [
    '2026-09-01',
    'a sale on a venue where the units are admitted',
    transfer(residentOf('FR'), { venue: 'XETR' }),
    'allowed',
    `${PR}, recital 14`,
  ],
  [
    '2026-09-01',
    'a sale on a venue to a qualified investor',
    transfer(qualifiedIn('FR'), { venue: 'XPAR' }),
    'allowed',
    `${PR}, article 1(4)(a)`,
  ],
  [
    '2026-09-01',
    'a sale on a venue to somebody in Switzerland',
    transfer(residentOf('CH'), { venue: 'XSWX' }),
    'outside',
    `${PR}, article 1(1)`,
  ],
];

/** Small offers that are made in some States, below the lowest of their thresholds. */
function small(of: { states: string; limit: number; sum: string; paragraph: string }): FactPattern[] {
  const [first = ''] = of.states.split(' ');
  const source = `${PR}, article ${of.paragraph}, ${of.states}`;
  const below = { placed: of.limit / 100 - 2 };
  return [
    [
      '2026-06-04',
      'a small offer, the day before its threshold applies',
      subscribe(residentOf(first), below),
      'TOO_EARLY',
      `${PR}, article 3(2)`,
    ],
    [
      '2026-06-05',
      'a small offer, on the day on which its threshold applies',
      subscribe(residentOf(first), below),
      'allowed',
      `${PR}, article 3(2)`,
    ],
    [
      '2026-06-05',
      `EUR 100 less than ${of.sum} in twelve months`,
      subscribe(residentOf(first), below),
      'allowed',
      source,
    ],
    [
      '2026-06-05',
      `${of.sum} in twelve months`,
      subscribe(residentOf(first), { placed: of.limit / 100 - 1 }),
      'OFFERING_LIMIT_EXCEEDED',
      source,
    ],
    [
      '2026-06-05',
      'EUR 999 900 in Italy, where the offer is not made on that ground and article 1(3) is gone',
      subscribe(residentOf('IT'), { placed: 9_998 }),
      'RESIDENCE_NOT_ALLOWED',
      source,
    ],
  ];
}

const IN_ONE = { states: 'DE', limit: 12_000_000, sum: 'EUR 12 000 000', paragraph: '3(2)(b)' };
const IN_BOTH = { states: 'DE FR', limit: 5_000_000, sum: 'EUR 5 000 000', paragraph: '3(2a)' };

const ISSUE = { price: '100', offer: 'P1Y', venues: ['XETR'] } as const;
const ONE = { countries: ['DE'], lowest: '12000000' } as const;
const BOTH = { countries: ['DE', 'FR'], lowest: '5000000' } as const;

describePack('EuProspectusExempt@2', [
  {
    issue: 'notes of EUR 100, in Germany as a small offer',
    with: { ...ISSUE, denominated: true, smallOffer: ONE },
    patterns: [...OFFER, ...LARGE_UNITS, ...RESALE, ...small(IN_ONE)],
  },
  {
    issue: 'shares without nominal value in euro, in Germany and France as a small offer',
    with: { ...ISSUE, denominated: false, smallOffer: BOTH },
    patterns: [
      ...OFFER,
      ...RESALE,
      ...small(IN_BOTH),
      [
        '2026-06-05',
        'EUR 5 000 000 in Germany, whose own threshold is higher, while France is offered to as well',
        subscribe(residentOf('DE'), { placed: 49_999 }),
        'OFFERING_LIMIT_EXCEEDED',
        `${PR}, article 3(2a), DE FR`,
      ],
    ],
  },
  {
    issue: 'shares that are nowhere a small offer',
    with: { ...ISSUE, denominated: false },
    patterns: [
      ...OFFER,
      ...RESALE,
      [
        '2026-06-05',
        'EUR 100, when article 1(3) is gone',
        subscribe(residentOf('DE'), { placed: 0 }),
        'CLAIM_ABSENT',
        `${PR}, article 1(4)(b)`,
      ],
    ],
  },
]);

test.each([
  ['that no State can choose', { ...ONE, lowest: '8000000' }, 'FIELD_INVALID'],
  ['of no State', { ...ONE, countries: [] }, 'FIELD_INVALID'],
  ['of one State twice', { ...ONE, countries: ['DE', 'DE'] }, 'DUPLICATE_IN_BATCH'],
])('a threshold %s is refused', (_, smallOffer, code) => {
  const given = { ...ISSUE, denominated: false, smallOffer };
  expect(() => pack({ is: 'EuProspectusExempt@2', with: given }, '')).toThrow(expect.objectContaining({ code }));
});
