import { expect, test } from '@jest/globals';
import { describePack, residentOf, type FactPattern } from '../../test-support/fact-patterns.js';
import type { DescribedParty } from '../../test-support/compliance.js';
import { pack } from './index.js';

/*
 * An offer of notes at EUR 100, or of shares at that price, admitted to trading on XETR. Supposed is that Germany
 * exempted offers below EUR 8 000 000 and then has the threshold of EUR 12 000 000, that France did and chose
 * EUR 5 000 000, and that Italy is not offered to on that ground.
 */
const PR = 'Regulation (EU) 2017/1129';
const FORMER = `${PR} until 4 June 2026`;

type Facts = FactPattern[2];

const nominal = (amount: string, currency = 'EUR'): Partial<Facts> => ({ denomination: { amount, currency } });
const subscribe = (receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  event: 'subscribe',
  receiver,
  placed: 200_000,
  ...nominal('100'),
  ...more,
});
const transfer = (receiver: DescribedParty, more: Partial<Facts> = {}): Facts => ({
  event: 'transfer',
  receiver,
  ...nominal('100'),
  ...more,
});
const QUALIFIED = 'eu-qualified-investor';
const OFFEREE = 'private-offeree';
const others = (count: number, includesReceiver = false): Partial<Facts> => ({
  subscribers: { count, includesReceiver },
});

const PATTERNS: readonly FactPattern[] = [
  [
    '2026-09-01',
    'a qualified investor subscribes',
    subscribe(residentOf('FR', QUALIFIED)),
    'allowed',
    `${PR}, article 1(4)(a)`,
  ],
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
    'one of the 149 persons subscribes again',
    subscribe(residentOf('FR', OFFEREE), others(149, true)),
    'allowed',
    `${PR}, article 1(4)(b)`,
  ],
  [
    '2026-09-01',
    'the 151st, who is qualified and not counted',
    subscribe(residentOf('FR', QUALIFIED), others(150)),
    'allowed',
    `${PR}, article 1(4)(a)`,
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
  [
    '2026-06-04',
    'EUR 999 900 in twelve months, on the last day of article 1(3)',
    subscribe(residentOf('IT'), { placed: 9_998 }),
    'allowed',
    `${FORMER}, article 1(3)`,
  ],
  [
    '2026-06-04',
    'EUR 1 000 000 in twelve months, on the last day of article 1(3)',
    subscribe(residentOf('IT'), { placed: 9_999 }),
    'OFFERING_LIMIT_EXCEEDED',
    `${FORMER}, article 1(3)`,
  ],
  [
    '2026-06-05',
    'EUR 999 900 in twelve months, when article 1(3) was deleted',
    subscribe(residentOf('IT'), { placed: 9_998 }),
    'TOO_LATE',
    `${FORMER}, article 1(3)`,
  ],
  [
    '2026-06-04',
    'EUR 7 999 900 in Germany, on the last day of the former threshold',
    subscribe(residentOf('DE'), { placed: 79_998 }),
    'allowed',
    `${FORMER}, article 3(2)(b), DE`,
  ],
  [
    '2026-06-04',
    'EUR 8 000 000 in Germany, on the last day of the former threshold',
    subscribe(residentOf('DE'), { placed: 79_999 }),
    'OFFERING_LIMIT_EXCEEDED',
    `${FORMER}, article 3(2)(b), DE`,
  ],
  [
    '2026-06-04',
    'EUR 7 999 900 in Italy, where the offer is not made on that ground',
    subscribe(residentOf('IT'), { placed: 79_998 }),
    'RESIDENCE_NOT_ALLOWED',
    `${FORMER}, article 3(2)(b), DE`,
  ],
  [
    '2026-06-04',
    'EUR 7 999 900 in France, on the last day of the former threshold',
    subscribe(residentOf('FR'), { placed: 79_998 }),
    'allowed',
    `${FORMER}, article 3(2)(b), FR`,
  ],
  [
    '2026-06-04',
    'EUR 8 000 000 in France, on the last day of the former threshold',
    subscribe(residentOf('FR'), { placed: 79_999 }),
    'OFFERING_LIMIT_EXCEEDED',
    `${FORMER}, article 3(2)(b), FR`,
  ],
  [
    '2026-06-05',
    'EUR 7 999 900 in France, when the former threshold is gone',
    subscribe(residentOf('FR'), { placed: 79_998 }),
    'OFFERING_LIMIT_EXCEEDED',
    `${PR}, article 3(2a), FR`,
  ],
  [
    '2026-06-04',
    'EUR 11 999 900 in Germany, the day before the threshold rises',
    subscribe(residentOf('DE'), { placed: 119_998 }),
    'TOO_EARLY',
    `${PR}, article 3(2)`,
  ],
  [
    '2026-06-05',
    'EUR 11 999 900 in Germany, on the day on which the threshold rises',
    subscribe(residentOf('DE'), { placed: 119_998 }),
    'allowed',
    `${PR}, article 3(2)(b), DE`,
  ],
  [
    '2026-06-05',
    'EUR 12 000 000 in Germany',
    subscribe(residentOf('DE'), { placed: 119_999 }),
    'OFFERING_LIMIT_EXCEEDED',
    `${PR}, article 3(2)(b), DE`,
  ],
  [
    '2026-06-05',
    'EUR 4 999 900 in France',
    subscribe(residentOf('FR'), { placed: 49_998 }),
    'allowed',
    `${PR}, article 3(2a), FR`,
  ],
  [
    '2026-06-05',
    'EUR 5 000 000 in France',
    subscribe(residentOf('FR'), { placed: 49_999 }),
    'OFFERING_LIMIT_EXCEEDED',
    `${PR}, article 3(2a), FR`,
  ],
  [
    '2026-06-05',
    'EUR 4 999 900 in Italy, where the offer is not made on that ground',
    subscribe(residentOf('IT'), { placed: 49_998 }),
    'RESIDENCE_NOT_ALLOWED',
    `${PR}, article 3(2a), FR`,
  ],
  [
    '2026-09-01',
    'somebody in the United States subscribes',
    subscribe(residentOf('US')),
    'outside',
    `${PR}, article 1(1)`,
  ],
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
    `${PR}, article 3(3)`,
  ],
  [
    '2026-09-01',
    'a sale on a venue where the units are admitted',
    transfer(residentOf('FR'), { venue: 'XETR' }),
    'allowed',
    `${PR}, article 3(3)`,
  ],
  [
    '2026-09-01',
    'a sale on a venue to a qualified investor',
    transfer(residentOf('FR', QUALIFIED), { venue: 'XPAR' }),
    'allowed',
    `${PR}, article 1(4)(a)`,
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
  [
    '2026-09-01',
    'a sale on a venue in Norway, which is in the EEA',
    transfer(residentOf('NO'), { venue: 'XOSL' }),
    'VENUE_NOT_ALLOWED',
    `${PR}, article 3(3)`,
  ],
  [
    '2026-09-01',
    'a sale on a venue to somebody in Switzerland',
    transfer(residentOf('CH'), { venue: 'XSWX' }),
    'outside',
    `${PR}, article 1(1)`,
  ],
];

