import { phrase, part, type Phrase } from './phrase.js';
import { count, number, percent, period } from './quantities.js';
import { either, listOf, oneOf, word, type Slot } from './slot.js';
import { calendar, date, mic, text } from './values.js';
import {
  change,
  dayCount,
  dayKind,
  event,
  index,
  level,
  margin,
  party,
  rate,
  rounding,
  spaced,
} from './term-values.js';

/** When something regular is paid. */
const REGULAR = 'every {every} from {from}[ until {until}]';
const regular: Readonly<Record<string, Slot>> = { every: period, from: date, until: date };
const steps = listOf(
  part('a rate and its first day', '{ratePercent} from {from}', { ratePercent: percent, from: date }),
  'and',
);
const fallbacks = oneOf([
  ['the successor that its administrator names', 'successor-of-administrator'],
  ['the successor by law', 'successor-by-law'],
  ['the rate of the central bank', 'rate-of-central-bank'],
  ['what was published last', 'last-published'],
  ['what the calculation agent determines', 'determined-by-calculation-agent'],
  ['what an independent adviser determines', 'determined-by-independent-adviser'],
]);

/** How interest and other payments are said. */
const INTEREST: readonly Phrase[] = [
  phrase('paysFixed@1', `pays {ratePercent} per year, ${REGULAR}`, { ratePercent: percent, ...regular }),
  phrase('paysStepped@1', `pays {steps}, per year, ${REGULAR}`, { steps, ...regular }),
  phrase(
    'paysFloating@1',
    'pays {index}[ of {tenor}] {method}[, times {multiplier},] {spreadPercent} per year' +
      `[, at least {floorPercent}][, at most {capPercent}][, reset every {resetsEvery}], ${REGULAR}`,
    {
      ...{ index, tenor: period, multiplier: number, spreadPercent: margin, floorPercent: rate, capPercent: rate },
      ...{ resetsEvery: period, ...regular },
      method: oneOf([
        ['as published', 'term'],
        ['compounded', 'compounded'],
        ['averaged', 'averaged'],
      ]),
    },
  ),
  phrase(
    'fixesRate@1',
    'rate is fixed {daysBefore} business days before the {of} of each period by {source}[, looking back {lookbackDays} business days]',
    { daysBefore: count, of: word('beginning', 'end'), source: text, lookbackDays: count },
  ),
  phrase('fallsBackOn@1', 'where {index} is not published, in turn {steps}', {
    index,
    steps: listOf(fallbacks, 'and'),
  }),
  phrase('shiftsObservations@1', 'observation period is shifted back by {days} business days', { days: count }),
  phrase('locksOutRate@1', 'rate is locked out for the last {days} business days of each period', { days: count }),
  phrase('floorsDailyRate@1', 'rate of each day is at least {percent}', { percent: rate }),
  phrase(
    'changesRateByRating@1',
    'rate rises by {perStepPercent} for each step that {agencies} rates below {level}[, by at most {mostPercent}], and {reverses}',
    {
      ...{ perStepPercent: percent, agencies: listOf(text, 'or'), level: text, mostPercent: percent },
      reverses: either('falls with it again', 'stays'),
    },
  ),
  phrase('paysInKind@1', '{by} add interest to the nominal[ until {until}][, at the rate {marginPercent}]', {
    by: oneOf([
      ['issuer may', 'choice-of-issuer'],
      ['issuer must', 'duty'],
    ]),
    ...{ until: date, marginPercent: margin },
  }),
  phrase('paysNoInterest@1', 'no interest'),
  phrase(
    'followsIndex@1',
    'nominal follows {index} for {applies}, from {base}, {lagMonths} months before, {interpolation}[, and at least {floorPercent} is repaid]',
    {
      ...{ index, base: number, lagMonths: count, floorPercent: percent },
      applies: spaced('interest', 'repayment', 'interest-and-repayment'),
      interpolation: oneOf([
        ['interpolated daily', 'daily'],
        ['not interpolated', 'none'],
      ]),
    },
  ),
  phrase(
    'changesRateByTarget@1',
    'rate {changePercent} from {from} if {indicator} on {observedOn} {changesIf} the target of {comparison} {target} {unit}, verified by {verifiedBy}',
    {
      ...{ changePercent: change, from: date, indicator: text, observedOn: date, target: level, unit: text },
      ...{ verifiedBy: party, comparison: spaced('at-most', 'at-least'), changesIf: word('missed', 'met') },
    },
  ),
  phrase('changesRateOn@1', 'rate {changePercent} after {event}', { changePercent: change, event }),
  phrase('defersInterest@1', '{by} defer interest[ while {while}], what is deferred is {deferred}', {
    by: oneOf([
      ['issuer may', 'choice-of-issuer'],
      ['issuer must', 'duty'],
    ]),
    while: event,
    deferred: spaced('owed', 'owed-with-interest', 'lost'),
  }),
  phrase('paysShareOf@1', `pays {percent} of {income}, ${REGULAR}`, { percent, income: text, ...regular }),
  phrase('roundsPayments@1', 'payments for each {per} are rounded {mode} to {digits} digits, remainder {remainder}', {
    ...{ per: word('unit', 'holding'), mode: rounding, digits: count },
    remainder: spaced('carried', 'kept-by-issuer'),
  }),
  phrase('paysLateInterest@1', 'late payments bear interest at the rate {marginPercent}', { marginPercent: margin }),
  phrase('grossesUp@1', 'issuer makes good taxes that are withheld[, except {except}]', { except: text }),
];

const DAYS: readonly Phrase[] = [
  phrase('countsDays@1', 'days count {dayCount}', { dayCount }),
  phrase('adjustsDays@1', 'payment days are {convention}, {periods}, by calendars {calendars}', {
    calendars: listOf(calendar, 'and'),
    convention: spaced('following', 'modified-following', 'preceding', 'modified-preceding', 'unchanged'),
    periods: word('adjusted', 'unadjusted'),
  }),
  phrase('paysAfterPeriod@1', 'interest is paid {days} business days after each period', { days: count }),
  phrase('accruesFrom@1', 'interest runs from {from}', { from: date }),
  phrase('hasStub@1', '{at} period is {length}[, of {lasts}]', {
    ...{ at: word('first', 'last'), length: word('short', 'long'), lasts: period },
  }),
  phrase('recordsHolders@1', 'holders {days} {kind} before are paid', { days: count, kind: dayKind }),
  phrase('tradesExFrom@1', 'trades without the payment from {days} {kind} before', { days: count, kind: dayKind }),
  phrase('paysThrough@1', 'issuer pays through {agent}', { agent: party }),
  phrase('calculatesBy@1', 'calculation by {agent}', { agent: party }),
  phrase('paysOutOf@1', 'paid out of {source} with {recourse} recourse', {
    source: oneOf([
      ['all assets', 'all-assets'],
      ['the asset', 'asset'],
      ['the pool', 'pool'],
      ['the reserve', 'reserve'],
    ]),
    recourse: word('full', 'limited'),
  }),
  phrase(
    'prescribes@1',
    'claims lapse {principalYears} years after principal is due and {interestYears} years after interest is due',
    { principalYears: count, interestYears: count },
  ),
  phrase('listedOn@1', 'listed on {venue}[ in segment {segment}]', { venue: mic, segment: text }),
];

/** Payments, and the days on which they are made. */
export const PAYMENT_PHRASES: readonly Phrase[] = [...INTEREST, ...DAYS];
