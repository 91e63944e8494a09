import type { MspId, PolicyExpression, SignerRole } from '@scrip/model';

/** MSPRole.MSPRoleType of msp/msp_principal.proto. */
const ROLE_NUMBER: Readonly<Record<SignerRole, number>> = { admin: 1, peer: 3 };

/**
 * The bytes of a policy as Fabric's SignaturePolicyEnvelope (common/policies.proto): equal policies have equal bytes at
 * every endorser.
 *
 * Written by hand instead of with generated classes: those register themselves in one global namespace, and a second
 * copy in the process of the chaincode shim would replace the shim's own. The tests compare with the generated ones.
 *
 * @param policy - proven sound (see `proveSound` in the model)
 */
export function policyBytes(policy: PolicyExpression): Uint8Array {
  const identities = principalsOf(policy);
  const fields = [messageField(2, ruleBytes(policy, identities))];
  for (const identity of identities) fields.push(messageField(3, principalBytes(identity)));
  return Uint8Array.from(fields.flat());
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

type Bytes = readonly number[];

/** SignaturePolicy: signed_by = 1 (index of a principal), n_out_of = 2. */
function ruleBytes(policy: PolicyExpression, identities: readonly Principal[]): Bytes {
  if ('signedBy' in policy) {
    const wanted = nameOf(policy.signedBy);
    return numberField(
      1,
      identities.findIndex((identity) => nameOf(identity) === wanted),
    );
  }
  const { n, rules } = policy.outOf;
  const parts = rules.map((rule) => messageField(2, ruleBytes(rule, identities)));
  return messageField(2, [...numberField(1, n), ...parts.flat()]);
}

/** MSPPrincipal with classification ROLE = 0, which proto3 leaves out; principal = 2 holds an MSPRole. */
const principalBytes = ({ mspId, role }: Principal): Bytes =>
  messageField(2, [...messageField(1, [...Buffer.from(mspId, 'utf8')]), ...numberField(2, ROLE_NUMBER[role])]);

/** A field of wire type 0 (varint). */
const numberField = (field: number, value: number): Bytes => [field << 3, ...varint(value)];

/** A field of wire type 2 (length and bytes). */
const messageField = (field: number, bytes: Bytes): Bytes => [(field << 3) | 2, ...varint(bytes.length), ...bytes];

function varint(value: number): Bytes {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
