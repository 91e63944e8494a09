import { businessDate } from '../dates/business-date.js';
import { period } from '../dates/period.js';
import { mic } from '../identifiers/mic.js';
import { count, optional, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import { calendars, DAY_CONVENTIONS, DAY_COUNTS, dayKind, days, label, party } from './values.js';

/** How days of an interest period make a part of a year: ICMA rule 251, ISDA 2006 section 4.16; ACTUS `dayCountConvention`. */
export const countsDays = termKind({
  is: 'countsDays@1',
  topic: 'payment',
  parameters: { dayCount: word(...DAY_COUNTS) },
});

/**
 * Which days are business days, and what becomes of a payment that falls on another: ISDA 2006 section 4.12. `adjusted`:
 * the interest period moves with the payment; `unadjusted`: it stays, and nothing is paid for the delay.
 */
export const adjustsDays = termKind({
  is: 'adjustsDays@1',
  topic: 'payment',
  parameters: { calendars, convention: word(...DAY_CONVENTIONS), periods: word('adjusted', 'unadjusted') },
});

/**
 * Interest runs from a day other than that of issue: buyers pay what has accrued by then (dated date of Treasury notes,
 * interest commencement date of programmes). ICMA pricing: accrued interest.
 */
export const accruesFrom = termKind({ is: 'accruesFrom@1', topic: 'payment', parameters: { from: businessDate } });

/** The first or the last interest period is shorter or longer than the others: ISDA 2006 section 4.17, ACTUS stub. */
export const hasStub = termKind({
  is: 'hasStub@1',
  topic: 'payment',
  repeats: true,
  parameters: { at: word('first', 'last'), length: word('short', 'long'), lasts: optional(period) },
});

/** Who is paid: the holders at the end of the day so many days before a payment is due (ISO 20022 record date, RDTE). */
export const recordsHolders = termKind({
  is: 'recordsHolders@1',
  topic: 'payment',
  parameters: { days, kind: dayKind },
});

/** From when on units are traded without the next payment, before its record date (ISO 20022 ex-date, XDTE). */
export const tradesExFrom = termKind({
  is: 'tradesExFrom@1',
  topic: 'payment',
  parameters: { days, kind: dayKind },
});

/** Through whom the issuer pays. */
export const paysThrough = termKind({
  is: 'paysThrough@1',
  topic: 'payment',
  parameters: { agent: party },
});

/** Who determines rates and amounts, and whose word binds but for manifest error. */
export const calculatesBy = termKind({
  is: 'calculatesBy@1',
  topic: 'payment',
  parameters: { agent: party },
});

/**
 * Out of what is paid: all that the issuer has, or only the income and the value of an asset or a pool (limited recourse:
 * what that does not cover is not owed).
 */
export const paysOutOf = termKind({
  is: 'paysOutOf@1',
  topic: 'payment',
  parameters: { source: word('all-assets', 'asset', 'pool', 'reserve'), recourse: word('full', 'limited') },
});

/**
 * Claims lapse so many years after they were due, of principal and of interest. Condition "prescription" of bond programmes;
 * BGB section 801.
 */
export const prescribes = termKind({
  is: 'prescribes@1',
  topic: 'payment',
  parameters: { principalYears: count({ min: 1, max: 30 }), interestYears: count({ min: 1, max: 30 }) },
});

/** Where units are admitted to trading, by ISO 10383. */
export const listedOn = termKind({
  is: 'listedOn@1',
  topic: 'market',
  repeats: true,
  parameters: { venue: mic, segment: optional(label) },
});
