import { businessDate } from '../dates/business-date.js';
import { period } from '../dates/period.js';
import { optional, record, word } from '../serialisation/reader.js';
import { formula } from './formula.js';
import { termKind } from './term-kind.js';
import { amount, days, eventName, factor, part, percent, schedule, words } from './values.js';

/** All is repaid on one day, in per cent of the nominal. ACTUS PAM `maturityDate`; ISO 20022 event REDM. */
export const repaysOn = termKind({
  is: 'repaysOn@1',
  topic: 'repayment',
  parameters: { percent, on: businessDate },
});

/** All is repaid on one day by a formula, for each unit. */
export const repaysByFormula = termKind({
  is: 'repaysByFormula@1',
  topic: 'repayment',
  parameters: { amount: formula, on: businessDate },
});

/** Repaid in parts of the nominal on dates, which make 100 per cent. ACTUS LAX; ISO 20022 event PRED. */
export const repaysInParts = termKind({
  is: 'repaysInParts@1',
  topic: 'repayment',
  parameters: { instalments: schedule(record({ on: businessDate, percent: part })) },
});

/** Repaid in amounts for each unit on dates, which make its nominal. ACTUS LAX; ISO 20022 event PRED. */
export const repaysInAmounts = termKind({
  is: 'repaysInAmounts@1',
  topic: 'repayment',
  parameters: { instalments: schedule(record({ on: businessDate, amount })) },
});

/**
 * Repaid at the end of every period: in equal parts of the nominal (ACTUS LAM), or so that interest and repayment together
 * are the same each time (ACTUS ANN).
 */
export const repaysRegularly = termKind({
  is: 'repaysRegularly@1',
  topic: 'repayment',
  parameters: { as: word('equal-parts', 'annuity'), every: period, from: businessDate, until: businessDate },
});

/** A part of the issue (per cent of what was issued) is redeemed at its nominal each period: sinking fund. */
export const sinks = termKind({
  is: 'sinks@1',
  topic: 'repayment',
  parameters: {
    percent: part,
    every: period,
    from: businessDate,
    until: optional(businessDate),
    by: word('lot', 'pro-rata', 'purchase-or-lot'),
  },
});

/**
 * On one day what is missing is paid: so much that all payments of the security, this one included, come to a multiple of
 * the nominal; nothing where they have come to it before. Income and interest that were paid count.
 */
export const repaysShortfall = termKind({
  is: 'repaysShortfall@1',
  topic: 'repayment',
  parameters: { multiple: factor, on: businessDate },
});

/**
 * Once all payments of the security, income and interest included, have come to a multiple of the nominal, nothing more is
 * owed; a payment that would go beyond it is made up to it. Notes that pay a part of a revenue.
 */
export const endsAtTotal = termKind({
  is: 'endsAtTotal@1',
  topic: 'repayment',
  parameters: { multiple: factor },
});

/** There is no date on which it is repaid. */
export const neverMatures = termKind({ is: 'neverMatures@1', topic: 'repayment', parameters: {} });

/** The repayment can be put off to a later date: by choice with notice, or by itself when an event occurs (soft bullet). */
export const extendsTo = termKind({
  is: 'extendsTo@1',
  topic: 'repayment',
  parameters: {
    by: word('choice-of-issuer', 'choice-of-holders', 'event'),
    event: optional(eventName),
    until: businessDate,
    noticeDays: optional(days),
  },
});

/** When nothing is owed or held any more. */
export const endsOn = termKind({
  is: 'endsOn@1',
  topic: 'repayment',
  parameters: { outcomes: words('full-payment', 'conversion', 'dissolution', 'exercise', 'expiry', 'redemption') },
});
