import { businessDate } from '../dates/business-date.js';
import { period } from '../dates/period.js';
import { count, flag, optional, pattern, record, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import { calendars, dayKind, days, indexName, oneOf, part, party, percent, unitAmount } from './values.js';

const timeOfDay = pattern(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'a time such as 15:00');

/** The net asset value of a unit is found at the end of every period, by somebody. ISO 20022 reda.001. */
export const valued = termKind({
  is: 'valued@1',
  topic: 'structure',
  parameters: { every: period, by: party },
});

/**
 * Units are issued and redeemed at their net asset value: orders by a time of day (in the place of the fund) so many days
 * before, paid so many days after. ISO 20022 setr.
 */
export const deals = termKind({
  is: 'deals@1',
  topic: 'structure',
  parameters: { every: period, calendars, cutOff: timeOfDay, noticeDays: days, settlementDays: days },
});

/** A fee, in per cent: of net assets per year, of the gain, or of what is subscribed or redeemed. */
export const chargesFee = termKind({
  is: 'chargesFee@1',
  topic: 'structure',
  repeats: true,
  parameters: {
    fee: word('management', 'performance', 'custody', 'subscription', 'redemption'),
    percent: part,
    aboveMark: optional(word('high-water-mark', 'hurdle')),
  },
});

/** No more than a part of the fund is redeemed on one dealing day; the rest waits (gate). Directive 2011/61/EU annex V. */
export const gatesRedemptions = termKind({
  is: 'gatesRedemptions@1',
  topic: 'structure',
  parameters: { percent: part, rest: word('carried', 'cancelled') },
});

/** The price is moved against whoever causes net flows above a part of the fund (swing pricing). */
export const swingsPrice = termKind({
  is: 'swingsPrice@1',
  topic: 'structure',
  parameters: { abovePercent: part, byAtMostPercent: part },
});

/** Income is paid out at the end of every period. ISO 20022 event DVCA, CAPD. */
export const distributesIncome = termKind({
  is: 'distributesIncome@1',
  topic: 'payment',
  parameters: { every: period, atLeastPercent: optional(part) },
});

/** Income stays in the fund. */
export const accumulatesIncome = termKind({ is: 'accumulatesIncome@1', topic: 'payment', parameters: {} });

/** The fund follows an index, by holding what is in it or by contracts. */
export const tracksIndex = termKind({
  is: 'tracksIndex@1',
  topic: 'structure',
  parameters: { index: indexName, by: word('full-replication', 'sampling', 'swaps'), errorPercent: optional(percent) },
});

const afterClosing = record({ period, since: word('first-closing', 'final-closing') });

/**
 * A closed-end fund ends on a day, or so long after a closing, and is wound up; that can be put off so many times, by a
 * period each, where somebody consents. ILPA model limited partnership agreement (term); Regulation (EU) 2015/760
 * article 18.
 */
export const fundEnds = termKind({
  is: 'fundEnds@1',
  topic: 'repayment',
  parameters: {
    at: oneOf({ on: businessDate, after: afterClosing }),
    extension: optional(
      record({
        times: count({ min: 1, max: 10 }),
        by: period,
        consent: oneOf({ of: word('manager', 'advisory-committee'), holdersPercent: part }),
      }),
    ),
  },
});

/**
 * What holders have promised for each unit is called from them when it is needed, by notice, up to a day or so long
 * after a closing (commitment or investment period); what comes back to them by then can be called again, or cannot.
 * ILPA model limited partnership agreement (capital commitments, drawdowns, commitment period).
 */
export const callsCapital = termKind({
  is: 'callsCapital@1',
  topic: 'structure',
  parameters: {
    perUnit: unitAmount,
    during: oneOf({ until: businessDate, within: afterClosing }),
    notice: record({ days, kind: dayKind }),
    recycles: flag,
  },
});

/**
 * Once holders have got back what they paid in and a preferred return on it, in per cent per year, the manager takes a
 * part of the gains; of what follows first it takes the catch-up, until it has its part of all of them. Counted over
 * the whole fund or over each investment; what it took too much it gives back, or does not (clawback). ILPA model
 * limited partnership agreement (distributions).
 */
export const sharesGains = termKind({
  is: 'sharesGains@1',
  topic: 'structure',
  parameters: {
    percent: part,
    hurdlePercent: percent,
    catchUpPercent: part,
    over: word('whole-fund', 'each-investment'),
    clawback: flag,
  },
});
