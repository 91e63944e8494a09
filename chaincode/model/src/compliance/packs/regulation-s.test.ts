import type { DescribedParty } from '../../test-support/compliance.js';
import { describePack, type FactPattern } from '../../test-support/fact-patterns.js';

const by = (paragraph: string): string => `17 CFR 230.${paragraph}`;
/** Section 4(a)(1) of the Securities Act: sales by anybody but an issuer, underwriter or dealer. */
const ORDINARY_SALE = '15 U.S.C. 77d(a)(1)';

type Facts = FactPattern[2];
type Claims = NonNullable<DescribedParty['claims']>;

const ABROAD = { 'offshore-transaction': true, 'no-directed-selling': true } as const;
const FOREIGNER = { ...ABROAD, 'us-person-status': 'NON-US-PERSON' } as const;
/** An American who lives in Paris: outside the United States, but a U.S. person. */
const EXPATRIATE = { ...ABROAD, 'us-person-status': 'US-PERSON' } as const;
const NEW_YORKER = { 'us-person-status': 'US-PERSON' } as const;
const HOLDER = { claims: { 'reg-s-holder': true } } as const;

const buys = (claims: Claims, more: Partial<Facts> = {}): Facts => ({
  ...{ event: 'subscribe', receiver: { claims } },
  ...more,
});
const CLOSED = { closedOn: '2026-06-01' } as const;
/** A sale by somebody of whom nobody says that it is an ordinary holder: a distributor, say, or an affiliate. */
const places = (claims: Claims, more: Partial<Facts> = {}): Facts => ({
  ...{ event: 'transfer', receiver: { claims }, ...CLOSED },
  ...more,
});
/** A sale by an ordinary holder. */
const resells = (claims: Claims, more: Partial<Facts> = {}): Facts => places(claims, { sender: HOLDER, ...more });

const without = (claims: Claims, type: string): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => name !== type));

/** What every category asks of a sale by the issuer, and of one by a distributor or an affiliate. */
const offshore = (event: (claims: Claims, more?: Partial<Facts>) => Facts, buyer: Claims): readonly FactPattern[] => {
  const inside = without(buyer, 'offshore-transaction');
  const courted = without(buyer, 'no-directed-selling');
  const ordered = { receiver: { claims: inside, until: { 'offshore-transaction': '2026-06-19' } } };
  return [
    ['2026-06-15', 'a buyer in Zurich orders from there', event(buyer), 'allowed', by('902(h)')],
    ['2026-06-15', 'the same buyer orders while it is in New York', event(inside), 'CLAIM_ABSENT', by('902(h)')],
    ['2026-06-15', 'a buyer was courted at a roadshow in Boston', event(courted), 'CLAIM_ABSENT', by('903(a)(2)')],
    ['2026-06-15', 'nobody was courted in the United States', event(buyer), 'allowed', by('903(a)(2)')],
    [
      '2026-06-19',
      'an order from abroad is carried out while it counts',
      event(inside, ordered),
      'allowed',
      by('902(h)'),
    ],
    [
      '2026-06-20',
      'an order from abroad is carried out too late',
      event(inside, ordered),
      'CLAIM_EXPIRED',
      by('902(h)'),
    ],
  ];
};

const CATEGORY_1: readonly FactPattern[] = [
  ...offshore(buys, FOREIGNER),
  ['2026-06-15', 'an American in Paris buys there', buys(EXPATRIATE), 'allowed', by('902(h)')],
  [
    '2026-06-15',
    'soldiers abroad are addressed as a group of Americans',
    buys({ ...NEW_YORKER, 'no-directed-selling': true }),
    'CLAIM_ABSENT',
    by('902(h)'),
  ],
  ...offshore(places, FOREIGNER),
  ['2026-06-01', 'a holder sells to New York on the day of the closing', resells(NEW_YORKER), 'allowed', ORDINARY_SALE],
  [
    '2026-06-15',
    'a holder took over the issuer last week and sells to New York',
    places(NEW_YORKER, { sender: { until: { 'reg-s-holder': '2026-06-08' } } }),
    'CLAIM_EXPIRED',
    ORDINARY_SALE,
  ],
  [
    '2027-06-15',
    'an affiliate sells to New York after a year',
    places({ ...NEW_YORKER, 'no-directed-selling': true }),
    'CLAIM_ABSENT',
    by('902(h)'),
  ],
];

