import { describe, expect, test } from '@jest/globals';
import { common, msp } from '@hyperledger/fabric-protos';
import type { Identity, NodeRole } from '../msp/identity.js';
import { implicitMeta, majorityOf } from './implicit-meta.js';
import { readSignaturePolicy } from './signature-policy.js';

/** Somebody of an organisation; nothing else of an identity counts for these policies. */
const somebody = (mspId: string, role: NodeRole = 'peer', id = mspId): Identity =>
  ({ mspId, role, isListedAdmin: false, certifiersId: 'ca', certificate: { fingerprint: id } }) as Identity;

type Rule = { readonly by: number } | { readonly n: number; readonly of: readonly Rule[] };

/** A policy over peers of organisations, as Fabric's own classes write it. */
function policy(rule: Rule, ...mspIds: readonly string[]): ReturnType<typeof readSignaturePolicy> {
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(message(rule));
  for (const mspId of mspIds) {
    const role = new msp.MSPRole();
    role.setMspIdentifier(mspId);
    role.setRole(msp.MSPRole.MSPRoleType.PEER);
    const principal = new msp.MSPPrincipal();
    principal.setPrincipal(role.serializeBinary());
    envelope.addIdentities(principal);
  }
  return readSignaturePolicy(envelope.serializeBinary());
}

function message(rule: Rule): common.SignaturePolicy {
  const written = new common.SignaturePolicy();
  if ('by' in rule) {
    written.setSignedBy(rule.by);
    return written;
  }
  const gate = new common.SignaturePolicy.NOutOf();
  gate.setN(rule.n);
  gate.setRulesList(rule.of.map(message));
  written.setNOutOf(gate);
  return written;
}

describe('a signature policy', () => {
  const two = policy({ n: 2, of: [{ by: 0 }, { by: 1 }, { by: 2 }] }, 'A', 'B', 'C');

  test('asks for so many of some', () => {
    expect(two([somebody('A'), somebody('C')])).toBe(true);
    expect(two([somebody('A')])).toBe(false);
    expect(two([somebody('A'), somebody('D')])).toBe(false);
  });

  test('asks for peers where it says so, and counts each once', () => {
    expect(two([somebody('A'), somebody('B', 'client')])).toBe(false);
    const twice = policy({ n: 2, of: [{ by: 0 }, { by: 0 }] }, 'A');
    expect(twice([somebody('A')])).toBe(false);
    expect(twice([somebody('A'), somebody('A', 'peer', 'another')])).toBe(true);
  });

  test('nests', () => {
    const nested = policy({ n: 1, of: [{ n: 2, of: [{ by: 0 }, { by: 1 }] }, { by: 2 }] }, 'A', 'B', 'C');
    expect(nested([somebody('A'), somebody('B')])).toBe(true);
    expect(nested([somebody('C')])).toBe(true);
    expect(nested([somebody('A')])).toBe(false);
  });

  test('is refused when it names nobody or has no rule', () => {
    expect(() => policy({ by: 1 }, 'A')).toThrow('a policy names nobody');
    expect(() => readSignaturePolicy(new Uint8Array())).toThrow('a policy without a rule');
  });
});

describe('a policy over policies below', () => {
  const [yes, no] = [(): boolean => true, (): boolean => false];

  test.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
  ])('a majority of %d is %d', (count, majority) => {
    expect(majorityOf(count)).toBe(majority);
    const policies = Array.from({ length: count }, (_, index) => (index < majority ? yes : no));
    expect(implicitMeta(2, policies)([])).toBe(true);
    expect(implicitMeta(2, [no, ...policies.slice(1)])([])).toBe(false);
  });

  test('any is one, all are all, and who has no such policy counts in the total', () => {
    expect([implicitMeta(0, [no, yes])([]), implicitMeta(0, [no, no])([])]).toEqual([true, false]);
    expect([implicitMeta(1, [yes, yes])([]), implicitMeta(1, [yes, no])([])]).toEqual([true, false]);
    expect(implicitMeta(2, [yes, undefined])([])).toBe(false);
    expect(() => implicitMeta(3, [yes])).toThrow('unknown rule');
  });
});
