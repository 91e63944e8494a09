import { common, type msp } from '@hyperledger/fabric-protos';
import type { Identity } from '../msp/identity.js';
import type { MspManager } from '../msp/msp-manager.js';
import { read } from '../proto/decode.js';
import type { Policy, SignedData } from './policy.js';
import { PolicyError } from './policy-error.js';
import { validIdentities } from './valid-identities.js';

/** Deepest nesting that is compiled: a bound on recursion for policies that came from a transaction. */
const MAX_DEPTH = 64;

/**
 * Judges identities from the left and marks in `used` those that count towards the rule: each counts once.
 * A gate tries all its rules and keeps the marks of those that hold, also beyond its threshold; this greedy order is
 * part of the result (Fabric: common/cauthdsl/cauthdsl.go).
 */
type Rule = (identities: readonly Identity[], used: boolean[]) => boolean;

/**
 * @param bytes serialised `common.SignaturePolicyEnvelope`
 * @throws {PolicyError} when malformed
 */
export function compileSignaturePolicy(bytes: Uint8Array, members: MspManager): Policy {
  let envelope: common.SignaturePolicyEnvelope;
  try {
    envelope = read(common.SignaturePolicyEnvelope, bytes);
  } catch {
    throw new PolicyError('could not unmarshal signature policy envelope');
  }
  return compileSignatureEnvelope(envelope, members);
}

/** @throws {PolicyError} when the rule is missing, names a principal that is not listed, or nests too deeply */
export function compileSignatureEnvelope(envelope: common.SignaturePolicyEnvelope, members: MspManager): Policy {
  const rule = compile(envelope.getRule(), envelope.getIdentitiesList(), 0);
  const satisfiedBy = (identities: readonly Identity[]): boolean =>
    rule(identities, new Array<boolean>(identities.length).fill(false));
  const evaluate = (signed: readonly SignedData[]): boolean => satisfiedBy(validIdentities(signed, members));
  return {
    satisfiedBy,
    evaluate,
    refusal: (signed) => (evaluate(signed) ? undefined : 'signature set did not satisfy policy'),
  };
}

function compile(
  policy: common.SignaturePolicy | undefined,
  principals: readonly msp.MSPPrincipal[],
  depth: number,
): Rule {
  if (depth > MAX_DEPTH) {
    throw new PolicyError(`policy nests more than ${MAX_DEPTH} gates`);
  }
  const gate = policy?.getNOutOf();
  if (gate !== undefined) {
    return outOf(
      gate.getN(),
      gate.getRulesList().map((inner) => compile(inner, principals, depth + 1)),
    );
  }
  if (policy?.hasSignedBy() !== true) {
    throw new PolicyError('Empty policy element');
  }
  return signedBy(policy.getSignedBy(), principals);
}

function outOf(threshold: number, rules: readonly Rule[]): Rule {
  return (identities, used) => {
    let verified = 0;
    for (const rule of rules) {
      const attempt = [...used];
      if (rule(identities, attempt)) {
        verified += 1;
        attempt.forEach((mark, index) => (used[index] = mark));
      }
    }
    return verified >= threshold;
  };
}

function signedBy(index: number, principals: readonly msp.MSPPrincipal[]): Rule {
  const principal = principals[index];
  if (principal === undefined) {
    throw new PolicyError(
      `identity index out of range, requested ${index}, but identities length is ${principals.length}`,
    );
  }
  return (identities, used) => {
    const found = identities.findIndex((identity, at) => used[at] !== true && identity.satisfies(principal));
    if (found === -1) {
      return false;
    }
    used[found] = true;
    return true;
  };
}
