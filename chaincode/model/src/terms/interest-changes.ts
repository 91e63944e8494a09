import { businessDate } from '../dates/business-date.js';
import { flag, optional, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import { label, labels, percent, signedPercent } from './values.js';

/**
 * The rate rises for each step of their scale by which agencies rate the security below a level (the lower of several
 * ratings counts), in percentage points per year from the next interest period on, up to so many in all; it falls with
 * a better rating again, or stays. Interest rate adjustment by rating events in the indentures of US investment-grade
 * notes.
 */
export const changesRateByRating = termKind({
  is: 'changesRateByRating@1',
  topic: 'payment',
  parameters: {
    perStepPercent: percent,
    agencies: labels,
    level: label,
    mostPercent: optional(percent),
    reverses: flag,
  },
});

/**
 * Interest is not paid but added to the nominal, on which interest runs then (payment in kind): by choice of the issuer
 * or always, up to a date; what is added bears the rate plus a margin. PIK toggle notes of high-yield indentures.
 */
export const paysInKind = termKind({
  is: 'paysInKind@1',
  topic: 'payment',
  parameters: {
    by: word('choice-of-issuer', 'duty'),
    until: optional(businessDate),
    marginPercent: optional(signedPercent),
  },
});
