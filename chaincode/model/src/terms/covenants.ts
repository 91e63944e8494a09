import { count, flag, optional, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import { amount, days, decimal, eventName, label, part, words } from './values.js';

/**
 * The issuer may do something only while a ratio is at most, or at least, a level, counted as if it were done
 * (incurrence covenant); up to an amount in all it may in any case (basket). Limitations on debt and on restricted
 * payments in the indentures of high-yield notes.
 */
export const permitsWhile = termKind({
  is: 'permitsWhile@1',
  topic: 'event',
  repeats: true,
  parameters: {
    acts: words('borrow', 'pay-dividends', 'buy-shares-back', 'invest', 'merge'),
    ratio: label,
    comparison: word('at-most', 'at-least'),
    level: decimal('-1000000000000'),
    basket: optional(amount),
  },
});

/**
 * The breach of a covenant is healed where owners pay in new equity within days of its report, so many times in all, in
 * following periods or not. LMA leveraged facilities agreement (equity cure).
 */
export const curesByEquity = termKind({
  is: 'curesByEquity@1',
  topic: 'event',
  repeats: true,
  parameters: { event: eventName, withinDays: days, times: count({ min: 1, max: 20 }), inARow: flag },
});

/**
 * Holders of a part may take back that all was declared due, where what gave the right to it is over. Trust Indenture
 * Act of 1939 section 316(a)(1)(B) (waiver of past defaults).
 */
export const rescindsAcceleration = termKind({
  is: 'rescindsAcceleration@1',
  topic: 'event',
  parameters: { holdersPercent: part },
});
