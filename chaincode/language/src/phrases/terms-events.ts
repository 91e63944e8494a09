import { phrase, type Phrase } from './phrase.js';
import { count, money, percent, period } from './quantities.js';
import { either, listOf, oneOf, word } from './slot.js';
import { text } from './values.js';
import { event, level, names, party, quantity, spaced } from './term-values.js';

const EVENTS: readonly Phrase[] = [
  phrase('isGiven@1', '{name} is {unit} given by {by}', {
    ...{
      name: quantity,
      unit: oneOf([
        ['an amount', 'money'],
        ['a price', 'price'],
        ['a number of units', 'units'],
        ['a percentage', 'percent'],
        ['a number', 'number'],
      ]),
      by: text,
    },
  }),
  phrase('acceleratesIfLate@1', 'if {due} late {days} days, holders of {holdersPercent} may declare all due', {
    ...{ due: word('payment', 'interest', 'principal'), days: count, holdersPercent: percent },
  }),
  phrase('acceleratesAfter@1', 'if {event} lasts {days} days, holders of {holdersPercent} may declare all due', {
    ...{ event, days: count, holdersPercent: percent },
  }),
  phrase('fallsDueOn@1', 'on {event} all is due', { event }),
  phrase('crossDefaults@1', 'CrossDefault occurs when other debt of the {of} above {threshold} is unpaid', {
    ...{ of: word('issuer', 'group'), threshold: money },
  }),
  phrase('hasNoDefault@1', 'late payment is no default[, {remedy}]', { remedy: text }),
  phrase('keepsRatio@1', 'issuer keeps {ratio} {comparison} {level} every {every}, otherwise {event}', {
    ...{ ratio: text, comparison: spaced('at-most', 'at-least'), level, every: period, event },
  }),
  phrase('permitsWhile@1', 'only while {ratio} is {comparison} {level} issuer may {acts}[, or up to {basket} in all]', {
    acts: listOf(spaced('borrow', 'pay-dividends', 'buy-shares-back', 'invest', 'merge'), 'or'),
    ...{ ratio: text, comparison: spaced('at-most', 'at-least'), level, basket: money },
  }),
  phrase(
    'curesByEquity@1',
    '{event} is cured by new equity within {withinDays} days, at most {times} times, {inARow}',
    {
      ...{ event, withinDays: count, times: count },
      inARow: either('also in a row', 'not in a row'),
    },
  ),
  phrase('rescindsAcceleration@1', 'holders of {holdersPercent} may take back what was declared due', {
    holdersPercent: percent,
  }),
  phrase('suspendsOn@1', '{what} are suspended when {event} lasts {days} days', {
    ...{ what: spaced('transfers', 'dividends', 'junior-payments'), event, days: count },
  }),
];

const RANKS: readonly Phrase[] = [
  phrase('ranks@1', 'ranks as {as}', {
    as: oneOf([
      ['senior secured', 'senior-secured'],
      ['senior preferred', 'senior-preferred'],
      ['senior', 'senior'],
      ['senior non-preferred', 'senior-non-preferred'],
      ['subordinated', 'subordinated'],
      ['tier 2', 'tier-2'],
      ['additional tier 1', 'additional-tier-1'],
      ['preferred', 'preferred'],
      ['ordinary', 'ordinary'],
    ]),
  }),
  phrase('ranksAmong@1', 'ranks[ with {with}][ after {after}][ before {before}], {ifShort} if short', {
    ...{ with: names, after: names, before: names, ifShort: spaced('pro-rata', 'by-date') },
  }),
  phrase('securedBy@1', 'secured by {asset} in rank {rank}[, held by {trustee}]', {
    ...{ asset: text, rank: count, trustee: party },
  }),
  phrase('guaranteedBy@1', 'guaranteed for {percent} by {guarantor}, {claim}', {
    ...{ percent, guarantor: party, claim: spaced('on-first-demand', 'after-default') },
  }),
  phrase('coveredBy@1', 'covered by {pool} of {assets} with {excessPercent} more, watched by {monitor}', {
    ...{ pool: text, excessPercent: percent, monitor: party },
    assets: oneOf([
      ['residential mortgages', 'residential-mortgages'],
      ['commercial mortgages', 'commercial-mortgages'],
      ['claims on the public sector', 'public-sector'],
      ['ships', 'ships'],
      ['mixed assets', 'mixed'],
    ]),
  }),
  phrase('securesNoOther@1', 'issuer secures no other debt alone[, except {except}]', { except: text }),
  phrase('recognisesBailIn@1', 'holders recognise bail-in by {authority}', { authority: text }),
];

const CHANGES: readonly Phrase[] = [
  phrase('changingNeeds@1', 'changing {what} needs {percent} of {of}, quorum {quorumPercent}', {
    ...{ what: word('payments', 'maturity', 'ranking', 'rights', 'law', 'anything'), percent },
    ...{ of: spaced('votes-cast', 'votes-outstanding'), quorumPercent: percent },
  }),
  phrase(
    'changingTogetherNeeds@1',
    'series that vote together change {what} with {percent} of all[ and {eachPercent} of each]',
    {
      what: word('payments', 'maturity', 'ranking', 'rights', 'law', 'anything'),
      ...{ percent, eachPercent: percent },
    },
  ),
  phrase('asksHolders@1', 'holders are asked for {days} days at least, ending {ends}', {
    ...{ days: count, ends: spaced('at-the-deadline', 'when-enough-agree') },
  }),
  phrase('issuerMayChange@1', 'issuer alone may change {what}', { what: text }),
  phrase('notifies@1', 'notices by {through} count after {days} days', {
    through: listOf(spaced('register', 'clearing-system', 'gazette', 'website', 'letter'), 'and'),
    days: count,
  }),
  phrase('representedBy@1', 'holders are represented by {representative} as {as}', {
    ...{ representative: party, as: spaced('trustee', 'common-representative', 'fiscal-agent') },
  }),
];

/** Events and defaults, ranking and security, changes. */
export const EVENT_PHRASES: readonly Phrase[] = [...EVENTS, ...RANKS, ...CHANGES];
