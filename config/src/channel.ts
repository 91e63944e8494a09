import type { Role } from './organization.js';

/** Fabric's implicit meta rules: any member, all of them, or more than half. */
export type ImplicitMetaRule = 'ANY' | 'ALL' | 'MAJORITY';

/** Rules of a channel over its members' own policies of the same name. */
export interface ChannelPolicies {
  readonly readers: ImplicitMetaRule;
  readonly writers: ImplicitMetaRule;
  readonly admins: ImplicitMetaRule;
  /** Default of chaincodes that name no policy: the trust floor for creating keys. */
  readonly endorsement: ImplicitMetaRule;
  /** Who must agree to commit a chaincode definition. */
  readonly lifecycleEndorsement: ImplicitMetaRule;
}

/** When the orderer closes a block: whichever limit is reached first. */
export interface BatchLimits {
  readonly maxMessageCount: number;
  readonly timeoutMs: number;
  readonly preferredMaxBytes: number;
  readonly absoluteMaxBytes: number;
}

/**
 * Who may move a lot without its attestors, by law: the administrator of an organisation with the `authority` role and
 * the administrators of `witnesses` other members.
 */
export interface LawfulOverride {
  readonly authority: Role;
  readonly witnesses: number;
}

/** A part of the network with its own members and ledger. */
export interface Channel {
  readonly name: string;
  /** MSP ids. */
  readonly members: readonly string[];
  readonly batch: BatchLimits;
  readonly policies: ChannelPolicies;
  readonly lawfulOverride: LawfulOverride;
}
