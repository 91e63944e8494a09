import type { Identity } from '../msp/identity.js';
import { fail } from '../verification-error.js';
import { Message } from '../wire/message.js';
import { readPrincipal, type Principal } from './principal.js';

/** Whether some identities, each once, are who a policy asks for. */
export type Policy = (signers: readonly Identity[]) => boolean;

/**
 * Judges identities from the left and marks in `used` those that count: each counts once. A gate tries all its rules and
 * keeps the marks of those that hold; this order is part of the result (Fabric: common/cauthdsl/cauthdsl.go).
 */
type Rule = (signers: readonly Identity[], used: boolean[]) => boolean;

const DEPTH_MAX = 64;

/** @param bytes - SignaturePolicyEnvelope. @throws {VerificationError} when it is malformed */
export function readSignaturePolicy(bytes: Uint8Array): Policy {
  const envelope = Message.read('SignaturePolicyEnvelope', bytes);
  const principals = envelope.list(3).map(readPrincipal);
  const rule = readRule(envelope.bytes(2), principals, 0);
  return (signers) =>
    rule(
      signers,
      signers.map(() => false),
    );
}

function readRule(bytes: Uint8Array, principals: readonly Principal[], depth: number): Rule {
  if (depth > DEPTH_MAX) return fail('form', 'a policy nests too deeply');
  const policy = Message.read('SignaturePolicy', bytes);
  const gate = policy.find(2);
  if (gate !== undefined) {
    const message = Message.read('NOutOf', gate);
    const rules = message.list(2).map((inner) => readRule(inner, principals, depth + 1));
    return outOf(message.number(1), rules);
  }
  if (!policy.has(1)) return fail('form', 'a policy without a rule');
  const principal = principals[policy.number(1)];
  return principal === undefined ? fail('form', 'a policy names nobody') : signedBy(principal);
}

function outOf(threshold: number, rules: readonly Rule[]): Rule {
  return (signers, used) => {
    let verified = 0;
    for (const rule of rules) {
      const attempt = [...used];
      if (!rule(signers, attempt)) continue;
      verified += 1;
      attempt.forEach((mark, index) => (used[index] = mark));
    }
    return verified >= threshold;
  };
}

function signedBy(principal: Principal): Rule {
  return (signers, used) => {
    const found = signers.findIndex((signer, index) => used[index] !== true && principal(signer));
    if (found === -1) return false;
    used[found] = true;
    return true;
  };
}
