import { common, msp } from '@hyperledger/fabric-protos';

type RoleType = msp.MSPRole.MSPRoleTypeMap[keyof msp.MSPRole.MSPRoleTypeMap];

/** A signature policy before it is encoded: an identity, or n of some policies. */
export type PolicyRule =
  | { readonly kind: 'signed-by'; readonly mspId: string; readonly role: RoleType }
  | { readonly kind: 'out-of'; readonly n: number; readonly rules: readonly PolicyRule[] };

/** A peer of the organisation. */
export function peerOf(mspId: string): PolicyRule {
  return { kind: 'signed-by', mspId, role: msp.MSPRole.MSPRoleType.PEER };
}

/** `n` of the rules, each satisfied by identities of its own. */
export function outOf(n: number, ...rules: readonly PolicyRule[]): PolicyRule {
  return { kind: 'out-of', n, rules };
}

/**
 * `common.SignaturePolicyEnvelope` in base64, as the probe's `setPolicy` step takes it. Written here once more and
 * not taken from the network's own code, so that a mistake there cannot hide itself.
 */
export function keyPolicy(rule: PolicyRule): string {
  const principals: msp.MSPPrincipal[] = [];
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setVersion(0);
  envelope.setRule(encode(rule, principals));
  envelope.setIdentitiesList(principals);
  return Buffer.from(envelope.serializeBinary()).toString('base64');
}

function encode(rule: PolicyRule, principals: msp.MSPPrincipal[]): common.SignaturePolicy {
  const policy = new common.SignaturePolicy();
  if (rule.kind === 'signed-by') {
    policy.setSignedBy(principals.push(principal(rule.mspId, rule.role)) - 1);
    return policy;
  }
  const nOutOf = new common.SignaturePolicy.NOutOf();
  nOutOf.setN(rule.n);
  nOutOf.setRulesList(rule.rules.map((inner) => encode(inner, principals)));
  policy.setNOutOf(nOutOf);
  return policy;
}

function principal(mspId: string, roleType: RoleType): msp.MSPPrincipal {
  const role = new msp.MSPRole();
  role.setMspIdentifier(mspId);
  role.setRole(roleType);
  const encoded = new msp.MSPPrincipal();
  encoded.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  encoded.setPrincipal(role.serializeBinary());
  return encoded;
}
