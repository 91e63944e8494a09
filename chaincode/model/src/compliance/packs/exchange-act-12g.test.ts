import type { DescribedParty } from '../../test-support/compliance.js';
import { describePack, type FactPattern } from '../../test-support/fact-patterns.js';

const ALL = '15 U.S.C. 78l(g)(1)(A)(i)';
const OTHERS = '15 U.S.C. 78l(g)(1)(A)(ii)';

type Facts = FactPattern[2];

const ACCREDITED = { claims: { 'accredited-investor': true } } as const;

/** The class has so many holders of record, or so many who are not accredited, whichever is counted. */
const buys = (holders: number, receiver: DescribedParty = {}): Facts => ({ event: 'subscribe', holders, receiver });
const sells = (holders: number, receiver: DescribedParty = {}, sender: DescribedParty = { holds: 9 }): Facts => ({
  ...{ event: 'transfer', holders, receiver, sender },
});
const SELLS_OUT = { holds: 1 } as const;

const onBoth = (what: string, event: typeof buys): readonly FactPattern[] => [
  ['2026-06-15', `${what}: the 1,999th holder, accredited`, event(1_998, ACCREDITED), 'allowed', ALL],
  ['2026-06-15', `${what}: the 2,000th holder, accredited`, event(1_999, ACCREDITED), 'HOLDERS_EXCEEDED', ALL],
  ['2026-06-15', `${what}: the 499th holder who is not accredited`, event(498), 'allowed', OTHERS],
  ['2026-06-15', `${what}: the 500th holder who is not accredited`, event(499), 'HOLDERS_EXCEEDED', OTHERS],
  [
    '2026-06-15',
    `${what}: a holder takes more beside 1,999 others`,
    event(2_000, { ...ACCREDITED, holds: 1 }),
    'allowed',
    ALL,
  ],
  [
    '2026-06-16',
    `${what}: the 500th holder was accredited until yesterday`,
    event(499, { until: { 'accredited-investor': '2026-06-15' } }),
    'HOLDERS_EXCEEDED',
    OTHERS,
  ],
];

describePack('ExchangeAct12g@1', [
  {
    issue: 'a class of shares',
    with: {},
    patterns: [
      ...onBoth('an issue', buys),
      ...onBoth('a sale', sells),
      [
        '2026-06-15',
        'the 2,000th holder takes the place of one',
        sells(1_999, ACCREDITED, { ...ACCREDITED, ...SELLS_OUT }),
        'allowed',
        ALL,
      ],
      ['2026-06-15', 'who is not accredited takes the place of another', sells(499, {}, SELLS_OUT), 'allowed', OTHERS],
      [
        '2026-06-15',
        'who is not accredited takes the place of one who was',
        sells(499, {}, { ...ACCREDITED, ...SELLS_OUT }),
        'HOLDERS_EXCEEDED',
        OTHERS,
      ],
      ['2026-06-15', 'one of too many leaves', sells(2_400, { ...ACCREDITED, holds: 5 }, SELLS_OUT), 'allowed', ALL],
    ],
  },
]);
