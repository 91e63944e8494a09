import { describe, expect, test } from '@jest/globals';
import { common, msp } from '@hyperledger/fabric-protos';
import { hasPrincipalSets } from './principal-sets.js';

type Rule = number | undefined | { readonly n: number; readonly rules: readonly Rule[] };

function ruleOf(rule: Rule): common.SignaturePolicy {
  const policy = new common.SignaturePolicy();
  if (typeof rule === 'number') {
    policy.setSignedBy(rule);
  } else if (rule !== undefined) {
    const gate = new common.SignaturePolicy.NOutOf();
    gate.setN(rule.n);
    gate.setRulesList(rule.rules.map(ruleOf));
    policy.setNOutOf(gate);
  }
  return policy;
}

const outOf = (n: number, ...rules: readonly Rule[]): Rule => ({ n, rules });

describe('sets of principals that Fabric derives from a policy of two principals', () => {
  test.each<[string, Rule, boolean]>([
    ['one principal', 0, true],
    ['a principal that is not listed', 2, false],
    ['nothing', undefined, false],
    ['one of two', outOf(1, 0, 1), true],
    ['both, one of them twice', outOf(3, 0, 1, 1), true],
    ['none of two', outOf(0, 0, 1), false],
    ['none of none', outOf(0), false],
    ['three of two', outOf(3, 0, 1), false],
    ['fewer than none', outOf(-1, 0, 1), false],
    ['one of two, where the other is malformed', outOf(1, 0, outOf(0, 1)), false],
    ['one of two, where the other cannot be satisfied', outOf(1, 0, outOf(2, 1)), true],
    ['two of two, where one cannot be satisfied', outOf(2, 0, outOf(2, 1)), false],
    [
      'two of three, where one is malformed and another cannot be satisfied',
      outOf(2, 0, undefined, outOf(2, 1)),
      false,
    ],
  ])('%s', (_, rule, expected) => {
    const envelope = new common.SignaturePolicyEnvelope();
    envelope.setRule(rule === undefined ? undefined : ruleOf(rule));
    envelope.setIdentitiesList([0, 1].map(() => new msp.MSPPrincipal()));
    expect(hasPrincipalSets(envelope)).toBe(expected);
  });
});
