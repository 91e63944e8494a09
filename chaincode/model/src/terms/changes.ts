import { optional, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import { days, part, party, wording, words } from './values.js';

/**
 * Changing something needs a part of the votes, and a part of all votes that takes part (quorum); both in per cent. ICMA
 * standard collective action clauses. Where nothing is said of a change, nor of `anything`, all units must agree.
 */
export const changingNeeds = termKind({
  is: 'changingNeeds@1',
  topic: 'changes',
  repeats: true,
  parameters: {
    what: word('payments', 'maturity', 'ranking', 'rights', 'law', 'anything'),
    percent: part,
    of: word('votes-cast', 'votes-outstanding'),
    quorumPercent: part,
  },
});

/**
 * A change that several series are asked for together needs a part of all of them, and a part of each as well (two
 * limbs), or not (one limb: then the same is offered to all). Per cent of what is outstanding. ICMA standard aggregated
 * collective action clauses.
 */
export const changingTogetherNeeds = termKind({
  is: 'changingTogetherNeeds@1',
  topic: 'changes',
  repeats: true,
  parameters: {
    what: word('payments', 'maturity', 'ranking', 'rights', 'law', 'anything'),
    percent: part,
    eachPercent: optional(part),
  },
});

/**
 * How long holders are asked about a change at least, in days from the opening to the deadline, and whether that ends before
 * its deadline once so many have agreed that nothing can change the outcome.
 */
export const asksHolders = termKind({
  is: 'asksHolders@1',
  topic: 'changes',
  parameters: { days, ends: word('at-the-deadline', 'when-enough-agree') },
});

/** What the issuer may change alone: manifest errors, what does no harm. */
export const issuerMayChange = termKind({
  is: 'issuerMayChange@1',
  topic: 'changes',
  parameters: { what: wording },
});

/** How holders are told, and how many days later they count as told. */
export const notifies = termKind({
  is: 'notifies@1',
  topic: 'changes',
  parameters: { through: words('register', 'clearing-system', 'gazette', 'website', 'letter'), days },
});

/** Who stands for the holders together: a trustee or a common representative. */
export const representedBy = termKind({
  is: 'representedBy@1',
  topic: 'changes',
  parameters: { representative: party, as: word('trustee', 'common-representative', 'fiscal-agent') },
});
