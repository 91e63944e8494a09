import { period } from '../dates/period.js';
import { optional, record, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import { amount, days, eventName, part, percent } from './values.js';

/** Out of what a mandatory prepayment is made. */
export const PROCEEDS = [
  'asset-sales',
  'change-of-control',
  'insurance-claims',
  'acquisition-claims',
  'debt-issues',
  'share-issues',
  'excess-cash-flow',
] as const;

/**
 * The issuer redeems, or offers to redeem, out of a part of what it gets beyond a threshold: in per cent of the
 * nominal, within days of getting it, or of the end of the period within which it may reinvest and has not. A cash flow
 * is that of a financial year. LMA leveraged facilities agreement (mandatory prepayment: disposal, insurance and
 * acquisition proceeds, excess cash flow); offers out of excess proceeds in the indentures of high-yield notes.
 */
export const prepaysFrom = termKind({
  is: 'prepaysFrom@1',
  topic: 'repayment',
  repeats: true,
  parameters: {
    duty: word('redeems', 'offers'),
    percent,
    proceedsPercent: part,
    of: word(...PROCEEDS),
    threshold: optional(record({ amount, counted: word('each-time', 'in-each-year', 'in-all') })),
    withinDays: days,
    reinvestWithin: optional(period),
  },
});

/**
 * The issuer must redeem all within days after an event, at a price in per cent of the nominal: special mandatory
 * redemption, such as of bonds for an acquisition that fails; mandatory prepayment on exit of the LMA leveraged
 * facilities agreement.
 */
export const mustRedeemAfter = termKind({
  is: 'mustRedeemAfter@1',
  topic: 'repayment',
  repeats: true,
  parameters: { event: eventName, percent, withinDays: days },
});
