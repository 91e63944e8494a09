import { businessDate } from '../dates/business-date.js';
import { optional, word } from '../serialisation/reader.js';
import { formula } from './formula.js';
import { termKind } from './term-kind.js';
import { delivered, eventName, label, part, ROUNDINGS } from './values.js';

/**
 * When an event occurs, the issuer must convert each unit (or the purchase amount) into so many units of another security
 * or class, rounded to whole ones: SAFE, convertible notes, contingent convertibles.
 */
export const convertsOn = termKind({
  is: 'convertsOn@1',
  topic: 'event',
  repeats: true,
  parameters: { event: eventName, units: formula, rounding: word(...ROUNDINGS), into: delivered },
});

/** On a date, each unit is converted into so many of another security or class: mandatory convertibles. */
export const convertsAt = termKind({
  is: 'convertsAt@1',
  topic: 'event',
  parameters: { on: businessDate, units: formula, rounding: word(...ROUNDINGS), into: delivered },
});

/** When an event occurs, the issuer must pay an amount by a formula, and nothing is owed any more. */
export const mustPayOn = termKind({
  is: 'mustPayOn@1',
  topic: 'event',
  repeats: true,
  parameters: { event: eventName, amount: formula },
});

/**
 * When an event occurs, the nominal is written down by a part, for good or until the issuer may write it up again.
 * CRR article 54 (additional tier 1).
 */
export const writesDownOn = termKind({
  is: 'writesDownOn@1',
  topic: 'event',
  repeats: true,
  parameters: { event: eventName, percent: part, lasting: word('permanent', 'temporary') },
});

/** An event that a ratio falls below a level, as it is reported: capital trigger of CRR article 54(1)(a). */
export const occursBelow = termKind({
  is: 'occursBelow@1',
  topic: 'meaning',
  repeats: true,
  parameters: { event: eventName, ratio: label, percent: part, reportedIn: optional(label) },
});
