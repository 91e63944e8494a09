import { period } from '../dates/period.js';
import { optional, word } from '../serialisation/reader.js';
import { formula } from './formula.js';
import { termKind } from './term-kind.js';
import { amount, days, decimal, eventName, label, part, quantityName, wording } from './values.js';

/** What an event is, in words: it occurs when people find that it has. */
export const meansEvent = termKind({
  is: 'meansEvent@1',
  topic: 'meaning',
  repeats: true,
  parameters: { event: eventName, means: wording },
});

/** A name for a formula, to be used in others. */
export const meansFormula = termKind({
  is: 'meansFormula@1',
  topic: 'meaning',
  repeats: true,
  parameters: { name: quantityName, formula },
});

/** A quantity that comes from outside, with its unit and who states it. */
export const isGiven = termKind({
  is: 'isGiven@1',
  topic: 'meaning',
  repeats: true,
  parameters: {
    name: quantityName,
    unit: word('money', 'price', 'units', 'percent', 'number'),
    by: label,
  },
});

/**
 * Where something that is due is not paid within days of grace, holders of a part (per cent of what is outstanding) may
 * declare all due.
 */
export const acceleratesIfLate = termKind({
  is: 'acceleratesIfLate@1',
  topic: 'event',
  repeats: true,
  parameters: { due: word('payment', 'interest', 'principal'), days, holdersPercent: part },
});

/** When an event occurs and lasts for days, holders of a part may declare all due. */
export const acceleratesAfter = termKind({
  is: 'acceleratesAfter@1',
  topic: 'event',
  repeats: true,
  parameters: { event: eventName, days, holdersPercent: part },
});

/** When an event occurs, all is due without a word of anybody: insolvency. */
export const fallsDueOn = termKind({
  is: 'fallsDueOn@1',
  topic: 'event',
  repeats: true,
  parameters: { event: eventName },
});

/** The event CrossDefault: other debt of the issuer (or its group) above a threshold is due and unpaid, or falls due early. */
export const crossDefaults = termKind({
  is: 'crossDefaults@1',
  topic: 'meaning',
  parameters: { threshold: amount, of: word('issuer', 'group') },
});

/** Late or missing payment gives no right to declare anything due: what holders may do then, in words. */
export const hasNoDefault = termKind({
  is: 'hasNoDefault@1',
  topic: 'event',
  parameters: { remedy: optional(wording) },
});

/** A covenant: the issuer keeps a ratio at or above, or at or below, a level at the end of every period; otherwise an event occurs. */
export const keepsRatio = termKind({
  is: 'keepsRatio@1',
  topic: 'event',
  repeats: true,
  parameters: {
    ratio: label,
    comparison: word('at-most', 'at-least'),
    level: decimal('-1000000000000'),
    every: period,
    event: eventName,
  },
});

/**
 * When an event occurs and lasts for days, dividends or payments to junior ranks are suspended until it ends. That transfers
 * are, nothing new can say: nobody tells the ledger of events.
 */
export const suspendsOn = termKind({
  is: 'suspendsOn@1',
  topic: 'event',
  repeats: true,
  parameters: { event: eventName, what: word('transfers', 'dividends', 'junior-payments'), days },
});
