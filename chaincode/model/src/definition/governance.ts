import { LIMITS } from '../limits.js';
import { decimalText } from '../numbers/decimal.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { count, list, optional, record, word, type Reader } from '../serialisation/reader.js';

/** What members decide by vote. */
export const DECISIONS = [
  'member-joins',
  'member-leaves',
  'role-changes',
  'policy-changes',
  'chaincode-changes',
  'fees-change',
  'rules-change',
] as const;

const percent = decimalText('0', '100');
const days = count({ min: 0, max: LIMITS.ballotDaysMax });

const decision = record({
  matter: word(...DECISIONS),
  /** Of the votes cast, in per cent: as many or more. */
  votesPercent: percent,
  /** Of all members, in per cent: as many have voted or more. */
  quorumPercent: percent,
  /** Business days in which it is voted. */
  withinDays: count({ min: 1, max: LIMITS.ballotDaysMax }),
  /** Business days from the vote until the decision executes itself. */
  delayDays: days,
});

const decisions: Reader<readonly ReturnType<typeof decision>[]> = (value, path) => {
  const read = list(decision, { min: 1, max: DECISIONS.length })(value, path);
  requireDistinct(read.map(({ matter }) => matter));
  return read;
};

/** How members decide: one vote each, by class of matter, and what may be done at once until it is confirmed. */
export const governanceFields = {
  decisions,
  emergency: optional(record({ votesPercent: percent, lapsesAfterDays: count({ min: 1, max: LIMITS.ballotDaysMax }) })),
} as const;
