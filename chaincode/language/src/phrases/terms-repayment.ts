import { formula } from './formula.js';
import { phrase, type Phrase } from './phrase.js';
import { count, number, percent, period } from './quantities.js';
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
  phrase(
    'issuerMayCleanUp@1',
    'issuer may redeem the rest at {percent} once at most {outstandingPercent} is outstanding, {notice}',
    { percent, outstandingPercent: percent, notice },
  ),
];

/** Repayment, and the rights of the issuer to redeem before. */
export const REPAYMENT_PHRASES: readonly Phrase[] = [...REPAYMENT, ...BY_ISSUER];
