import type { common } from '@hyperledger/fabric-protos';

/** What is found of sets: none, some, or some of which one makes no sense. */
type Found = 'none' | 'some' | 'malformed';

/**
 * Whether Fabric can derive from a policy which principals must sign together (`common/policies/inquire`,
 * `common/graph`). It cannot when there is no such set, and not when any of them has a gate without rules, or a
 * principal that is not listed, in place of a principal: one malformed set spoils all.
 */
export function hasPrincipalSets(envelope: common.SignaturePolicyEnvelope): boolean {
  return findSets(envelope.getRule(), envelope.getIdentitiesList().length) === 'some';
}

function findSets(policy: common.SignaturePolicy | undefined, principals: number): Found {
  const gate = policy?.getNOutOf();
  if (gate === undefined) {
    return policy?.hasSignedBy() === true && policy.getSignedBy() < principals ? 'some' : 'malformed';
  }
  const rules = gate.getRulesList();
  if (rules.length === 0 || gate.getN() === 0) {
    return 'malformed';
  }
  const usable = rules.map((rule) => findSets(rule, principals)).filter((found) => found !== 'none');
  if (gate.getN() < 0 || usable.length < gate.getN()) {
    return 'none';
  }
  return usable.includes('malformed') ? 'malformed' : 'some';
}
