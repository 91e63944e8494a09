import { INSTRUMENTS } from '../definition/instruments.js';
import { TERMS } from '../terms/catalogue.js';
import type { Formula } from '../terms/formula.js';
import type { Term } from '../terms/term-kind.js';

/** What a security says of itself, as it is written. */
export interface WrittenSecurity {
  readonly instrument: { readonly is: string; readonly with: object };
  readonly terms: readonly Term[];
  readonly currency: string;
  readonly cfi: string;
  readonly denomination?: { readonly amount: string; readonly currency: string };
}

const EUR_1000 = { amount: '1000', currency: 'EUR' } as const;
const notice = { daysMin: 30, daysMax: 60 } as const;
const trustee = { name: 'Example Trustees' } as const;
const quantity = (name: string): Formula => ({ is: 'quantity', name });
const money = (amount: string): Formula => ({ is: 'money', amount, currency: 'USD' });
const over = (left: Formula, right: Formula): Formula => ({ is: 'quotient', left, right });

const bond = INSTRUMENTS.bond({
  issuedOn: '2026-06-15',
  issuePercent: '99.482',
  form: 'registered',
  issuerKind: 'company',
});
const fixed = TERMS.paysFixed({ ratePercent: '4.25', every: 'P6M', from: '2026-12-15' });
const days = TERMS.countsDays({ dayCount: '30E/360' });
const senior = TERMS.ranks({ as: 'senior' });
const late = TERMS.acceleratesIfLate({ due: 'payment', days: 14, holdersPercent: '25' });
const repaid = TERMS.repaysOn({ percent: '100', on: '2031-06-15' });

/** The callable bond of the language's examples. */
const CALLABLE: WrittenSecurity = {
  ...{ instrument: bond, currency: 'EUR', cfi: 'DBFUGR', denomination: EUR_1000 },
  terms: [
    ...[fixed, days, repaid, senior, late],
    TERMS.adjustsDays({ calendars: ['TARGET', 'London'], convention: 'modified-following', periods: 'unadjusted' }),
    TERMS.issuerMayRedeem({
      ...{ extent: 'all', style: 'american', notice },
      prices: [
        { from: '2029-06-15', percent: '102' },
        { from: '2030-06-15', percent: '101' },
      ],
    }),
    TERMS.holderMayRequireAfter({ event: 'ChangeOfControl', percent: '101', withinDays: 60 }),
    TERMS.changingNeeds({ what: 'payments', percent: '75', of: 'votes-cast', quorumPercent: '66.67' }),
  ],
};

const FLOATING: WrittenSecurity = {
  ...CALLABLE,
  cfi: 'DBVUFR',
  terms: [
    TERMS.paysFloating({
      ...{ index: 'EURIBOR', tenor: 'P3M', method: 'term', spreadPercent: '0.75', floorPercent: '0', capPercent: '6' },
      ...{ every: 'P3M', from: '2026-09-15' },
    }),
    TERMS.fixesRate({ daysBefore: 2, of: 'beginning', source: 'EMMI' }),
    TERMS.fallsBackOn({ index: 'EURIBOR', steps: ['successor-of-administrator'] }),
    TERMS.countsDays({ dayCount: 'ACT/360' }),
    ...[repaid, senior, late],
  ],
};

const ZERO: WrittenSecurity = {
  ...CALLABLE,
  cfi: 'DBZTFR',
  instrument: INSTRUMENTS.bond({ issuedOn: '2026-06-15', issuePercent: '80', form: 'registered', issuerKind: 'bank' }),
  terms: [
    ...[TERMS.paysNoInterest({}), repaid, senior, late],
    TERMS.guaranteedBy({ guarantor: trustee, percent: '100', claim: 'on-first-demand' }),
  ],
};

const STEPPED: WrittenSecurity = {
  ...CALLABLE,
  cfi: 'DBVUFR',
  terms: [
    TERMS.paysStepped({
      steps: [
        { from: '2026-06-15', ratePercent: '2' },
        { from: '2028-06-15', ratePercent: '2.5' },
      ],
      ...{ every: 'P1Y', from: '2027-06-15' },
    }),
    ...[days, repaid, senior, late],
  ],
};

