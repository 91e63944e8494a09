import { formula } from './formula.js';
import { phrase, type Phrase } from './phrase.js';
import { count, money, number, percent, period } from './quantities.js';
import { either, listOf, oneOf, word } from './slot.js';
import { date, isin, text } from './values.js';
import { anyOf, delivered, event, notice, percentsOn, ratio, rounding, spaced, underlying } from './term-values.js';

const BY_HOLDER: readonly Phrase[] = [
  phrase('holderMayRequire@1', 'holder may require {prices}, {notice}', { prices: percentsOn, notice }),
  phrase('holderMayRequireAfter@1', 'holder may require {percent} within {withinDays} days after {event}', {
    ...{ percent, withinDays: count, event },
  }),
  phrase(
    'classMayRequire@1',
    'holders of {majorityPercent} of the class may require {multiple} times the issue price from {from}',
    { majorityPercent: percent, multiple: number, from: date },
  ),
  phrase(
    'holderMayConvert@1',
    'holder may convert into {into}[ at {price}][ at {ratio}] from {from}[ until {until}], fractions {fractions}',
    {
      ...{ into: delivered, price: money, ratio, from: date, until: date },
      fractions: spaced('paid-in-cash', 'dropped'),
    },
  ),
  phrase('adjustsConversion@1', 'conversion is adjusted for {for}', {
    for: listOf(
      oneOf([
        ['split', 'split'],
        ['bonus issue', 'bonus-issue'],
        ['rights issue', 'rights-issue'],
        ['dividend', 'dividend'],
        ['spin-off', 'spin-off'],
        ['merger', 'merger'],
        ['change of control', 'change-of-control'],
      ]),
      'and',
    ),
  }),
  phrase(
    'holderMayExchange@1',
    'holder may exchange into {into} at {ratio}[ from {from}][ until {until}], the holding period {tacks}',
    {
      ...{ into: isin, ratio, from: date, until: date },
      tacks: either('goes on', 'begins anew'),
    },
  ),
  phrase(
    'holderMayExercise@1',
    'holder may exercise a {right} on {multiplier} of {underlying} at {strike}, {style} from {from} until {until}' +
      '[ on {dates}], for {settlement}, {automatic}',
    {
      ...{ right: word('call', 'put'), multiplier: number, underlying, strike: money, from: date, until: date },
      ...{ style: word('american', 'bermudan', 'european'), dates: listOf(date, 'and') },
      settlement: spaced('cash', 'delivery', 'net-delivery'),
      automatic: either('by itself at the end', 'by notice alone'),
    },
  ),
  phrase('vests@1', 'vests {steps}[, at once on {accelerates}]', { steps: percentsOn, accelerates: event }),
  phrase('informs@1', 'issuer gives {documents} within {withinDays} days', {
    documents: listOf(
      spaced('annual-accounts', 'quarterly-accounts', 'budget', 'cap-table', 'valuation', 'impact-report'),
      'and',
    ),
    withinDays: count,
  }),
  phrase('mostFavoured@1', 'holder gets better terms that a later holder gets'),
  phrase('mayParticipate@1', 'holder may take part in later issues[ up to {upTo}][ until {untilEvent}]', {
    ...{ upTo: money, untilEvent: event },
  }),
];

const BY_EVENT: readonly Phrase[] = [
  phrase('convertsOn@1', 'on {event} issuer must convert into {units} of {into}, rounded {rounding}', {
    ...{ event, units: formula, into: delivered, rounding },
  }),
  phrase('convertsAt@1', 'converts on {on} into {units} of {into}, rounded {rounding}', {
    ...{ on: date, units: formula, into: delivered, rounding },
  }),
  phrase('mustPayOn@1', 'on {event} issuer must pay {amount}', { event, amount: formula }),
  phrase('writesDownOn@1', 'on {event} nominal is written down by {percent}, {lasting}', {
    ...{ event, percent },
    lasting: oneOf([
      ['for good', 'permanent'],
      ['until it is written up', 'temporary'],
    ]),
  }),
  phrase('occursBelow@1', '{event} occurs when {ratio} is below {percent}[, reported in {reportedIn}]', {
    ...{ event, ratio: text, percent, reportedIn: text },
  }),
];

