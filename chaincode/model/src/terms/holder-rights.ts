import { businessDate } from '../dates/business-date.js';
import { isin } from '../identifiers/isin.js';
import { flag, optional, record, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import {
  amount,
  days,
  delivered,
  eventName,
  factor,
  notice,
  percent,
  ratio,
  schedule,
  underlying,
  unitAmount,
  words,
} from './values.js';

/** A holder may require repayment on dates, at prices in per cent of the nominal. ISO 20022 event BPUT. */
export const holderMayRequire = termKind({
  is: 'holderMayRequire@1',
  topic: 'right',
  parameters: { prices: schedule(record({ on: businessDate, percent })), notice },
});

/** A holder may require repayment within so many days after an event, at a price in per cent of the nominal. */
export const holderMayRequireAfter = termKind({
  is: 'holderMayRequireAfter@1',
  topic: 'right',
  repeats: true,
  parameters: { event: eventName, percent, withinDays: days },
});

/** Holders of a majority of a class may require that it is redeemed from a date on, at a multiple of the issue price. */
export const classMayRequire = termKind({
  is: 'classMayRequire@1',
  topic: 'right',
  parameters: { majorityPercent: percent, multiple: factor, from: businessDate },
});

/**
 * A holder may convert units into another security or class, at a price for each unit got (against the nominal) or in a
 * ratio. ISO 20022 event CONV.
 */
export const holderMayConvert = termKind({
  is: 'holderMayConvert@1',
  topic: 'right',
  parameters: {
    into: delivered,
    price: optional(unitAmount),
    ratio: optional(ratio),
    from: businessDate,
    until: optional(businessDate),
    fractions: word('paid-in-cash', 'dropped'),
  },
});

/** What changes the price or the ratio of a conversion or an exercise, so that its value stays. */
export const adjustsConversion = termKind({
  is: 'adjustsConversion@1',
  topic: 'right',
  parameters: {
    for: words('split', 'bonus-issue', 'rights-issue', 'dividend', 'spin-off', 'merger', 'change-of-control'),
  },
});

/** A holder may exchange units for another security of the issuer, such as another tranche. ISO 20022 event EXOF. */
export const holderMayExchange = termKind({
  is: 'holderMayExchange@1',
  topic: 'right',
  repeats: true,
  parameters: {
    into: isin,
    ratio,
    from: optional(businessDate),
    until: optional(businessDate),
    /** Whether units got are held since those given were: 17 CFR 230.144(d)(3)(ii). */
    tacks: flag,
  },
});

/**
 * A holder may buy (call) or sell (put) the underlying: `multiplier` of it for each unit, at a strike for each. American:
 * on any day of the period, bermudan: on the dates, european: on its last day alone. ISO 20022 event EXWA.
 */
export const holderMayExercise = termKind({
  is: 'holderMayExercise@1',
  topic: 'right',
  parameters: {
    right: word('call', 'put'),
    underlying,
    multiplier: factor,
    strike: unitAmount,
    style: word('american', 'bermudan', 'european'),
    from: businessDate,
    until: businessDate,
    dates: optional(schedule(businessDate)),
    settlement: word('cash', 'delivery', 'net-delivery'),
    automatic: flag,
  },
});

/** Exercise vests in parts, in per cent of the units, on dates: employee awards. */
export const vests = termKind({
  is: 'vests@1',
  topic: 'right',
  parameters: { steps: schedule(record({ on: businessDate, percent })), accelerates: optional(eventName) },
});

/** Holders get accounts and other documents within days after the end of what they are about. */
export const informs = termKind({
  is: 'informs@1',
  topic: 'right',
  parameters: {
    documents: words('annual-accounts', 'quarterly-accounts', 'budget', 'cap-table', 'valuation', 'impact-report'),
    withinDays: days,
  },
});

/** Better terms that a later purchaser of the same kind gets are offered to the holder too (most favoured). */
export const mostFavoured = termKind({ is: 'mostFavoured@1', topic: 'right', parameters: {} });

/** A holder may take part in later issues up to a purchase amount or its share of the whole. */
export const mayParticipate = termKind({
  is: 'mayParticipate@1',
  topic: 'right',
  parameters: { upTo: optional(amount), untilEvent: optional(eventName) },
});
