/** What a place of a CFI code says (ISO 10962:2021): the letters to which terms lead, each with what leads to it. */
export interface CfiPlace {
  readonly says: string;
  /** None: nothing that is said in terms leads to a letter. */
  readonly letters: Readonly<Record<string, string>>;
}

/** The six places of the codes of one kind of instrument. */
export type CfiPlaces = readonly [CfiPlace, CfiPlace, CfiPlace, CfiPlace, CfiPlace, CfiPlace];

const category = (letters: CfiPlace['letters']): CfiPlace => ({ says: 'category', letters });
const group = (letters: CfiPlace['letters']): CfiPlace => ({ says: 'group', letters });
const open = (says: string): CfiPlace => ({ says, letters: {} });

const form: CfiPlace = {
  says: 'form',
  letters: { B: 'bearer', R: 'registered', N: 'bearer or registered', M: 'another one' },
};
const voting: CfiPlace = {
  says: 'voting right',
  letters: { V: 'votes', E: 'several votes', R: 'votes on some matters or while something lasts', N: 'no vote' },
};
const ranking: CfiPlace = {
  says: 'guarantee or ranking',
  letters: {
    ...{ T: 'a state issues or guarantees it', G: 'guaranteed by another one', S: 'secured or covered' },
    ...{ U: 'unsecured', P: 'no other debt is secured before it', N: 'senior', O: 'senior subordinated' },
    ...{ Q: 'subordinated', J: 'junior subordinated', C: 'of a supranational institution' },
  },
};
const redemption: CfiPlace = {
  says: 'redemption',
  letters: {
    ...{
      F: 'on one day',
      G: 'on one day, the issuer may redeem before',
      C: 'on one day, the holder may require it before',
    },
    ...{ D: 'on one day, both may', A: 'in parts', B: 'in parts, the issuer may redeem before' },
    ...{ T: 'in parts, the holder may require it before', L: 'in parts, both may', E: 'maturity may be extended' },
    ...{ P: 'no maturity', Q: 'no maturity, the issuer may redeem', R: 'no maturity, the holder may require it' },
  },
};
const interest: CfiPlace = {
  says: 'type of interest',
  letters: { Z: 'no interest', F: 'one rate that is known to the end', V: 'any other interest' },
};

const debt = category({ D: 'debt' });
const DEBT_GROUPS = {
  ...{ B: 'bonds', C: 'convertible bonds', T: 'medium-term notes', Y: 'money market', N: 'municipal bonds' },
  ...{ A: 'asset-backed securities', G: 'mortgage-backed securities', M: 'others' },
} as const;

/** Codes of debt of some groups. */
const debtOf = (...groups: readonly (keyof typeof DEBT_GROUPS)[]): CfiPlaces => [
  debt,
  group(Object.fromEntries(groups.map((each) => [each, DEBT_GROUPS[each]]))),
  ...([interest, ranking, redemption, form] as const),
];

/** What each place says, by the kind of instrument. */
export const CFI_PLACES = {
  bond: debtOf('B', 'T', 'Y', 'N', 'C'),
  convertibleNote: debtOf('C', 'B', 'T'),
  trancheNote: debtOf('A', 'G'),
  sukuk: ((): CfiPlaces => {
    const [first, second, , , ...rest] = debtOf('B', 'T', 'M', 'A');
    return [first, second, open(interest.says), open(ranking.says), ...rest];
  })(),
  profitNote: ((): CfiPlaces => {
    const [first, second, , ...rest] = debtOf('B', 'T', 'M', 'A');
    return [first, second, { says: interest.says, letters: { V: 'a part of an income', M: 'others' } }, ...rest];
  })(),
  certificate: [
    debt,
    group({ S: 'structured with protection of capital', E: 'structured without it' }),
    {
      says: 'type',
      letters: {
        ...{ A: 'protection with participation', B: 'protection, convertible', C: 'protection with a barrier' },
        ...{ D: 'protection with coupons', E: 'express: redeems early (without protection)', M: 'others' },
      },
    },
    {
      says: 'distribution',
      letters: { F: 'fixed', D: 'dividends', V: 'variable', Y: 'nothing is paid before the end', M: 'others' },
    },
    {
      says: 'repayment',
      letters: { F: 'fixed, in cash', V: 'variable, in cash', A: 'in assets', C: 'in assets and cash', M: 'others' },
    },
    { says: 'underlying', letters: { B: 'several', I: 'an index' } },
  ],
  share: [
    category({ E: 'equity' }),
    group({ S: 'ordinary shares' }),
    voting,
    { says: 'ownership', letters: { T: 'restricted', U: 'free' } },
    { says: 'payment', letters: { F: 'fully paid', O: 'nil paid', P: 'partly paid' } },
    form,
  ],
  preferredShare: [
    category({ E: 'equity' }),
    group({ P: 'preferred shares', F: 'preferred shares that convert' }),
    voting,
    {
      says: 'redemption',
      letters: {
        ...{ R: 'redeemable', T: 'redeemable, extendible', A: 'redeemable, exchangeable, extendible' },
        ...{ C: 'redeemable, exchangeable', N: 'perpetual', E: 'extendible', G: 'exchangeable' },
      },
    },
    {
      says: 'income',
      letters: {
        ...{ F: 'a rate, lost when unpaid', C: 'a rate, owed when unpaid', P: 'lost when unpaid, participates fully' },
        ...{ Q: 'owed when unpaid, participates fully', N: 'as ordinary shares' },
      },
    },
    form,
  ],
  fundUnit: [
    category({ C: 'collective investment vehicles' }),
    group({
      ...{ E: 'exchange-traded funds', I: 'standard funds', H: 'hedge funds', B: 'real estate', S: 'pension funds' },
      ...{ F: 'funds of funds', P: 'private equity', M: 'others' },
    }),
    { says: 'open or closed', letters: { O: 'open: the fund deals', C: 'closed', M: 'others' } },
    { says: 'income', letters: { G: 'accumulated', I: 'distributed', J: 'both' } },
    open('assets'),
    open('type of units'),
  ],
  warrant: [
    category({ R: 'entitlements' }),
    group({ W: 'warrants' }),
    { says: 'underlying', letters: { I: 'an index', S: 'shares of a class' } },
    { says: 'type', letters: { T: 'by the company itself', C: 'covered, by another one', N: 'naked, by another one' } },
    { says: 'right', letters: { C: 'to buy', P: 'to sell' } },
    { says: 'exercise', letters: { A: 'on any day', E: 'on the last day', B: 'on some days' } },
  ],
  safe: [
    category({ E: 'equity', R: 'entitlements', D: 'debt', M: 'others' }),
    open('group'),
    ...([open('as the group has it'), open('as the group has it'), open('as the group has it')] as const),
    open('as the group has it'),
  ],
  tokenisedCash: [
    category({ T: 'referential instruments' }),
    group({ C: 'currencies' }),
    ...([open('type of currency'), open('not used'), open('not used')] as const),
    open('not used'),
  ],
} as const satisfies Readonly<Record<string, CfiPlaces>>;