const LINKED: WrittenSecurity = {
  ...CALLABLE,
  cfi: 'DBFTFB',
  instrument: INSTRUMENTS.bond({ issuedOn: '2026-06-15', form: 'bearer', issuerKind: 'state' }),
  terms: [
    TERMS.paysFixed({ ratePercent: '0.1', every: 'P1Y', from: '2027-04-15' }),
    TERMS.hasStub({ at: 'first', length: 'short' }),
    TERMS.followsIndex({
      ...{ applies: 'interest-and-repayment', index: 'HICP ex tobacco', base: '121.45', lagMonths: 3 },
      ...{ interpolation: 'daily', floorPercent: '100' },
    }),
    TERMS.countsDays({ dayCount: 'ACT/ACT-ICMA' }),
    TERMS.repaysOn({ percent: '100', on: '2031-04-15' }),
    ...[senior, TERMS.hasNoDefault({})],
  ],
};

const AMORTISING: WrittenSecurity = {
  ...CALLABLE,
  cfi: 'DBFSAR',
  terms: [
    ...[fixed, days, late],
    TERMS.ranks({ as: 'senior-secured' }),
    TERMS.securedBy({ asset: 'a wind farm', rank: 1, trustee }),
    TERMS.repaysInParts({
      instalments: [
        { on: '2030-06-15', percent: '40' },
        { on: '2031-06-15', percent: '60' },
      ],
    }),
  ],
};

const PERPETUAL: WrittenSecurity = {
  ...CALLABLE,
  cfi: 'DBVQQR',
  instrument: INSTRUMENTS.bond({ issuedOn: '2026-06-15', form: 'registered', issuerKind: 'bank' }),
  terms: [
    TERMS.paysFixed({ ratePercent: '7', every: 'P6M', from: '2026-12-15', until: '2031-06-15' }),
    TERMS.paysFloating({
      ...{ index: 'EUR mid-swap', tenor: 'P5Y', method: 'term', spreadPercent: '4.2', resetsEvery: 'P5Y' },
      ...{ every: 'P6M', from: '2031-12-15' },
    }),
    TERMS.fixesRate({ daysBefore: 2, of: 'beginning', source: 'ICE' }),
    TERMS.fallsBackOn({ index: 'EUR mid-swap', steps: ['determined-by-independent-adviser', 'last-published'] }),
    TERMS.defersInterest({ by: 'choice-of-issuer', deferred: 'lost' }),
    TERMS.ranks({ as: 'additional-tier-1' }),
    TERMS.occursBelow({ event: 'CapitalTrigger', ratio: 'common equity tier 1', percent: '5.125' }),
    TERMS.writesDownOn({ event: 'CapitalTrigger', percent: '100', lasting: 'temporary' }),
    TERMS.issuerMayRedeem({
      ...{ extent: 'all', style: 'bermudan', prices: [{ from: '2031-06-15', percent: '100' }], notice },
    }),
    ...[days, TERMS.neverMatures({}), TERMS.hasNoDefault({})],
  ],
};

const CONVERTIBLE: WrittenSecurity = {
  ...CALLABLE,
  cfi: 'DCFUFR',
  terms: [
    ...[fixed, days, repaid, senior, late],
    TERMS.holderMayConvert({
      ...{ into: { isin: 'AT0000A18XM4' }, price: { amount: '27.7209', currency: 'EUR' } },
      ...{ from: '2026-07-27', until: '2031-05-30', fractions: 'paid-in-cash' },
    }),
    TERMS.adjustsConversion({ for: ['split', 'dividend'] }),
  ],
};

const SUSTAINABLE: WrittenSecurity = {
  ...CALLABLE,
  terms: [
    ...CALLABLE.terms,
    TERMS.usesProceedsFor({ label: 'green', use: 'wind farms' }),
    TERMS.changesRateByTarget({
      ...{ indicator: 'CO2 intensity', comparison: 'at-most', target: '120', unit: 'g/kWh', observedOn: '2028-12-31' },
      ...{ verifiedBy: trustee, changesIf: 'missed', changePercent: '0.25', from: '2029-06-15' },
    }),
  ],
};

