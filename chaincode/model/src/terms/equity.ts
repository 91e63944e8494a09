import { period } from '../dates/period.js';
import { count, optional, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import { days, eventName, factor, label, oneOf, part, percent, unitAmount, words } from './values.js';

/** So many votes for each unit (decimal string, more than none). */
export const votes = termKind({
  is: 'votes@1',
  topic: 'right',
  parameters: { perUnit: factor, only: optional(words('own-class', 'amendments', 'dissolution')) },
});

/** No vote. */
export const hasNoVote = termKind({ is: 'hasNoVote@1', topic: 'right', parameters: {} });

/** Votes for each unit while an event lasts, such as arrears of preferred dividends. */
export const votesWhile = termKind({
  is: 'votesWhile@1',
  topic: 'right',
  parameters: { event: eventName, perUnit: factor },
});

/** Dividends as the body decides, on all units alike. ISO 20022 event DVCA. */
export const mayPayDividends = termKind({
  is: 'mayPayDividends@1',
  topic: 'payment',
  parameters: { decidedBy: word('meeting', 'board'), every: optional(period) },
});

/**
 * A preferred dividend before any other: in per cent per year of the issue price. What is not paid is owed (cumulative) or
 * lost; beyond it the class takes part with the others or does not.
 */
export const paysPreferredDividend = termKind({
  is: 'paysPreferredDividend@1',
  topic: 'payment',
  parameters: {
    ratePercent: percent,
    every: period,
    unpaid: word('owed', 'owed-with-interest', 'lost'),
    participates: word('fully', 'not'),
  },
});

/**
 * On dissolution or sale, a multiple of the issue price before junior classes; beyond it the class takes part fully, up to
 * a multiple in all, or not. Open Cap Format `liquidation_preference_multiple`, `participation_cap_multiple`.
 */
export const liquidationPreference = termKind({
  is: 'liquidationPreference@1',
  topic: 'ranking',
  parameters: { multiple: factor, participates: word('fully', 'capped', 'not'), capMultiple: optional(factor) },
});

/** What is left on dissolution after all who rank before belongs to the units in proportion. */
export const sharesResidue = termKind({ is: 'sharesResidue@1', topic: 'ranking', parameters: {} });

/** Holders of this security may subscribe for their part of new issues, or buy what another holder sells, before others. */
export const preEmption = termKind({
  is: 'preEmption@1',
  topic: 'right',
  parameters: { on: words('new-issues', 'transfers'), withinDays: days },
});

/**
 * As `preEmption`, of holders of another class: they may subscribe for new issues of this security, or buy what a holder of
 * it sells, before others.
 */
export const preEmptionOfClass = termKind({
  is: 'preEmptionOfClass@1',
  topic: 'right',
  repeats: true,
  parameters: { class: label, on: words('new-issues', 'transfers'), withinDays: days },
});

/**
 * The conversion price falls when shares are issued below it: to the new price (full ratchet) or to a weighted average, of
 * all shares as if converted (broad) or of those outstanding (narrow).
 */
export const antiDilution = termKind({
  is: 'antiDilution@1',
  topic: 'right',
  parameters: { method: word('full-ratchet', 'broad-weighted-average', 'narrow-weighted-average') },
});

/**
 * Holders of a majority who sell may require the others to sell with them at the same price: where that is at least so much for
 * a unit, or such a multiple of the issue price, where those consent who are named, not to a buyer who is excluded, and after a
 * notice. NVCA model voting agreement (drag-along right and its conditions).
 */
export const dragsAlong = termKind({
  is: 'dragsAlong@1',
  topic: 'right',
  parameters: {
    majorityPercent: part,
    least: optional(oneOf({ price: unitAmount, multiple: factor })),
    consents: optional(words('board', 'founders', 'preferred-holders')),
    excludes: optional(words('affiliates', 'competitors', 'holders')),
    noticeDays: optional(days),
  },
});

/**
 * Holders may sell their part with a holder who sells more than a part, at the same price, where they say so within days of the
 * notice; not in transfers to those who are excluded. NVCA model right of first refusal and co-sale agreement.
 */
export const tagsAlong = termKind({
  is: 'tagsAlong@1',
  topic: 'right',
  parameters: {
    abovePercent: part,
    excludes: optional(words('affiliates', 'family', 'heirs', 'issuer')),
    withinDays: optional(days),
  },
});

/** The class appoints so many directors. */
export const appointsDirectors = termKind({
  is: 'appointsDirectors@1',
  topic: 'right',
  parameters: { count: count({ min: 1, max: 20 }) },
});
