import { TERMS } from '../terms/catalogue.js';
import type { Term } from '../terms/term-kind.js';
import type { Formula } from '../terms/formula.js';

const agent = { lei: '5493001KJTIIGC8Y1R12' } as const;
const trustee = { name: 'Example Trustees' } as const;
const purchase: Formula = { is: 'quantity', name: 'purchase' };
const cap: Formula = { is: 'money', amount: '10000000', currency: 'USD' };
const overCap = (name: string): Formula => ({ is: 'quotient', left: cap, right: { is: 'quantity', name } });
const safePrice: Formula = {
  is: 'lowerOf',
  of: [
    overCap('capitalization'),
    { is: 'partOf', percent: { is: 'percent', value: '80' }, of: { is: 'quantity', name: 'round price' } },
  ],
};
const shareOfProceeds: Formula = {
  is: 'greaterOf',
  of: [
    purchase,
    {
      is: 'product',
      left: { is: 'quotient', left: purchase, right: overCap('liquidity capitalization') },
      right: { is: 'quantity', name: 'proceeds per share' },
    },
  ],
};

/** Every kind of term once, with all that can be said in it where that goes together. */
export const EXAMPLE_TERMS: readonly Term[] = [
  // interest
  TERMS.paysFixed({ ratePercent: '4.25', every: 'P6M', from: '2026-12-15' }),
  TERMS.paysStepped({
    steps: [
      { from: '2026-06-15', ratePercent: '2' },
      { from: '2028-06-15', ratePercent: '2.5' },
    ],
    every: 'P1Y',
    from: '2027-06-15',
  }),
  TERMS.paysFloating({
    index: 'EURIBOR',
    tenor: 'P3M',
    method: 'term',
    spreadPercent: '0.75',
    floorPercent: '0',
    capPercent: '6',
    every: 'P3M',
    from: '2026-09-15',
  }),
  TERMS.fixesRate({ daysBefore: 2, of: 'beginning', source: 'EMMI' }),
  TERMS.fallsBackOn({ index: 'EURIBOR', steps: ['successor-of-administrator', 'last-published'] }),
  TERMS.shiftsObservations({ days: 5 }),
  TERMS.locksOutRate({ days: 2 }),
  TERMS.floorsDailyRate({ percent: '0' }),
  TERMS.paysAfterPeriod({ days: 2 }),
  TERMS.paysNoInterest({}),
  TERMS.followsIndex({
    applies: 'interest-and-repayment',
    index: 'HICP ex tobacco',
    base: '121.45',
    lagMonths: 3,
    interpolation: 'daily',
    floorPercent: '100',
  }),
  TERMS.changesRateByTarget({
    indicator: 'CO2 intensity',
    comparison: 'at-most',
    target: '120',
    unit: 'g/kWh',
    observedOn: '2028-12-31',
    verifiedBy: { name: 'Example Verifiers' },
    changesIf: 'missed',
    changePercent: '0.25',
    from: '2029-06-15',
  }),
  TERMS.changesRateOn({ event: 'RatingDowngrade', changePercent: '0.5' }),
  TERMS.defersInterest({ by: 'duty', while: 'CapitalShortfall', deferred: 'owed-with-interest' }),
  TERMS.paysShareOf({ percent: '90', income: 'net rent', every: 'P3M', from: '2026-09-30' }),
  TERMS.roundsPayments({ digits: 2, mode: 'down', per: 'holding', remainder: 'carried' }),
  TERMS.paysLateInterest({ marginPercent: '1' }),
  TERMS.grossesUp({ except: 'taxes that are owed by reason of a connection of the holder with the country' }),
  // days
  TERMS.countsDays({ dayCount: '30E/360' }),
  TERMS.adjustsDays({ calendars: ['TARGET', 'London'], convention: 'modified-following', periods: 'unadjusted' }),
  TERMS.hasStub({ at: 'first', length: 'short', lasts: 'P3M' }),
  TERMS.accruesFrom({ from: '2026-06-01' }),
  TERMS.recordsHolders({ days: 5, kind: 'business' }),
  TERMS.tradesExFrom({ days: 6, kind: 'business' }),
  TERMS.paysThrough({ agent }),
  TERMS.calculatesBy({ agent }),
  TERMS.paysOutOf({ source: 'pool', recourse: 'limited' }),
  TERMS.listedOn({ venue: 'XFRA', segment: 'open market' }),
  // repayment
  TERMS.repaysOn({ percent: '100', on: '2031-06-15' }),
  TERMS.repaysByFormula({
    amount: {
      is: 'partOf',
      percent: { is: 'percent', value: '105' },
      of: { is: 'money', amount: '1000', currency: 'EUR' },
    },
    on: '2031-06-15',
  }),
  TERMS.repaysInParts({
    instalments: [
      { on: '2030-06-15', percent: '40' },
      { on: '2031-06-15', percent: '60' },
    ],
  }),
  TERMS.repaysInAmounts({
    instalments: [
      { on: '2030-06-15', amount: { amount: '400', currency: 'EUR' } },
      { on: '2031-06-15', amount: { amount: '600', currency: 'EUR' } },
    ],
  }),
  TERMS.repaysRegularly({ as: 'annuity', every: 'P3M', from: '2026-09-15', until: '2031-06-15' }),
  TERMS.sinks({ percent: '5', every: 'P1Y', from: '2027-06-15', until: '2030-06-15', by: 'lot' }),
  TERMS.repaysShortfall({ multiple: '1.2', on: '2031-06-15' }),
  TERMS.endsAtTotal({ multiple: '1.6' }),
  TERMS.prepaysFrom({
    duty: 'redeems',
    percent: '100',
    proceedsPercent: '75',
    of: 'asset-sales',
    threshold: { amount: { amount: '5000000', currency: 'EUR' }, counted: 'in-each-year' },
    withinDays: 30,
    reinvestWithin: 'P12M',
  }),
  TERMS.mustRedeemAfter({ event: 'AcquisitionFails', percent: '101', withinDays: 10 }),
  TERMS.neverMatures({}),
  TERMS.extendsTo({ by: 'event', event: 'IssuerInsolvent', until: '2032-06-15' }),
  TERMS.endsOn({ outcomes: ['conversion', 'full-payment'] }),
  // rights of the issuer
  TERMS.issuerMayRedeem({
    extent: 'all',
    style: 'american',
    prices: [
      { from: '2029-06-15', percent: '102' },
      { from: '2030-06-15', percent: '101' },
    ],
    notice: { daysMin: 30, daysMax: 60 },
  }),
  TERMS.issuerMayRedeemMakeWhole({
    extent: 'all-or-part',
    benchmark: 'Bund 0% 2031',
    marginPercent: '0.3',
    until: '2029-06-14',
    notice: { daysMin: 10, daysMax: 30 },
  }),
  TERMS.issuerMayRedeemAfter({ event: 'TaxEvent', percent: '100', notice: { daysMin: 30, daysMax: 60 } }),
  TERMS.issuerMayCleanUp({ outstandingPercent: '20', percent: '100', notice: { daysMin: 30 } }),
  // rights of holders
  TERMS.holderMayRequire({ prices: [{ on: '2029-06-15', percent: '100' }], notice: { daysMin: 15, daysMax: 30 } }),
  TERMS.holderMayRequireAfter({ event: 'ChangeOfControl', percent: '101', withinDays: 60 }),
  TERMS.classMayRequire({ majorityPercent: '66.67', multiple: '1', from: '2031-06-15' }),
  TERMS.holderMayConvert({
    into: { isin: 'AT0000A18XM4' },
    price: { amount: '27.7209', currency: 'EUR' },
    from: '2026-07-27',
    until: '2031-05-30',
    fractions: 'paid-in-cash',
  }),
  TERMS.adjustsConversion({ for: ['split', 'dividend'] }),
  TERMS.holderMayExchange({
    into: 'US0378331005',
    ratio: { numerator: '1', denominator: '1' },
    from: '2026-07-27',
    tacks: true,
  }),
  TERMS.holderMayExercise({
    right: 'call',
    underlying: { isin: 'DE0007236101' },
    multiplier: '0.1',
    strike: { amount: '200', currency: 'EUR' },
    style: 'american',
    from: '2026-06-15',
    until: '2027-06-15',
    settlement: 'cash',
    automatic: true,
  }),
  TERMS.vests({
    steps: [
      { on: '2027-06-15', percent: '25' },
      { on: '2030-06-15', percent: '75' },
    ],
    accelerates: 'ChangeOfControl',
  }),
  TERMS.informs({ documents: ['annual-accounts', 'cap-table'], withinDays: 120 }),
  TERMS.mostFavoured({}),
  TERMS.mayParticipate({ upTo: { amount: '250000', currency: 'USD' }, untilEvent: 'PublicOffering' }),
  // conversion and payment when something happens
  TERMS.convertsOn({
    event: 'EquityFinancing',
    units: { is: 'quotient', left: purchase, right: { is: 'quantity', name: 'safe price' } },
    rounding: 'down',
    into: { class: 'ShadowPreferred' },
  }),
  TERMS.convertsAt({
    on: '2031-06-15',
    units: { is: 'units', value: '40' },
    rounding: 'down',
    into: { isin: 'DE0007236101' },
  }),
  TERMS.mustPayOn({ event: 'LiquidityEvent', amount: shareOfProceeds }),
  TERMS.writesDownOn({ event: 'CapitalTrigger', percent: '100', lasting: 'temporary' }),
  TERMS.occursBelow({
    event: 'CapitalTrigger',
    ratio: 'common equity tier 1',
    percent: '5.125',
    reportedIn: 'the quarterly disclosures of the group',
  }),
  // equity
  TERMS.votes({ perUnit: '1' }),
  TERMS.hasNoVote({}),
  TERMS.votesWhile({ event: 'DividendArrears', perUnit: '1' }),
  TERMS.mayPayDividends({ decidedBy: 'meeting', every: 'P1Y' }),
  TERMS.paysPreferredDividend({ ratePercent: '8', every: 'P1Y', unpaid: 'owed', participates: 'not' }),
  TERMS.liquidationPreference({ multiple: '1', participates: 'capped', capMultiple: '3' }),
  TERMS.sharesResidue({}),
  TERMS.preEmption({ on: ['new-issues', 'transfers'], withinDays: 20 }),
  TERMS.preEmptionOfClass({ class: 'ordinary', on: ['transfers'], withinDays: 30 }),
  TERMS.antiDilution({ method: 'broad-weighted-average' }),
  TERMS.dragsAlong({
    majorityPercent: '75',
    least: { multiple: '3' },
    consents: ['board', 'preferred-holders'],
    excludes: ['affiliates', 'competitors'],
    noticeDays: 20,
  }),
  TERMS.tagsAlong({ abovePercent: '50', excludes: ['affiliates', 'family'], withinDays: 15 }),
  TERMS.appointsDirectors({ count: 1 }),
  // events and meanings
  TERMS.meansEvent({ event: 'ChangeOfControl', means: 'somebody acquires more than half of the votes' }),
  TERMS.meansFormula({ name: 'safe price', formula: safePrice }),
  TERMS.isGiven({ name: 'round price', unit: 'price', by: 'the issuer' }),
  TERMS.acceleratesIfLate({ due: 'payment', days: 14, holdersPercent: '25' }),
  TERMS.acceleratesAfter({ event: 'CrossDefault', days: 30, holdersPercent: '25' }),
  TERMS.fallsDueOn({ event: 'IssuerInsolvent' }),
  TERMS.crossDefaults({ threshold: { amount: '50000000', currency: 'EUR' }, of: 'group' }),
  TERMS.hasNoDefault({ remedy: 'holders may ask a court to wind the issuer up' }),
  TERMS.keepsRatio({
    ratio: 'net debt to EBITDA',
    comparison: 'at-most',
    level: '3.5',
    every: 'P6M',
    event: 'CovenantBreach',
  }),
  TERMS.suspendsOn({ event: 'CovenantBreach', what: 'dividends', days: 0 }),
  // ranking
  TERMS.ranks({ as: 'senior' }),
  TERMS.ranksAmong({ with: ['safes'], after: ['debt'], before: ['common'], ifShort: 'pro-rata' }),
  TERMS.securedBy({ asset: 'the land at Hamburg 4711', rank: 1, trustee }),
  TERMS.guaranteedBy({ guarantor: agent, percent: '100', claim: 'on-first-demand' }),
  TERMS.coveredBy({ pool: 'Register A', assets: 'residential-mortgages', excessPercent: '5', monitor: trustee }),
  TERMS.securesNoOther({ except: 'securitisations' }),
  TERMS.recognisesBailIn({ authority: 'Single Resolution Board' }),
  // structures
  TERMS.observes({
    underlyings: [
      { of: { isin: 'DE0007236101' }, initial: '190.5' },
      { of: { index: 'EURO STOXX 50' }, initial: '5200' },
    ],
    counts: 'worst',
    fixedOn: '2026-06-15',
  }),
  TERMS.redeemsEarly({
    observations: [
      { on: '2027-06-15', triggerPercent: '100', percent: '100' },
      { on: '2028-06-15', triggerPercent: '95', percent: '100' },
    ],
    paidAfterDays: 5,
  }),
  TERMS.paysIfAbove({
    percent: '7',
    observations: [
      { on: '2027-06-15', barrierPercent: '70' },
      { on: '2028-06-15', barrierPercent: '70' },
    ],
    memory: true,
    paidAfterDays: 5,
  }),
  TERMS.repaysByBarrier({
    percent: '100',
    barrierPercent: '60',
    strikePercent: '100',
    observed: 'at-the-end',
    observedOn: '2031-06-08',
    on: '2031-06-15',
    otherwise: 'cash',
  }),
  TERMS.protectsCapital({ percent: '90' }),
  TERMS.linkedToCredit({
    entity: { name: 'Example Reference' },
    event: 'CreditEvent',
    recovery: 'fixed',
    recoveryPercent: '40',
  }),
  TERMS.takesLosses({ pool: 'Auto Loans 7', fromPercent: '5', toPercent: '12' }),
  TERMS.paysInOrder({ steps: ['senior expenses', 'interest of class A', 'principal of class A', 'class B'] }),
  TERMS.retainsRisk({ by: agent, percent: '5', as: 'vertical-slice' }),
  TERMS.distributes({ ratePercent: '4.1', outOf: 'rent', every: 'P6M', from: '2026-12-15' }),
  TERMS.undertakesPurchase({ by: agent, percent: '100', events: ['Dissolution'] }),
  TERMS.certifiedBy({ board: 'Example Shariah Board', standard: 'AAOIFI 17' }),
  // funds
  TERMS.valued({ every: 'P1D', by: trustee }),
  TERMS.deals({ every: 'P1D', calendars: ['TARGET'], cutOff: '15:00', noticeDays: 0, settlementDays: 2 }),
  TERMS.chargesFee({ fee: 'performance', percent: '20', aboveMark: 'high-water-mark' }),
  TERMS.gatesRedemptions({ percent: '10', rest: 'carried' }),
  TERMS.swingsPrice({ abovePercent: '5', byAtMostPercent: '2' }),
  TERMS.fundEnds({
    at: { after: { period: 'P10Y', since: 'final-closing' } },
    extension: { times: 2, by: 'P1Y', consent: { holdersPercent: '66.67' } },
  }),
  TERMS.callsCapital({
    perUnit: { amount: '1000', currency: 'EUR' },
    during: { within: { period: 'P5Y', since: 'final-closing' } },
    notice: { days: 10, kind: 'business' },
    recycles: true,
  }),
  TERMS.sharesGains({
    percent: '20',
    hurdlePercent: '8',
    catchUpPercent: '100',
    over: 'whole-fund',
    clawback: true,
  }),
  TERMS.distributesIncome({ every: 'P6M', atLeastPercent: '90' }),
  TERMS.accumulatesIncome({}),
  TERMS.tracksIndex({ index: 'MSCI World', by: 'sampling', errorPercent: '0.5' }),
  // assets
  TERMS.standsFor({ asset: 'a building with 40 flats', register: 'Grundbuch Hamburg', entry: 'Blatt 4711' }),
  TERMS.provesAsset({ by: 'notary', evidence: 'title-deed', everyMonths: 12, otherwise: ['transfers'] }),
  TERMS.usesProceedsFor({ label: 'green', use: 'wind farms in the North Sea', framework: 'Green Framework 2026' }),
  TERMS.redeemsAtPar({ withinDays: 1 }),
  TERMS.backedBy({ reserve: 'deposits at the central bank', custodian: agent }),
  // changes
  TERMS.changingNeeds({ what: 'payments', percent: '75', of: 'votes-cast', quorumPercent: '66.67' }),
  TERMS.asksHolders({ days: 21, ends: 'when-enough-agree' }),
  TERMS.issuerMayChange({ what: 'manifest errors' }),
  TERMS.notifies({ through: ['register', 'website'], days: 3 }),
  TERMS.representedBy({ representative: trustee, as: 'trustee' }),
];
