import type { common, msp } from '@hyperledger/fabric-protos';
import { principalToText } from './roles.js';

/** The words for a principal; undefined when there are none. */
export type PrincipalWords = (principal: msp.MSPPrincipal) => string | undefined;

/**
 * Writes an envelope in the text form that `parsePolicy` reads: AND when all rules must hold, OR when one must, OutOf
 * otherwise. A rule that is a single principal outside any gate is written as OR of it.
 *
 * @param words of principals; the default is what the text form can say
 * @throws {RangeError} when the envelope holds what the text form cannot say: identities other than roles, bad indexes
 */
export function printPolicy(envelope: common.SignaturePolicyEnvelope, words: PrincipalWords = principalToText): string {
  const rule = envelope.getRule();
  if (rule === undefined) {
    throw new RangeError('the policy has no rule');
  }
  const text = printRule(rule, envelope.getIdentitiesList(), words);
  return rule.hasSignedBy() ? `OR(${text})` : text;
}

function printRule(
  rule: common.SignaturePolicy,
  principals: readonly msp.MSPPrincipal[],
  words: PrincipalWords,
): string {
  const gate = rule.getNOutOf();
  if (gate !== undefined) {
    const rules = gate.getRulesList().map((inner) => printRule(inner, principals, words));
    return printGate(gate.getN(), rules);
  }
  const principal = rule.hasSignedBy() ? principals[rule.getSignedBy()] : undefined;
  const text = principal && words(principal);
  if (text === undefined) {
    throw new RangeError('the policy names a principal that the text form cannot say');
  }
  return `'${text}'`;
}

function printGate(n: number, rules: readonly string[]): string {
  if (rules.length === 0) {
    throw new RangeError('the policy has a gate without rules');
  }
  const operands = rules.join(', ');
  if (n === rules.length) {
    return `AND(${operands})`;
  }
  return n === 1 ? `OR(${operands})` : `OutOf(${n}, ${operands})`;
}
