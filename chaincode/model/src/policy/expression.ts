import type { MspId } from '../identifiers/names.js';

/** The kinds of identity of an organisation that a policy can ask for (Fabric's MSPRole without MEMBER and ORDERER). */
export type SignerRole = 'peer' | 'admin';

/** One signature: by any identity of that role of that organisation. */
export interface SignedBy {
  readonly signedBy: { readonly mspId: MspId; readonly role: SignerRole };
}

/** At least `n` of the rules. */
export interface OutOf {
  readonly outOf: { readonly n: number; readonly rules: readonly PolicyExpression[] };
}

/** An endorsement policy as data: what Fabric's SignaturePolicyEnvelope says, in words. */
export type PolicyExpression = SignedBy | OutOf;

/** A signature of an organisation's peer or administrator. */
export const signedBy = (mspId: MspId, role: SignerRole): SignedBy => ({ signedBy: { mspId, role } });

/** At least `n` of the rules. */
export const outOf = (n: number, rules: readonly PolicyExpression[]): OutOf => ({ outOf: { n, rules } });

/** All of the rules. */
export const allOf = (rules: readonly PolicyExpression[]): OutOf => outOf(rules.length, rules);

/** Any one of the rules. */
export const anyOf = (rules: readonly PolicyExpression[]): OutOf => outOf(1, rules);
