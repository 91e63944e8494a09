import type { MspId, PolicyExpression, SignerRole } from '@scrip/model';
import { bytesField, numberField } from '../protobuf/fields.js';

/** MSPRole.MSPRoleType of msp/msp_principal.proto. */
const ROLE_NUMBER: Readonly<Record<SignerRole, number>> = { admin: 1, peer: 3 };

/**
 * The bytes of a policy as Fabric's SignaturePolicyEnvelope (common/policies.proto): equal policies have equal bytes at
 * every endorser.
 *
 * @param policy - proven sound (see `proveSound` in the model)
 */
export function policyBytes(policy: PolicyExpression): Uint8Array {
  const identities = principalsOf(policy);
  const fields = [bytesField(2, ruleBytes(policy, identities))];
  for (const identity of identities) fields.push(bytesField(3, principalBytes(identity)));
  return Buffer.concat(fields);
}

interface Principal {
  readonly mspId: MspId;
  readonly role: SignerRole;
}

const nameOf = ({ mspId, role }: Principal): string => `${mspId}.${role}`;

/** Each principal once, sorted by name. */
function principalsOf(policy: PolicyExpression): readonly Principal[] {
  const named = new Map<string, Principal>();
  const visit = (part: PolicyExpression): void => {
    if ('signedBy' in part) named.set(nameOf(part.signedBy), part.signedBy);
    else part.outOf.rules.forEach(visit);
  };
  visit(policy);
  return [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, principal]) => principal);
}

/** SignaturePolicy: signed_by = 1 (index of a principal), n_out_of = 2. */
function ruleBytes(policy: PolicyExpression, identities: readonly Principal[]): Uint8Array {
  if ('signedBy' in policy) {
    const wanted = nameOf(policy.signedBy);
    return numberField(
      1,
      identities.findIndex((identity) => nameOf(identity) === wanted),
    );
  }
  const { n, rules } = policy.outOf;
  const parts = rules.map((rule) => bytesField(2, ruleBytes(rule, identities)));
  return bytesField(2, Buffer.concat([numberField(1, n), ...parts]));
}

/** MSPPrincipal with classification ROLE = 0, which proto3 leaves out; principal = 2 holds an MSPRole. */
const principalBytes = ({ mspId, role }: Principal): Uint8Array =>
  bytesField(2, Buffer.concat([bytesField(1, mspId), numberField(2, ROLE_NUMBER[role])]));