const COVERED: WrittenSecurity = {
  ...CALLABLE,
  cfi: 'DBFSER',
  instrument: INSTRUMENTS.bond({ issuedOn: '2026-06-15', form: 'registered', issuerKind: 'bank' }),
  terms: [
    ...[fixed, days, repaid, late],
    TERMS.coveredBy({ pool: 'Register A', assets: 'residential-mortgages', excessPercent: '5', monitor: trustee }),
    TERMS.extendsTo({ by: 'event', event: 'IssuerInsolvent', until: '2032-06-15' }),
  ],
};

const SHARE: WrittenSecurity = {
  instrument: INSTRUMENTS.share({ form: 'registered' }),
  ...{ currency: 'EUR', cfi: 'ESVUFR' },
  terms: [
    ...[TERMS.votes({ perUnit: '1' }), TERMS.sharesResidue({}), TERMS.mayPayDividends({ decidedBy: 'meeting' })],
    TERMS.preEmption({ on: ['new-issues'], withinDays: 14 }),
  ],
};

const PREFERRED: WrittenSecurity = {
  instrument: INSTRUMENTS.preferredShare({
    ...{ form: 'registered', class: 'Series A', issuePrice: { amount: '4.2', currency: 'USD' } },
  }),
  ...{ currency: 'USD', cfi: 'EFVNCR' },
  terms: [
    TERMS.votes({ perUnit: '1' }),
    TERMS.paysPreferredDividend({ ratePercent: '8', every: 'P1Y', unpaid: 'owed', participates: 'not' }),
    TERMS.liquidationPreference({ multiple: '1', participates: 'capped', capMultiple: '3' }),
    TERMS.holderMayConvert({
      ...{ into: { class: 'common' }, ratio: { numerator: '1', denominator: '1' }, from: '2026-06-15' },
      fractions: 'dropped',
    }),
    TERMS.antiDilution({ method: 'broad-weighted-average' }),
  ],
};

const FUND: WrittenSecurity = {
  instrument: INSTRUMENTS.fundUnit({ structure: 'exchange-traded-fund', income: 'accumulating', domicile: 'IE' }),
  ...{ currency: 'USD', cfi: 'CEOGES' },
  terms: [
    TERMS.valued({ every: 'P1D', by: trustee }),
    TERMS.deals({ every: 'P1D', calendars: ['TARGET'], cutOff: '15:00', noticeDays: 0, settlementDays: 2 }),
    TERMS.accumulatesIncome({}),
    TERMS.tracksIndex({ index: 'MSCI World', by: 'sampling' }),
  ],
};

const CLOSED_FUND: WrittenSecurity = {
  instrument: INSTRUMENTS.fundUnit({ structure: 'mutual-fund', income: 'distributing', domicile: 'LU' }),
  ...{ currency: 'EUR', cfi: 'CPCIXU' },
  terms: [
    TERMS.valued({ every: 'P3M', by: trustee }),
    TERMS.fundEnds({
      at: { after: { period: 'P10Y', since: 'final-closing' } },
      extension: { times: 2, by: 'P1Y', consent: { of: 'advisory-committee' } },
    }),
    TERMS.callsCapital({
      perUnit: { amount: '1000', currency: 'EUR' },
      during: { within: { period: 'P5Y', since: 'final-closing' } },
      notice: { days: 10, kind: 'business' },
      recycles: true,
    }),
    TERMS.sharesGains({
      ...{ percent: '20', hurdlePercent: '8', catchUpPercent: '100' },
      ...{ over: 'whole-fund', clawback: true },
    }),
    TERMS.distributesIncome({ every: 'P3M' }),
  ],
};

const WARRANT: WrittenSecurity = {
  instrument: INSTRUMENTS.warrant({ issuedOn: '2026-06-15', form: 'registered', writer: 'company' }),
  ...{ currency: 'EUR', cfi: 'RWSTCA' },
  terms: [
    TERMS.holderMayExercise({
      ...{ right: 'call', underlying: { isin: 'DE0007236101' }, multiplier: '0.1' },
      ...{ strike: { amount: '200', currency: 'EUR' }, style: 'american', from: '2026-06-15', until: '2027-06-15' },
      ...{ settlement: 'cash', automatic: true },
    }),
  ],
};

