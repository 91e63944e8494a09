import { formula } from './formula.js';
import { part, phrase, type Phrase } from './phrase.js';
import { count, money, number, percent, period } from './quantities.js';
import { listOf, oneOf, type Slot } from './slot.js';
import { date, text } from './values.js';
import { amountsOn, event, margin, notice, percentsOn, pricesFrom, spaced } from './term-values.js';

const extent: Slot = spaced('all', 'all-or-part');

const REPAYMENT: readonly Phrase[] = [
  phrase('repaysOn@1', 'repays {percent} on {on}', { percent, on: date }),
  phrase('repaysByFormula@1', 'repays {amount} on {on}', { amount: formula, on: date }),
  phrase('repaysInParts@1', 'repays in parts {instalments}', { instalments: percentsOn }),
  phrase('repaysInAmounts@1', 'repays in amounts {instalments}', { instalments: amountsOn }),
  phrase('repaysRegularly@1', 'repays in {as} every {every} from {from} until {until}', {
    as: oneOf([
      ['equal parts', 'equal-parts'],
      ['equal payments with interest', 'annuity'],
    ]),
    ...{ every: period, from: date, until: date },
  }),
  phrase('sinks@1', 'redeems {percent} of the issue by {by} every {every} from {from}[ until {until}]', {
    ...{ percent, every: period, from: date, until: date },
    by: spaced('lot', 'pro-rata', 'purchase-or-lot'),
  }),
  phrase('repaysShortfall@1', 'repays what is missing to {multiple} times the nominal on {on}', {
    ...{ multiple: number, on: date },
  }),
  phrase('endsAtTotal@1', 'ends when {multiple} times the nominal is paid in all', { multiple: number }),
  phrase('neverMatures@1', 'no maturity'),
  phrase('extendsTo@1', 'maturity extends to {until} by {by}[ {event}][, notice {noticeDays} days]', {
    ...{ until: date, event, noticeDays: count },
    by: spaced('choice-of-issuer', 'choice-of-holders', 'event'),
  }),
  phrase('endsOn@1', 'ends on {outcomes}', {
    outcomes: listOf(spaced('full-payment', 'conversion', 'dissolution', 'exercise', 'expiry', 'redemption'), 'or'),
  }),
];

const proceeds = oneOf([
  ['net proceeds of asset sales', 'asset-sales'],
  ['net proceeds of a change of control', 'change-of-control'],
  ['net proceeds of insurance claims', 'insurance-claims'],
  ['net proceeds of claims from an acquisition', 'acquisition-claims'],
  ['net proceeds of new debt', 'debt-issues'],
  ['net proceeds of new shares', 'share-issues'],
  ['excess cash flow', 'excess-cash-flow'],
]);
const threshold = part('a threshold such as above 5,000,000 EUR in each year', 'above {amount} {counted}', {
  ...{ amount: money, counted: spaced('each-time', 'in-each-year', 'in-all') },
});

const PREPAYMENT: readonly Phrase[] = [
  phrase(
    'prepaysFrom@1',
    'issuer {duty} at {percent} out of {proceedsPercent} of {of}[ {threshold}], within {withinDays} days' +
      '[, unless reinvested within {reinvestWithin}]',
    {
      ...{ percent, proceedsPercent: percent, of: proceeds, threshold, withinDays: count, reinvestWithin: period },
      duty: oneOf([
        ['must redeem', 'redeems'],
        ['must offer to redeem', 'offers'],
      ]),
    },
  ),
  phrase('mustRedeemAfter@1', 'issuer must redeem all at {percent} within {withinDays} days after {event}', {
    ...{ percent, withinDays: count, event },
  }),
];

const BY_ISSUER: readonly Phrase[] = [
  phrase('issuerMayRedeem@1', 'issuer may redeem {extent} at {prices}[, until {until}], on {style}, {notice}', {
    ...{ extent, prices: pricesFrom, until: date, notice },
    style: oneOf([
      ['any day', 'american'],
      ['payment dates', 'bermudan'],
      ['these days alone', 'european'],
    ]),
  }),
  phrase(
    'issuerMayRedeemMakeWhole@1',
    'issuer may redeem {extent} at make-whole by {benchmark} {marginPercent}[, until {until}], {notice}',
    { extent, benchmark: text, marginPercent: margin, until: date, notice },
  ),
  phrase('issuerMayRedeemAfter@1', 'issuer may redeem all at {percent} after {event}, {notice}', {
    ...{ percent, event, notice },
  }),
  phrase('issuerMayPurchase@1', 'issuer may buy units back and {then}', {
    then: oneOf([
      ['must cancel them', 'cancelled'],
      ['may keep or cancel them', 'free'],
    ]),
  }),
  phrase(
    'issuerMayCleanUp@1',
    'issuer may redeem the rest at {percent} once at most {outstandingPercent} is outstanding, {notice}',
    { percent, outstandingPercent: percent, notice },
  ),
];

/** Repayment, what must be redeemed before, and the rights of the issuer to do so. */
export const REPAYMENT_PHRASES: readonly Phrase[] = [...REPAYMENT, ...PREPAYMENT, ...BY_ISSUER];
