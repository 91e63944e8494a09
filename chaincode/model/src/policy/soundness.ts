import { DomainError } from '../errors/domain-error.js';
import type { MspId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import type { PolicyExpression, SignerRole } from './expression.js';
import { isSatisfied } from './satisfaction.js';

const refuse = (rule: string): never => {
  throw new DomainError('POLICY_INVALID', { rule });
};

/**
 * Proves a policy before it is written: a malformed or unsatisfiable policy would commit and close its key for ever.
 * It must be of bounded depth and width, ask for at least one and at most all of its rules, name members only, be
 * satisfiable with one signature per identity, and need at least two organisations.
 *
 * @param policy - the policy of one path: attestors, or override
 * @param members - organisations of the channel
 * @param signerRole - the kind of identity that is to satisfy it; each member has one
 * @throws DomainError POLICY_INVALID with the rule that fails
 */
export function proveSound(policy: PolicyExpression, members: readonly MspId[], signerRole: SignerRole): void {
  const leaves = requireBounded(policy, 1);
  if (leaves.some((id) => !members.includes(id))) refuse('members only');
  const signers = members.map((mspId) => ({ mspId, role: signerRole }));
  if (!isSatisfied(policy, signers)) refuse('satisfiable with one signature per identity');
  if (signers.some((signer) => isSatisfied(policy, [signer]))) refuse('at least two organisations');
}

/** The organisations that a policy of allowed size names. */
function requireBounded(policy: PolicyExpression, depth: number): readonly MspId[] {
  if (depth > LIMITS.policyDepthMax) refuse('depth');
  if ('signedBy' in policy) return [policy.signedBy.mspId];
  const { n, rules } = policy.outOf;
  if (rules.length === 0 || rules.length > LIMITS.policyRulesMax) refuse('number of rules');
  if (!Number.isSafeInteger(n) || n < 1 || n > rules.length) refuse('threshold');
  return rules.flatMap((rule) => requireBounded(rule, depth + 1));
}