const AUTOCALL: WrittenSecurity = {
  instrument: INSTRUMENTS.certificate({ issuedOn: '2026-06-15', issuePercent: '100', form: 'registered' }),
  ...{ currency: 'EUR', cfi: 'DEEVFB', denomination: EUR_1000 },
  terms: [
    TERMS.observes({
      underlyings: [{ of: { isin: 'DE0007236101' } }, { of: { index: 'EURO STOXX 50' } }],
      ...{ counts: 'worst', fixedOn: '2026-06-15' },
    }),
    TERMS.redeemsEarly({
      observations: [
        { on: '2027-06-15', triggerPercent: '100', percent: '100' },
        { on: '2028-06-15', triggerPercent: '95', percent: '100' },
      ],
      paidAfterDays: 5,
    }),
    TERMS.paysIfAbove({
      ...{ percent: '7', observations: [{ on: '2027-06-15', barrierPercent: '70' }], memory: true, paidAfterDays: 5 },
    }),
    TERMS.repaysByBarrier({
      ...{ percent: '100', barrierPercent: '60', strikePercent: '100', observed: 'at-the-end' },
      ...{ observedOn: '2031-06-08', on: '2031-06-15', otherwise: 'cash' },
    }),
    ...[senior, late],
  ],
};

const SAFE: WrittenSecurity = {
  instrument: INSTRUMENTS.safe({
    ...{ issuedOn: '2026-06-15', purchase: { amount: '250000', currency: 'USD' }, measured: 'post-money' },
  }),
  ...{ currency: 'USD', cfi: 'MMMXXX' },
  terms: [
    ...[TERMS.paysNoInterest({}), TERMS.neverMatures({}), TERMS.hasNoVote({})],
    TERMS.meansFormula({
      name: 'safe price',
      formula: {
        is: 'lowerOf',
        of: [
          over(money('10000000'), quantity('capitalization')),
          { is: 'partOf', percent: { is: 'percent', value: '80' }, of: quantity('round price') },
        ],
      },
    }),
    TERMS.convertsOn({
      ...{ event: 'EquityFinancing', units: over(quantity('purchase'), quantity('safe price')) },
      ...{ rounding: 'down', into: { class: 'ShadowPreferred' } },
    }),
    TERMS.mustPayOn({
      event: 'LiquidityEvent',
      amount: {
        is: 'greaterOf',
        of: [
          quantity('purchase'),
          {
            is: 'product',
            left: over(quantity('purchase'), over(money('10000000'), quantity('liquidity capitalization'))),
            right: quantity('proceeds per share'),
          },
        ],
      },
    }),
    TERMS.mustPayOn({ event: 'Dissolution', amount: quantity('purchase') }),
    TERMS.ranksAmong({ with: ['safes'], after: ['debt'], before: ['common'], ifShort: 'pro-rata' }),
    TERMS.endsOn({ outcomes: ['conversion', 'full-payment'] }),
  ],
};

const NOTE_TO_CONVERT: WrittenSecurity = {
  instrument: INSTRUMENTS.convertibleNote({ issuedOn: '2026-06-15', form: 'registered' }),
  ...{ currency: 'USD', cfi: 'DCFUFR', denomination: { amount: '1000', currency: 'USD' } },
  terms: [
    TERMS.paysFixed({ ratePercent: '6', every: 'P1Y', from: '2027-06-15' }),
    TERMS.repaysOn({ percent: '100', on: '2028-06-15' }),
    TERMS.convertsOn({
      event: 'EquityFinancing',
      units: over(
        { is: 'sum', left: quantity('nominal'), right: quantity('accrued interest') },
        { is: 'partOf', percent: { is: 'percent', value: '80' }, of: quantity('round price') },
      ),
      ...{ rounding: 'down', into: { class: 'preferred of the round' } },
    }),
    ...[days, senior, late],
  ],
};

