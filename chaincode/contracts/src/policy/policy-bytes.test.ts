import { describe, expect, test } from '@jest/globals';
import { allOf, anyOf, outOf, signedBy, type MspId, type PolicyExpression } from '@scrip/model';
import fc from 'fast-check';
import { shimProtos } from '../test-support/shim.js';
import { policyBytes } from './policy-bytes.js';

const { common, msp } = shimProtos;
const id = (text: string): MspId => text as MspId;

/** Reads the bytes with Fabric's generated classes and says in words what they mean. */
function meaningOf(bytes: Uint8Array): PolicyExpression {
  const envelope = common.SignaturePolicyEnvelope.deserializeBinary(bytes);
  expect(envelope.getVersion()).toBe(0);
  const principals = envelope.getIdentitiesList().map((principal) => {
    expect(principal.getPrincipalClassification()).toBe(msp.MSPPrincipal.Classification.ROLE);
    const role = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
    const isAdmin = role.getRole() === msp.MSPRole.MSPRoleType.ADMIN;
    if (!isAdmin) expect(role.getRole()).toBe(msp.MSPRole.MSPRoleType.PEER);
    return signedBy(id(role.getMspIdentifier()), isAdmin ? 'admin' : 'peer');
  });
  type Rule = NonNullable<ReturnType<typeof envelope.getRule>>;
  const read = (rule: Rule): PolicyExpression => {
    const nested = rule.getNOutOf();
    if (nested !== undefined) return outOf(nested.getN(), nested.getRulesList().map(read));
    expect(rule.hasSignedBy()).toBe(true);
    const principal = principals[rule.getSignedBy()];
    if (principal === undefined) throw new Error('no such principal');
    return principal;
  };
  const rule = envelope.getRule();
  if (rule === undefined) throw new Error('no rule');
  return read(rule);
}

const organisations = fc.constantFrom('AuroraMSP', 'BorealisMSP', 'C', `Long${'g'.repeat(140)}MSP`).map(id);
const leaf = fc
  .tuple(organisations, fc.constantFrom('peer' as const, 'admin' as const))
  .map(([mspId, role]) => signedBy(mspId, role));
const { policy: policies } = fc.letrec<{ policy: PolicyExpression }>((tie) => ({
  policy: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc
      .tuple(fc.integer({ min: 1, max: 200 }), fc.array(tie('policy'), { minLength: 1, maxLength: 5 }))
      .map(([n, rules]) => outOf(n, rules)),
  ),
}));

describe('policy bytes', () => {
  test('property: Fabric reads what was meant, and would write the same bytes', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const bytes = policyBytes(policy);
        expect(meaningOf(bytes)).toEqual(policy);
        const rewritten = common.SignaturePolicyEnvelope.deserializeBinary(bytes).serializeBinary();
        expect(Buffer.from(rewritten).equals(Buffer.from(bytes))).toBe(true);
      }),
    );
  });

  test('each principal is listed once, sorted by name', () => {
    const policy = anyOf([
      allOf([signedBy(id('B'), 'peer'), signedBy(id('A'), 'peer')]),
      allOf([signedBy(id('B'), 'admin'), signedBy(id('A'), 'peer')]),
    ]);
    const envelope = common.SignaturePolicyEnvelope.deserializeBinary(policyBytes(policy));
    expect(envelope.getIdentitiesList()).toHaveLength(3);
  });
});
