import { common } from '@hyperledger/fabric-protos';
import type { Policy } from './policy.js';
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
  const holds = (judge: (policy: Policy) => boolean): boolean => {
    let missing = threshold;
    for (const policy of subPolicies) {
      if (missing === 0) {
        return true;
      }
      missing -= policy !== undefined && judge(policy) ? 1 : 0;
    }
    return missing === 0;
  };
  return {
    evaluate: (signed) => holds((policy) => policy.evaluate(signed)),
    satisfiedBy: (identities) => holds((policy) => policy.satisfiedBy(identities)),
  };
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