/** What a holder who is taken along gets at least. */
const least = anyOf('a price such as 2.5 EUR a unit, or 3 times the issue price', [
  [phrase('by price', '{price} a unit', { price: money }), (values) => values, 'price'],
  [phrase('by multiple', '{multiple} times the issue price', { multiple: number }), (values) => values, 'multiple'],
]);

const participates = word('fully', 'capped', 'not');

const SHARES: readonly Phrase[] = [
  phrase('votes@1', 'votes {perUnit} per unit[, only on {only}]', {
    perUnit: number,
    only: listOf(spaced('own-class', 'amendments', 'dissolution'), 'and'),
  }),
  phrase('hasNoVote@1', 'no vote'),
  phrase('votesWhile@1', 'votes {perUnit} per unit while {event}', { perUnit: number, event }),
  phrase('mayPayDividends@1', '{decidedBy} may declare dividends[ every {every}]', {
    ...{ decidedBy: word('meeting', 'board'), every: period },
  }),
  phrase(
    'paysPreferredDividend@1',
    'preferred dividend of {ratePercent} per year, every {every}, unpaid is {unpaid}, participates {participates}',
    {
      ...{ ratePercent: percent, every: period, unpaid: spaced('owed', 'owed-with-interest', 'lost') },
      participates: word('fully', 'not'),
    },
  ),
  phrase(
    'liquidationPreference@1',
    'on dissolution first {multiple} times the issue price, participates {participates}[ at {capMultiple} times]',
    { multiple: number, participates, capMultiple: number },
  ),
  phrase('sharesResidue@1', 'on dissolution what is left belongs to units in proportion'),
  phrase('preEmption@1', 'holder comes first in {on} within {withinDays} days', {
    ...{ on: listOf(spaced('new-issues', 'transfers'), 'and'), withinDays: count },
  }),
  phrase('preEmptionOfClass@1', 'holders of class {class} come first in {on} within {withinDays} days', {
    ...{ class: text, on: listOf(spaced('new-issues', 'transfers'), 'and'), withinDays: count },
  }),
  phrase('antiDilution@1', 'conversion price follows cheaper issues by {method}', {
    method: spaced('full-ratchet', 'broad-weighted-average', 'narrow-weighted-average'),
  }),
  phrase(
    'dragsAlong@1',
    'holders of {majorityPercent} who sell may take all with them[ for at least {least}][, with consent of {consents}]' +
      '[, not to {excludes}][, notice {noticeDays} days]',
    {
      ...{ majorityPercent: percent, least, noticeDays: count },
      consents: listOf(
        oneOf([
          ['the board', 'board'],
          ['the founders', 'founders'],
          ['holders of preferred shares', 'preferred-holders'],
        ]),
        'and',
      ),
      excludes: listOf(
        oneOf([
          ['affiliates', 'affiliates'],
          ['competitors', 'competitors'],
          ['other holders', 'holders'],
        ]),
        'or',
      ),
    },
  ),
  phrase(
    'tagsAlong@1',
    'holder may sell with whoever sells more than {abovePercent}[, not to {excludes}][, answering within {withinDays} days]',
    {
      ...{ abovePercent: percent, withinDays: count },
      excludes: listOf(
        oneOf([
          ['affiliates', 'affiliates'],
          ['family', 'family'],
          ['heirs', 'heirs'],
          ['the issuer', 'issuer'],
        ]),
        'or',
      ),
    },
  ),
  phrase('appointsDirectors@1', 'class appoints {count} directors', { count }),
  phrase('needsConsentFor@1', 'issuer needs consent of holders of {percent} to {acts}', {
    percent,
    acts: listOf(
      spaced(
        ...(['issue-senior-shares', 'issue-equal-shares', 'change-its-articles', 'sell-the-company'] as const),
        ...(['dissolve', 'pay-dividends', 'buy-shares-back', 'borrow', 'change-the-number-of-directors'] as const),
      ),
      'or',
    ),
  }),
  phrase('paysToPlay@1', 'holder who takes no part in a later issue gets class {class} for {extent}', {
    class: text,
    extent: oneOf([
      ['all its units', 'all'],
      ['the part that it lacks', 'lacking'],
    ]),
  }),
  phrase('takesDividendsInUnits@1', 'holder may take dividends in new units[, {discountPercent} below their price]', {
    discountPercent: percent,
  }),
];

/** Rights of holders, conversions, and rights of shares. */
export const RIGHT_PHRASES: readonly Phrase[] = [...BY_HOLDER, ...BY_EVENT, ...SHARES];
