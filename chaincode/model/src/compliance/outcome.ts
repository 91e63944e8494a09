/**
 * What a rule says: `unknown` when a fact that decides is missing. Unknown is not false: the contrary of what is not
 * known is not known either (strong three-valued logic, S. C. Kleene, Introduction to Metamathematics, section 64).
 */
export type Outcome = 'met' | 'unknown' | 'failed';

const RANK: Readonly<Record<Outcome, number>> = { failed: 0, unknown: 1, met: 2 };

/** Met when all are. */
export const allOutcomes = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.reduce<Outcome>((worst, next) => (RANK[next] < RANK[worst] ? next : worst), 'met');

/** Met when one is. */
export const anyOutcome = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.reduce<Outcome>((best, next) => (RANK[next] > RANK[best] ? next : best), 'failed');

/** Met when the outcome is failed, and the reverse. */
export const contrary = (outcome: Outcome): Outcome =>
  outcome === 'met' ? 'failed' : outcome === 'failed' ? 'met' : 'unknown';