const OFFER = {
  price: '100',
  offer: 'P1Y',
  smallOffers: [
    { countries: ['DE'], formerly: '8000000', below: '12000000' },
    { countries: ['FR'], formerly: '8000000', below: '5000000' },
  ],
  venues: ['XETR'],
} as const;

describePack('EuProspectusExempt@1', [
  { issue: 'notes of EUR 100', with: { ...OFFER, denominated: true }, patterns: PATTERNS },
  {
    issue: 'shares without nominal value in euro',
    with: { ...OFFER, denominated: false },
    patterns: PATTERNS.filter(([, , , , paragraph]) => paragraph !== `${PR}, article 1(4)(c)`),
  },
]);

const SMALL = { countries: ['DE'], formerly: '8000000', below: '12000000' } as const;

test.each([
  ['above what States could choose', [{ ...SMALL, formerly: '8000000.01' }], 'AMOUNT_INVALID'],
  ['that no State can choose', [{ ...SMALL, below: '8000000' }], 'FIELD_INVALID'],
  ['beside another one of the same State', [SMALL, { ...SMALL, below: '5000000' }], 'DUPLICATE_IN_BATCH'],
])('a threshold %s is refused', (_, smallOffers, code) => {
  const given = { ...OFFER, smallOffers, denominated: false };
  expect(() => pack({ is: 'EuProspectusExempt@1', with: given }, '')).toThrow(expect.objectContaining({ code }));
});
