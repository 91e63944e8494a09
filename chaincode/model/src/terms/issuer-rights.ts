import { businessDate } from '../dates/business-date.js';
import { optional, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import { eventName, label, notice, part, percent, prices, signedPercent } from './values.js';

/**
 * The issuer may redeem before maturity, at prices in per cent of the nominal from dates on. American: on any day,
 * bermudan: on interest payment dates, european: on the dates of the prices alone. ISO 20022 event MCAL, PCAL.
 */
export const issuerMayRedeem = termKind({
  is: 'issuerMayRedeem@1',
  topic: 'right',
  parameters: {
    extent: word('all', 'all-or-part'),
    style: word('american', 'bermudan', 'european'),
    prices,
    until: optional(businessDate),
    notice,
  },
});

/**
 * The issuer may redeem at the greater of the nominal and what is still to be paid, discounted at a benchmark plus a margin
 * (make-whole), up to a date from which another right follows.
 */
export const issuerMayRedeemMakeWhole = termKind({
  is: 'issuerMayRedeemMakeWhole@1',
  topic: 'right',
  parameters: {
    extent: word('all', 'all-or-part'),
    benchmark: label,
    marginPercent: signedPercent,
    until: optional(businessDate),
    notice,
  },
});

/** The issuer may redeem all after an event (taxes, regulation, accounting, substantial repurchase), at a price. */
export const issuerMayRedeemAfter = termKind({
  is: 'issuerMayRedeemAfter@1',
  topic: 'right',
  repeats: true,
  parameters: { event: eventName, percent, notice },
});

/** The issuer may redeem the rest when no more than a part of what was issued is outstanding (clean-up call). */
export const issuerMayCleanUp = termKind({
  is: 'issuerMayCleanUp@1',
  topic: 'right',
  parameters: { outstandingPercent: part, percent, notice },
});

/**
 * The issuer may buy units in the market or from holders: it cancels them, or may hold and sell them again. Condition
 * "purchases" of bond programmes; ISO 20022 event BIDS.
 */
export const issuerMayPurchase = termKind({
  is: 'issuerMayPurchase@1',
  topic: 'right',
  parameters: { then: word('cancelled', 'free') },
});