const TRANCHE: WrittenSecurity = {
  instrument: INSTRUMENTS.trancheNote({
    ...{ issuedOn: '2026-06-15', issuePercent: '100', form: 'registered', class: 'A', pool: 'consumer-loans' },
  }),
  ...{ currency: 'EUR', cfi: 'DAVSGR', denomination: EUR_1000 },
  terms: [
    ...FLOATING.terms.filter(({ is }) => is !== 'ranks@1'),
    TERMS.ranks({ as: 'senior-secured' }),
    TERMS.takesLosses({ pool: 'Auto Loans 7', fromPercent: '12', toPercent: '100' }),
    TERMS.paysInOrder({ steps: ['senior expenses', 'interest of class A', 'principal of class A', 'class B'] }),
    TERMS.paysOutOf({ source: 'pool', recourse: 'limited' }),
    TERMS.issuerMayCleanUp({ outstandingPercent: '10', percent: '100', notice }),
  ],
};

const SUKUK: WrittenSecurity = {
  instrument: INSTRUMENTS.sukuk({ issuedOn: '2026-06-15', form: 'registered', structure: 'ijara' }),
  ...{ currency: 'USD', cfi: 'DBFXFR', denomination: { amount: '1000', currency: 'USD' } },
  terms: [
    TERMS.distributes({ ratePercent: '4.1', outOf: 'rent', every: 'P6M', from: '2026-12-15' }),
    TERMS.standsFor({ asset: 'an office building', register: 'Land Registry', entry: '4711' }),
    TERMS.undertakesPurchase({ by: trustee, percent: '100', events: ['Dissolution'] }),
    TERMS.paysOutOf({ source: 'asset', recourse: 'limited' }),
    ...[days, repaid, TERMS.fallsDueOn({ event: 'IssuerInsolvent' })],
  ],
};

const PROFIT: WrittenSecurity = {
  instrument: INSTRUMENTS.profitNote({ issuedOn: '2026-06-15', form: 'registered' }),
  ...{ currency: 'EUR', cfi: 'DMVUFR', denomination: { amount: '250', currency: 'EUR' } },
  terms: [
    TERMS.paysShareOf({ percent: '90', income: 'net rent', every: 'P3M', from: '2026-09-30' }),
    TERMS.roundsPayments({ digits: 2, mode: 'down', per: 'holding', remainder: 'carried' }),
    TERMS.recordsHolders({ days: 5, kind: 'business' }),
    TERMS.standsFor({ asset: 'a building with 40 flats', register: 'Grundbuch Hamburg', entry: 'Blatt 4711' }),
    TERMS.provesAsset({ by: 'notary', evidence: 'title-deed', everyMonths: 12, otherwise: ['transfers'] }),
    TERMS.paysOutOf({ source: 'asset', recourse: 'limited' }),
    ...[repaid, senior, late],
  ],
};

const CASH: WrittenSecurity = {
  instrument: INSTRUMENTS.tokenisedCash({ claimOn: 'credit-institution' }),
  ...{ currency: 'EUR', cfi: 'TCXXXX', denomination: { amount: '0.01', currency: 'EUR' } },
  terms: [TERMS.redeemsAtPar({ withinDays: 1 }), TERMS.backedBy({ reserve: 'deposits at the central bank' })],
};

/** Securities of every kind, each complete and without a contradiction, with what they are in words. */
export const SECURITIES: Readonly<Record<string, WrittenSecurity>> = {
  'callable fixed-rate bond': CALLABLE,
  'floating-rate bond': FLOATING,
  'zero-coupon bond': ZERO,
  'stepped-rate bond': STEPPED,
  'inflation-linked fixed-rate government bond': LINKED,
  'secured fixed-rate amortising bond': AMORTISING,
  'perpetual callable Additional Tier 1 fixed-to-floating-rate contingent bond': PERPETUAL,
  'fixed-rate convertible bond': CONVERTIBLE,
  'green sustainability-linked callable fixed-rate bond': SUSTAINABLE,
  'extendible fixed-rate covered bond': COVERED,
  'ordinary share': SHARE,
  'cumulative participating convertible preferred share': PREFERRED,
  'accumulating exchange-traded fund unit': FUND,
  'closed-end distributing mutual fund unit': CLOSED_FUND,
  'call warrant': WARRANT,
  'autocallable certificate': AUTOCALL,
  'post-money SAFE': SAFE,
  'fixed-rate convertible note': NOTE_TO_CONVERT,
  'secured floating-rate asset-backed note': TRANCHE,
  'sukuk al-ijara': SUKUK,
  'profit-participating note': PROFIT,
  'tokenised cash': CASH,
};
