import type { Identity } from '../msp/identity.js';

/** One signature of a set that is judged against a policy (Fabric: protoutil.SignedData). */
export interface SignedData {
  /** `msp.SerializedIdentity` bytes of the signer. */
  readonly identity: Buffer;
  readonly data: Buffer;
  readonly signature: Buffer;
}

/** A policy that was compiled against the MSPs of a channel. */
export interface Policy {
  /**
   * Whether the valid signatures of the set satisfy the policy. Unknown identities, bad signatures and repeated
   * identities are left out first (Fabric: policies.SignatureSetToValidIdentities).
   */
  evaluate(signed: readonly SignedData[]): boolean;
  /** As {@link evaluate}, but says why not: Fabric's error text, undefined when the policy is satisfied. */
  refusal(signed: readonly SignedData[]): string | undefined;
  /** The same judgement on identities that are already authenticated and distinct. */
  satisfiedBy(identities: readonly Identity[]): boolean;
}
