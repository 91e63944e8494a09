import { phrase, part, type Phrase } from './phrase.js';
import { count, money, number, percent, period } from './quantities.js';
import { either, listOf, oneOf, word } from './slot.js';
import { calendar, date, text } from './values.js';
import { anyOf, dayKind, event, index, names, party, spaced, underlying } from './term-values.js';

const STRUCTURES: readonly Phrase[] = [
  phrase('observes@1', 'observes the {counts} of {underlyings}, fixed on {fixedOn}', {
    counts: word('only', 'worst', 'best', 'average'),
    underlyings: listOf(part('what is observed', '{of}[ at {initial}]', { of: underlying, initial: number }), 'and'),
    fixedOn: date,
  }),
  phrase('redeemsEarly@1', 'redeems early {observations}, paid {paidAfterDays} days after', {
    observations: listOf(
      part('a price, a day and a trigger', '{percent} on {on} at or above {triggerPercent}', {
        ...{ percent, on: date, triggerPercent: percent },
      }),
      'and',
    ),
    paidAfterDays: count,
  }),
  phrase('paysIfAbove@1', 'pays {percent} {memory} on {observations}, paid {paidAfterDays} days after', {
    percent,
    memory: either('with memory', 'without memory'),
    observations: listOf(
      part('a day and a barrier', '{on} at or above {barrierPercent}', { on: date, barrierPercent: percent }),
      'and',
    ),
    paidAfterDays: count,
  }),
  phrase(
    'repaysByBarrier@1',
    'repays {percent} on {on} unless below {barrierPercent} {observed} {observedOn}, otherwise by performance from {strikePercent} {otherwise}',
    {
      ...{ percent, on: date, barrierPercent: percent, observedOn: date, strikePercent: percent },
      observed: oneOf([
        ['on', 'at-the-end'],
        ['at any time until', 'throughout'],
      ]),
      otherwise: oneOf([
        ['in cash', 'cash'],
        ['by delivery', 'delivery'],
      ]),
    },
  ),
  phrase('protectsCapital@1', 'repays at least {percent} whatever happens', { percent }),
  phrase('linkedToCredit@1', 'loses with {entity} on {event}, recovery {recovery}[ at {recoveryPercent}]', {
    ...{
      entity: party,
      event,
      recovery: oneOf([
        ['by auction', 'auction'],
        ['fixed', 'fixed'],
      ]),
      recoveryPercent: percent,
    },
  }),
  phrase('takesLosses@1', 'takes losses of {pool} from {fromPercent} to {toPercent}', {
    ...{ pool: text, fromPercent: percent, toPercent: percent },
  }),
  phrase('paysInOrder@1', 'pays in order {steps}', { steps: names }),
  phrase('retainsRisk@1', '{percent} of the risk stays with {by} as {as}', {
    ...{ percent, by: party, as: spaced('vertical-slice', 'first-loss', 'random-exposures') },
  }),
  phrase(
    'distributes@1',
    'distributes {ratePercent} per year out of {outOf}, every {every} from {from}[ until {until}]',
    {
      ...{ ratePercent: percent, outOf: word('rent', 'profit', 'instalments') },
      ...{ every: period, from: date, until: date },
    },
  ),
  phrase('undertakesPurchase@1', 'assets are bought by {by} at {percent} on {events}', {
    ...{ by: party, percent, events: listOf(event, 'or') },
  }),
  phrase('certifiedBy@1', 'certified by {board} under {standard}', { board: text, standard: text }),
];

const since = { period, since: spaced('first-closing', 'final-closing') } as const;
const itself = (values: object): unknown => values;
const endOfFund = anyOf('a day or a time such as 10 years after the final closing', [
  [phrase('by day', 'on {on}', { on: date }), itself, 'on'],
  [phrase('by closing', '{period} after the {since}', since), (after) => ({ after }), 'after'],
]);
const timeOfCalls = anyOf('a day or a time such as within 5 years after the final closing', [
  [phrase('until a day', 'until {until}', { until: date }), itself, 'until'],
  [phrase('within a time', 'within {period} after the {since}', since), (within) => ({ within }), 'within'],
]);
const consent = anyOf('somebody who consents, such as holders of 66.67%', [
  [phrase('by holders', 'holders of {holdersPercent}', { holdersPercent: percent }), itself, 'holdersPercent'],
  [
    phrase('by a body', '{of}', {
      of: oneOf([
        ['the manager', 'manager'],
        ['the advisory committee', 'advisory-committee'],
      ]),
    }),
    ...([itself, 'of'] as const),
  ],
]);

