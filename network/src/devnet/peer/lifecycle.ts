import type { Policy } from '../policy/policy.js';
import type { CollectionConfig } from './collections.js';

/** Namespace that holds the committed chaincode definitions. */
export const LIFECYCLE_NAMESPACE = '_lifecycle';

/** A chaincode definition as committed on a channel. */
export interface CommittedDefinition {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
  readonly endorsement: Policy;
  /** `ApplicationPolicy` bytes as stored; empty never occurs in a committed definition. */
  readonly endorsementPolicyBytes: Buffer;
  /** Static collections only; implicit ones are answered by {@link Lifecycle.collection}. */
  readonly collections: readonly CollectionConfig[];
  readonly initRequired: boolean;
}
