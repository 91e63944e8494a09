import type { MspId } from '../identifiers/names.js';
import type { PolicyExpression, SignerRole } from './expression.js';

/** An identity that has signed. */
export interface Signer {
  readonly mspId: MspId;
  readonly role: SignerRole;
}

/**
 * Whether signatures satisfy a policy, as Fabric decides it (common/cauthdsl/cauthdsl.go): rules in order, each
 * signature counted once along the way to a satisfied rule, the first unused signature that fits taken.
 *
 * @param signers - distinct identities, in the order of their endorsements
 */
export function isSatisfied(policy: PolicyExpression, signers: readonly Signer[]): boolean {
  return consume(policy, signers) !== undefined;
}

/** The signatures left unused when the policy is satisfied, or undefined when it is not. */
function consume(policy: PolicyExpression, unused: readonly Signer[]): readonly Signer[] | undefined {
  if ('signedBy' in policy) {
    const { mspId, role } = policy.signedBy;
    const index = unused.findIndex((signer) => signer.mspId === mspId && signer.role === role);
    return index < 0 ? undefined : unused.filter((_, position) => position !== index);
  }
  let left = unused;
  let satisfied = 0;
  for (const rule of policy.outOf.rules) {
    const after = consume(rule, left);
    if (after === undefined) continue;
    satisfied += 1;
    left = after;
  }
  return satisfied >= policy.outOf.n ? left : undefined;
}