/** What is so in the distribution compliance period of Categories 2 and 3, whoever sells; the buyer shows what it must. */
const placed = (paragraph: string, notice: string, more: Claims): readonly FactPattern[] => {
  const dealer = { ...FOREIGNER, ...more, 'securities-dealer': true } as const;
  return ([buys, places] as const).flatMap((event): readonly FactPattern[] => [
    ...offshore(event, { ...FOREIGNER, ...more }),
    [
      '2026-06-15',
      'an American in Paris buys',
      event({ ...EXPATRIATE, ...more }),
      'CLAIM_VALUE_NOT_ALLOWED',
      by(paragraph),
    ],
    [
      '2026-06-15',
      'nobody knows whether the buyer is a U.S. person',
      event({ ...ABROAD, ...more }),
      '? CLAIM_ABSENT',
      by(paragraph),
    ],
    ['2026-06-15', 'the buyer is no U.S. person', event({ ...FOREIGNER, ...more }), 'allowed', by(paragraph)],
    [
      '2026-06-15',
      'an American distributor buys with the notice',
      event({ ...EXPATRIATE, distributor: true, 'reg-s-confirmation': true }),
      'allowed',
      by(paragraph),
    ],
    ['2026-06-15', 'a dealer buys without the notice', event(dealer), 'CLAIM_ABSENT', by(notice)],
    [
      '2026-06-15',
      'a dealer buys with the notice',
      event({ ...dealer, 'reg-s-confirmation': true }),
      'allowed',
      by(notice),
    ],
  ]);
};

/** A holder sells to New York on the last day of the period and on the first day after it. */
const untilFree = (last: string, first: string, paragraph: string): readonly FactPattern[] => [
  [
    '2026-06-15',
    'a holder sells to New York in the period',
    resells(NEW_YORKER),
    'DISTRIBUTION_PERIOD_RUNNING',
    by(paragraph),
  ],
  [
    last,
    'a holder sells to New York on its last day',
    resells(NEW_YORKER),
    'DISTRIBUTION_PERIOD_RUNNING',
    by(paragraph),
  ],
  [first, 'a holder sells to New York on the day after', resells(NEW_YORKER), 'allowed', by(paragraph)],
  [first, 'an American buys of a holder', resells(NEW_YORKER), 'allowed', ORDINARY_SALE],
  [first, 'a distributor sells what it could not place to New York', places(NEW_YORKER), 'CLAIM_ABSENT', ORDINARY_SALE],
];

const NOT_CLOSED: FactPattern[2] = { event: 'transfer', sender: HOLDER, receiver: { claims: NEW_YORKER } };

describePack('RegSCategory1@1', [{ issue: 'an overseas directed offering', with: {}, patterns: CATEGORY_1 }]);

describePack('RegSCategory2@1', [
  {
    issue: 'notes of a reporting issuer, or shares of a foreign one',
    with: {},
    patterns: [
      ...placed('903(b)(2)(ii)', '903(b)(2)(iii)', {}),
      ...untilFree('2026-07-10', '2026-07-11', '902(f)'),
      ['2026-06-02', 'a holder sells abroad on the day after the closing', resells(FOREIGNER), 'allowed', by('902(h)')],
      [
        '2026-07-11',
        'a holder sells to New York while the offering is open',
        NOT_CLOSED,
        '? OFFERING_NOT_CLOSED',
        by('902(f)'),
      ],
      [
        '2026-08-01',
        'a holder sells to New York 40 days after the first of two closings',
        { ...NOT_CLOSED, closedOn: '2026-07-01' },
        'DISTRIBUTION_PERIOD_RUNNING',
        by('902(f)'),
      ],
    ],
  },
]);

