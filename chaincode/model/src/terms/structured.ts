import { businessDate } from '../dates/business-date.js';
import { period } from '../dates/period.js';
import { LIMITS } from '../limits.js';
import { flag, list, optional, record, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import { days, eventName, factor, label, labels, part, party, percent, schedule, underlying } from './values.js';

/**
 * What the security looks at, each with its initial level from which performance is counted (absent: the close of the day
 * of the fixing).
 */
export const observes = termKind({
  is: 'observes@1',
  topic: 'structure',
  parameters: {
    underlyings: list(record({ of: underlying, initial: optional(factor) }), {
      min: 1,
      max: LIMITS.underlyingsPerTermMax,
    }),
    counts: word('only', 'worst', 'best', 'average'),
    fixedOn: businessDate,
  },
});

/**
 * Repaid early, at a price in per cent of the nominal, days after the first of these dates on which the underlying closes at
 * or above its trigger, in per cent of its initial level (autocall).
 */
export const redeemsEarly = termKind({
  is: 'redeemsEarly@1',
  topic: 'structure',
  parameters: {
    observations: schedule(record({ on: businessDate, triggerPercent: percent, percent })),
    paidAfterDays: days,
  },
});

/**
 * A coupon, in per cent of the nominal, for each of these dates on which the underlying closes at or above a barrier; with
 * memory, those that were missed are paid as well.
 */
export const paysIfAbove = termKind({
  is: 'paysIfAbove@1',
  topic: 'payment',
  parameters: {
    percent,
    observations: schedule(record({ on: businessDate, barrierPercent: percent })),
    memory: flag,
    paidAfterDays: days,
  },
});

/**
 * Repaid in full unless the underlying has closed below a barrier (in per cent of its initial level; observed on one day or
 * throughout): then by its performance from a strike, in cash or by delivery of the underlying.
 */
export const repaysByBarrier = termKind({
  is: 'repaysByBarrier@1',
  topic: 'repayment',
  parameters: {
    percent,
    barrierPercent: percent,
    strikePercent: percent,
    observed: word('at-the-end', 'throughout'),
    observedOn: businessDate,
    on: businessDate,
    otherwise: word('cash', 'delivery'),
  },
});

/** At least a part of the nominal is repaid at the end whatever happens (capital protection). */
export const protectsCapital = termKind({
  is: 'protectsCapital@1',
  topic: 'repayment',
  parameters: { percent },
});

/** Repayment falls with the loss of a reference entity's debt after a credit event. ISDA 2014 credit derivatives definitions. */
export const linkedToCredit = termKind({
  is: 'linkedToCredit@1',
  topic: 'structure',
  parameters: { entity: party, event: eventName, recovery: word('auction', 'fixed'), recoveryPercent: optional(part) },
});

/**
 * A slice of the losses of a pool, from an attachment to a detachment point, in per cent of the pool. Regulation (EU)
 * 2017/2402 article 2(6).
 */
export const takesLosses = termKind({
  is: 'takesLosses@1',
  topic: 'structure',
  parameters: { pool: label, fromPercent: part, toPercent: part },
});

/** What comes in is paid in this order, each in full before the next (waterfall). */
export const paysInOrder = termKind({
  is: 'paysInOrder@1',
  topic: 'structure',
  parameters: { steps: labels },
});

/** The originator keeps a part of the risk: Regulation (EU) 2017/2402 article 6. */
export const retainsRisk = termKind({
  is: 'retainsRisk@1',
  topic: 'structure',
  parameters: { by: party, percent: part, as: word('vertical-slice', 'first-loss', 'random-exposures') },
});

/**
 * Periodic distribution of a sukuk: an expected rate per year out of rent, profit or instalments of what the holders own
 * together. AAOIFI Shari'ah standard 17.
 */
export const distributes = termKind({
  is: 'distributes@1',
  topic: 'payment',
  parameters: {
    ratePercent: percent,
    outOf: word('rent', 'profit', 'instalments'),
    every: period,
    from: businessDate,
    until: optional(businessDate),
  },
});

/** Somebody buys the assets of a sukuk, at a price in per cent of the nominal, when an event occurs or it is dissolved. */
export const undertakesPurchase = termKind({
  is: 'undertakesPurchase@1',
  topic: 'structure',
  parameters: { by: party, percent, events: list(eventName, { min: 1, max: 10 }) },
});

/** Boards or scholars that have found the security in keeping with a law of conduct. */
export const certifiedBy = termKind({
  is: 'certifiedBy@1',
  topic: 'structure',
  repeats: true,
  parameters: { board: label, standard: label },
});