/** Funds whose units nobody redeems before their end. */
const CLOSED_FUNDS: readonly Phrase[] = [
  phrase('fundEnds@1', 'fund ends {at}[, extended {extension}]', {
    at: endOfFund,
    extension: part(
      'an extension such as at most 2 times by 1 year with consent of holders of 66.67%',
      'at most {times} times by {by} with consent of {consent}',
      { times: count, by: period, consent },
    ),
  }),
  phrase(
    'callsCapital@1',
    'capital of {perUnit} per unit is called {during}, notice {notice}, what comes back {recycles}',
    {
      ...{ perUnit: money, during: timeOfCalls },
      notice: part('a notice such as 10 business days', '{days} {kind}', { days: count, kind: dayKind }),
      recycles: either('can be called again', 'is not called again'),
    },
  ),
  phrase(
    'sharesGains@1',
    'manager takes {percent} of gains above {hurdlePercent} per year, catch-up {catchUpPercent}, over {over}, {clawback}',
    {
      ...{ percent, hurdlePercent: percent, catchUpPercent: percent },
      over: oneOf([
        ['the whole fund', 'whole-fund'],
        ['each investment', 'each-investment'],
      ]),
      clawback: either('with clawback', 'without clawback'),
    },
  ),
];

const FUNDS: readonly Phrase[] = [
  phrase('valued@1', 'valued every {every} by {by}', { every: period, by: party }),
  phrase(
    'deals@1',
    'deals every {every}, orders by {cutOff} {noticeDays} days before, settled {settlementDays} days after, by calendars {calendars}',
    { every: period, calendars: listOf(calendar, 'and'), cutOff: text, noticeDays: count, settlementDays: count },
  ),
  phrase('chargesFee@1', 'charges {percent} {fee} fee[ above the {aboveMark}]', {
    percent,
    fee: word('management', 'performance', 'custody', 'subscription', 'redemption'),
    aboveMark: oneOf([
      ['high-water mark', 'high-water-mark'],
      ['hurdle', 'hurdle'],
    ]),
  }),
  phrase('gatesRedemptions@1', 'redeems at most {percent} on one day, the rest is {rest}', {
    ...{ percent, rest: word('carried', 'cancelled') },
  }),
  phrase('swingsPrice@1', 'price swings by at most {byAtMostPercent} for flows above {abovePercent}', {
    ...{ byAtMostPercent: percent, abovePercent: percent },
  }),
  phrase('distributesIncome@1', 'distributes income every {every}[, at least {atLeastPercent}]', {
    ...{ every: period, atLeastPercent: percent },
  }),
  phrase('accumulatesIncome@1', 'accumulates income'),
  phrase('tracksIndex@1', 'tracks {index} by {by}[, within {errorPercent}]', {
    ...{ index, by: spaced('full-replication', 'sampling', 'swaps'), errorPercent: percent },
  }),
];

const ASSETS: readonly Phrase[] = [
  phrase('standsFor@1', 'stands for {asset} by {register} entry {entry}', {
    ...{ asset: text, register: text, entry: text },
  }),
  phrase('provesAsset@1', '{by} proves {evidence} every {everyMonths} months, otherwise {otherwise} wait', {
    ...{ by: word('notary', 'registrar', 'issuer', 'auditor'), everyMonths: count },
    evidence: spaced('title-deed', 'vault-receipt', 'audit', 'valuation', 'insurance'),
    otherwise: listOf(word('transfers', 'payments'), 'and'),
  }),
  phrase('usesProceedsFor@1', 'proceeds are {label}, for {use}[, under {framework}][, reviewed by {reviewedBy}]', {
    ...{ label: word('green', 'social', 'sustainability', 'blue', 'general'), use: text, framework: text },
    reviewedBy: party,
  }),
  phrase('redeemsAtPar@1', 'redeemed at par within {withinDays} days', { withinDays: count }),
  phrase('backedBy@1', 'backed by {reserve}[, kept by {custodian}]', { reserve: text, custodian: party }),
];

/** Structured products, funds, and what stands behind units. */
export const STRUCTURE_PHRASES: readonly Phrase[] = [...STRUCTURES, ...CLOSED_FUNDS, ...FUNDS, ...ASSETS];
