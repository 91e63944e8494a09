import type { Phrase } from './phrase.js';
import { EVENT_PHRASES } from './terms-events.js';
import { PAYMENT_PHRASES } from './terms-payment.js';
import { REPAYMENT_PHRASES } from './terms-repayment.js';
import { RIGHT_PHRASES } from './terms-rights.js';
import { STRUCTURE_PHRASES } from './terms-structures.js';

/**
 * How each term is said. What gives a name to a formula or to an event in words is a sentence of the grammar itself:
 * `safe price means …`.
 */
export const TERM_PHRASES: readonly Phrase[] = [
  ...PAYMENT_PHRASES,
  ...REPAYMENT_PHRASES,
  ...RIGHT_PHRASES,
  ...EVENT_PHRASES,
  ...STRUCTURE_PHRASES,
];