/** What a buyer of shares in Category 3 says of itself, and binds itself to. */
const CERTIFIED = { 'reg-s-certification': true } as const;
const BOUND = { ...CERTIFIED, 'reg-s-resale-agreement': true } as const;

const certification = (paragraph: string, more: Claims): readonly FactPattern[] =>
  ([buys, places] as const).flatMap((event): readonly FactPattern[] => [
    [
      '2026-06-15',
      'a foreigner has not certified that it is one',
      event({ ...FOREIGNER, ...more }),
      'CLAIM_ABSENT',
      by(paragraph),
    ],
    [
      '2026-06-15',
      'a foreigner has certified it',
      event({ ...FOREIGNER, ...more, ...CERTIFIED }),
      'allowed',
      by(paragraph),
    ],
  ]);

const AGREEMENT: readonly FactPattern[] = ([buys, places] as const).flatMap((event): readonly FactPattern[] => [
  [
    '2026-06-15',
    'a foreigner has not agreed how it may resell and hedge',
    event({ ...FOREIGNER, ...CERTIFIED }),
    'CLAIM_ABSENT',
    by('903(b)(3)(iii)(B)(2)'),
  ],
  ['2026-06-15', 'a foreigner has agreed', event({ ...FOREIGNER, ...BOUND }), 'allowed', by('903(b)(3)(iii)(B)(2)')],
]);

const SHARES: readonly FactPattern[] = [
  ...placed('903(b)(3)(iii)(A)', '903(b)(3)(iv)', BOUND),
  ...certification('903(b)(3)(iii)(B)(1)', { 'reg-s-resale-agreement': true }),
  ...AGREEMENT,
];

/** Shares of American issuers stay restricted after the period: a holder resells abroad, or by another rule than this. */
const restricted = (last: string, first: string): readonly FactPattern[] => [
  [
    last,
    'a holder sells to an American in Paris on the last day of the period',
    resells(EXPATRIATE),
    'DISTRIBUTION_PERIOD_RUNNING',
    by('902(f)'),
  ],
  [first, 'a holder sells to an American in Paris on the day after', resells(EXPATRIATE), 'allowed', by('902(f)')],
  [first, 'an affiliate sells to an American in Paris', places(EXPATRIATE), 'CLAIM_ABSENT', by('904(a)')],
  [first, 'a holder sells to an American in Paris', resells(EXPATRIATE), 'allowed', by('904(a)')],
  [
    first,
    'a holder sells to New York',
    resells({ ...NEW_YORKER, 'no-directed-selling': true }),
    'CLAIM_ABSENT',
    by('905'),
  ],
  [
    first,
    'a holder sells abroad to whom it courted in Boston',
    resells({ ...NEW_YORKER, 'offshore-transaction': true }),
    'CLAIM_ABSENT',
    by('905'),
  ],
  [
    '2036-06-02',
    'a holder sells to New York ten years later',
    resells({ ...NEW_YORKER, 'no-directed-selling': true }),
    'CLAIM_ABSENT',
    by('905'),
  ],
];

describePack('RegSCategory3@1', [
  {
    issue: 'shares of an American issuer that reports',
    with: { debt: false, domestic: true, reporting: true },
    patterns: [...SHARES, ...restricted('2026-11-30', '2026-12-01')],
  },
  {
    issue: 'shares of an American issuer that does not report',
    with: { debt: false, domestic: true, reporting: false },
    patterns: [...SHARES, ...restricted('2027-05-31', '2027-06-01')],
  },
  {
    issue: 'shares of a foreign issuer with a market in the United States',
    with: { debt: false, domestic: false, reporting: false },
    patterns: [...SHARES, ...untilFree('2027-05-31', '2027-06-01', '902(f)')],
  },
  {
    issue: 'notes of an American issuer that does not report',
    with: { debt: true, domestic: true, reporting: false },
    patterns: [
      ...placed('903(b)(3)(ii)(A)', '903(b)(3)(iv)', CERTIFIED),
      ...certification('903(b)(3)(ii)(B)', {}),
      ...untilFree('2026-07-10', '2026-07-11', '902(f)'),
    ],
  },
]);
