import type { Policy } from './policy.js';

/** The policy that nobody satisfies: stands where Fabric finds none (common/policies rejectPolicy). */
export const REJECT_ALL: Policy = {
  evaluate: () => false,
  refusal: () => 'no such policy',
  satisfiedBy: () => false,
};
