import { businessDate } from '../dates/business-date.js';
import { period } from '../dates/period.js';
import { LIMITS } from '../limits.js';
import { count, list, optional, record, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import {
  days,
  decimal,
  eventName,
  factor,
  indexName,
  label,
  part,
  party,
  percent,
  ROUNDINGS,
  schedule,
  signedPercent,
  wording,
} from './values.js';

/** When interest is paid: at the end of every period, for the first time on a date; absent `until`: to the end. */
const regular = { every: period, from: businessDate, until: optional(businessDate) } as const;

/**
 * Fixed interest: `ratePercent` per year on the nominal, from the day of issue. It needs `countsDays`. ACTUS `nominalInterestRate`,
 * `cycleOfInterestPayment`; ISO 20022 event INTR.
 */
export const paysFixed = termKind({
  is: 'paysFixed@1',
  topic: 'payment',
  parameters: { ratePercent: percent, ...regular },
});

/** Fixed interest that changes on dates known from the start: each rate per year from its date on, ascending. */
export const paysStepped = termKind({
  is: 'paysStepped@1',
  topic: 'payment',
  parameters: { steps: schedule(record({ from: businessDate, ratePercent: percent })), ...regular },
});

/**
 * Interest at a published rate times `multiplier` (absent: one) plus a margin (in per cent per year), not below a floor
 * and not above a cap: these are of the whole, with multiplier and margin, as terms of bonds have it; a floor or a cap of
 * FpML and CDM is of the published rate alone, without the margin. `tenor` is that of a term rate. When it is fixed and what
 * stands for a rate that is not published are sentences of their own, which it needs (`fixesRate`, `fallsBackOn`). ISDA 2021 section 6; ACTUS `marketObjectCodeOfRateReset`,
 * `rateSpread`, `lifeFloor`, `lifeCap`.
 */
export const paysFloating = termKind({
  is: 'paysFloating@1',
  topic: 'payment',
  parameters: {
    index: indexName,
    tenor: optional(period),
    method: word('term', 'compounded', 'averaged'),
    multiplier: optional(factor),
    spreadPercent: signedPercent,
    floorPercent: optional(signedPercent),
    capPercent: optional(signedPercent),
    /** How long a fixing counts, where that is longer than one interest period: five years of a resettable bond. */
    resetsEvery: optional(period),
    ...regular,
  },
});

/**
 * Which fixing a floating rate takes: that so many business days before the beginning (rates known in advance) or the end
 * (compounded in arrears) of a period, as its administrator publishes it at a source. Looking back, the rate of an earlier
 * day counts for each day of the period, and weighs as that day of the period does (lookback without observation shift;
 * with one: `shiftsObservations`). ISDA 2021 sections 6.5, 7.
 */
export const fixesRate = termKind({
  is: 'fixesRate@1',
  topic: 'payment',
  parameters: {
    daysBefore: days,
    of: word('beginning', 'end'),
    source: label,
    /** By so many business days the rate of an earlier day counts for each day of the period. */
    lookbackDays: optional(days),
  },
});

/** What stands for a rate or an index that is not published, one after the other. ISDA 2021 section 8. */
export const fallsBackOn = termKind({
  is: 'fallsBackOn@1',
  topic: 'payment',
  parameters: {
    index: indexName,
    steps: list(
      word(
        'successor-of-administrator',
        'successor-by-law',
        'rate-of-central-bank',
        'last-published',
        'determined-by-calculation-agent',
        'determined-by-independent-adviser',
      ),
      { min: 1, max: 6 },
    ),
  },
});

/** No interest is paid: a zero-coupon bond, a SAFE. */
export const paysNoInterest = termKind({ is: 'paysNoInterest@1', topic: 'payment', parameters: {} });

/**
 * Nominal, and so interest or repayment or both, follow a price index: index of the month `lagMonths` before, over the
 * base. `floorPercent` is the least that is repaid, in per cent of the nominal (absent: no floor). ICMA, canadian model of
 * inflation-linked bonds; ACTUS `scalingEffect`, `marketObjectCodeOfScalingIndex`.
 */
export const followsIndex = termKind({
  is: 'followsIndex@1',
  topic: 'payment',
  parameters: {
    applies: word('interest', 'repayment', 'interest-and-repayment'),
    index: indexName,
    base: factor,
    lagMonths: count({ min: 0, max: 24 }),
    interpolation: word('daily', 'none'),
    floorPercent: optional(percent),
  },
});

/**
 * The rate changes where an indicator misses (or meets) its target when it is observed: sustainability-linked bonds. The
 * change is in percentage points per year, from the interest period that begins on a date. ICMA Sustainability-Linked
 * Bond Principles.
 */
export const changesRateByTarget = termKind({
  is: 'changesRateByTarget@1',
  topic: 'payment',
  repeats: true,
  parameters: {
    indicator: label,
    comparison: word('at-most', 'at-least'),
    target: decimal('-1000000000000'),
    unit: label,
    observedOn: businessDate,
    verifiedBy: party,
    changesIf: word('missed', 'met'),
    changePercent: signedPercent,
    from: businessDate,
  },
});

/** The rate changes from the next interest period on when an event occurs, such as a change of rating. */
export const changesRateOn = termKind({
  is: 'changesRateOn@1',
  topic: 'payment',
  repeats: true,
  parameters: { event: eventName, changePercent: signedPercent },
});

/**
 * Interest need not be paid when it is due: the issuer may defer it, or must while an event lasts. What is deferred is
 * owed (cumulative), with interest on it or without, or is lost. CRR article 52(1)(l) for what is lost.
 */
export const defersInterest = termKind({
  is: 'defersInterest@1',
  topic: 'payment',
  repeats: true,
  parameters: {
    by: word('choice-of-issuer', 'duty'),
    while: optional(eventName),
    deferred: word('owed', 'owed-with-interest', 'lost'),
  },
});

/** A part of a named income, in per cent, at the end of every period: profit participation, rent. */
export const paysShareOf = termKind({
  is: 'paysShareOf@1',
  topic: 'payment',
  repeats: true,
  parameters: { percent: part, income: label, ...regular },
});

/** Rounding of what is paid for each unit or holding, and what becomes of the remainder. */
export const roundsPayments = termKind({
  is: 'roundsPayments@1',
  topic: 'payment',
  parameters: {
    digits: count({ min: 0, max: LIMITS.decimalScaleMax }),
    mode: word(...ROUNDINGS),
    per: word('unit', 'holding'),
    remainder: word('carried', 'kept-by-issuer'),
  },
});

/** Interest on what is paid late, in percentage points per year above the rate of the security. */
export const paysLateInterest = termKind({
  is: 'paysLateInterest@1',
  topic: 'payment',
  parameters: { marginPercent: signedPercent },
});

/** Taxes that are withheld are made good, so that holders get what they would have got; exceptions in words. */
export const grossesUp = termKind({
  is: 'grossesUp@1',
  topic: 'payment',
  parameters: { except: optional(wording) },
});
