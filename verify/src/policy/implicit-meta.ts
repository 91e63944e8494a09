import { fail } from '../verification-error.js';
import type { Policy } from './signature-policy.js';

/** ImplicitMetaPolicy.Rule of common/policies.proto. */
const [ANY, ALL, MAJORITY] = [0, 1, 2];

/** More than half of some. */
export const majorityOf = (count: number): number => Math.floor(count / 2) + 1;

/**
 * A threshold over the policies of one name in the groups below (Fabric: common/policies/implicitmeta.go). A group
 * without such a policy counts in the total and never towards the threshold.
 */
export function implicitMeta(rule: number, policies: readonly (Policy | undefined)[]): Policy {
  const threshold = policies.length === 0 ? 0 : thresholdOf(rule, policies.length);
  return (signers) => policies.filter((policy) => policy?.(signers) === true).length >= threshold;
}

function thresholdOf(rule: number, count: number): number {
  switch (rule) {
    case ANY:
      return 1;
    case ALL:
      return count;
    case MAJORITY:
      return majorityOf(count);
    default:
      return fail('form', `a policy by the unknown rule ${rule}`);
  }
}
