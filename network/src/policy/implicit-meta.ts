import { common } from '@hyperledger/fabric-protos';
import type { Policy, SignedData } from './policy.js';
import { PolicyError } from './policy-error.js';

const { Rule } = common.ImplicitMetaPolicy;

/**
 * A threshold over the policies of one name in the groups below (Fabric: common/policies/implicitmeta.go). A group
 * without a policy of that name counts in the total and never towards the threshold.
 *
 * @param definition ANY (1), ALL (n) or MAJORITY (n/2 + 1) of a named sub-policy
 * @param subPolicies one for each group below
 */
export function implicitMetaPolicy(
  definition: common.ImplicitMetaPolicy,
  subPolicies: readonly (Policy | undefined)[],
): Policy {
  const threshold = subPolicies.length === 0 ? 0 : thresholdOf(definition, subPolicies.length);
  const missing = (judge: (policy: Policy) => boolean): number => {
    let remaining = threshold;
    for (const policy of subPolicies) {
      if (remaining === 0) {
        return 0;
      }
      remaining -= policy !== undefined && judge(policy) ? 1 : 0;
    }
    return remaining;
  };
  const missingSignatures = (signed: readonly SignedData[]): number => missing((policy) => policy.evaluate(signed));
  return {
    evaluate: (signed) => missingSignatures(signed) === 0,
    refusal: (signed) => {
      const remaining = missingSignatures(signed);
      return remaining === 0 ? undefined : refusalText(definition, threshold, remaining);
    },
    satisfiedBy: (identities) => missing((policy) => policy.satisfiedBy(identities)) === 0,
  };
}

function refusalText(definition: common.ImplicitMetaPolicy, threshold: number, remaining: number): string {
  return (
    `implicit policy evaluation failed - ${threshold - remaining} sub-policies were satisfied, but this policy ` +
    `requires ${threshold} of the '${definition.getSubPolicy()}' sub-policies to be satisfied`
  );
}

function thresholdOf(definition: common.ImplicitMetaPolicy, count: number): number {
  switch (definition.getRule()) {
    case Rule.ANY:
      return 1;
    case Rule.ALL:
      return count;
    case Rule.MAJORITY:
      return Math.floor(count / 2) + 1;
    default:
      throw new PolicyError(`unknown rule ${definition.getRule()} of implicit meta policy`);
  }
}
