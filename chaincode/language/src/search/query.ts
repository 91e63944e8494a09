import type { BusinessDate, compliance, DefinitionStatus } from '@scrip/model';
import type { Feature } from './features.js';
import type { Literal, Relation } from './kinds.js';

/** For what it is asked whether a definition permits it. */
export type PermittedEvent = 'transfer' | 'subscription' | 'holding';

/** What a definition is tested for. */
export type Test =
  | {
      readonly is: 'compares';
      readonly feature: Feature;
      readonly relation: Relation;
      readonly values: readonly Literal[];
    }
  | { readonly is: 'says' | 'stated'; readonly feature: Feature }
  | { readonly is: 'contains'; readonly words: readonly string[] }
  | { readonly is: 'permits'; readonly event: PermittedEvent; readonly investor: compliance.DescribedInvestor };

/** Tests combined. */
export type Condition =
  | Test
  | { readonly is: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly is: 'not' | 'orUnknown'; readonly of: Condition };

/** What is looked for: definitions of some kinds, or securities of some instruments. */
export interface Sought {
  readonly index: 'kind' | 'instrument';
  /** Kinds, or instruments without their versions; empty: all. */
  readonly among: readonly string[];
}

/** By what answers are ordered. */
export interface Ordering {
  readonly by: Feature;
  readonly isDescending: boolean;
}

/** A question about definitions. */
export interface Query {
  readonly status: DefinitionStatus;
  readonly sought: Sought;
  readonly where?: Condition;
  /** Business date on which it is asked; absent: the present one. */
  readonly asOf?: BusinessDate;
  readonly show: readonly Feature[];
  readonly order: readonly Ordering[];
  readonly limit: number;
}
