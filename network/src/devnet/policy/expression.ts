import type { msp } from '@hyperledger/fabric-protos';

/**
 * A policy as a tree of thresholds over principals. Signature policies and implicit meta policies both reduce to it
 * (Fabric: common/policies/convert.go), so that what chooses endorsers needs to know only one shape.
 */
export type PolicyExpression =
  | { readonly kind: 'signedBy'; readonly principal: msp.MSPPrincipal }
  | { readonly kind: 'outOf'; readonly threshold: number; readonly rules: readonly PolicyExpression[] };
