import { RULES } from '../catalogue.js';
import type { PartySide } from '../need.js';
import type { Rule } from '../rule-kind.js';

/** What a claim of a type says, and who can say it: a security's own rules of trust name the organisations. */
export interface PackClaimType {
  /** What is true of the subject while the claim stands. */
  readonly asserts: string;
  /** Who examines it and states it. */
  readonly by: string;
}

/**
 * The claims that packs ask for: conditions of law that a ledger cannot know. A condition of one sale is a claim for one
 * security that is valid for a few days; how long any claim may be valid is for who states it.
 */
export const CLAIM_TYPES = {} as const satisfies Readonly<Record<string, PackClaimType>>;

/** A claim type that packs ask for. */
export type PackClaim = keyof typeof CLAIM_TYPES;

/** The side shows a claim of a type of the list. */
export const shows = (side: PartySide, type: PackClaim): Rule => RULES.hasClaim({ side, type });
