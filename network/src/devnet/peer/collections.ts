import type { peer } from '@hyperledger/fabric-protos';

import type { Identity } from '../../msp/identity.js';
import type { Policy } from '../../policy/policy.js';

const IMPLICIT_PREFIX = '_implicit_org_';

/** A private data collection of a chaincode, static (from its definition) or implicit (one per organisation). */
export interface CollectionConfig {
  readonly name: string;
  readonly kind: 'static' | 'implicit';
  /** MSP ids of the organisations whose peers keep the private values. */
  readonly memberOrganizations: readonly string[];
  /** Who counts as a member: decides the member-only flags for clients and the receipt of values for peers. */
  readonly members: Policy;
  readonly memberOnlyRead: boolean;
  readonly memberOnlyWrite: boolean;
  readonly requiredPeerCount: number;
  readonly maximumPeerCount: number;
  /** Values are purged when block `commit + blockToLive + 1` commits; 0 keeps them for ever. */
  readonly blockToLive: number;
  /** Judges the writes of this collection instead of the chaincode's policy; absent when the definition names none. */
  readonly endorsement: Policy | undefined;
  /** Fabric's message of this collection alone, as it goes along with private data. */
  readonly message: peer.CollectionConfigPackage;
}

/** What a client may do with a collection at any peer. */
export interface CollectionPermission {
  readonly read: boolean;
  readonly write: boolean;
}

/** Name of the collection that every chaincode has for an organisation (Fabric: core/chaincode/implicitcollection). */
export function implicitCollectionName(mspId: string): string {
  return IMPLICIT_PREFIX + mspId;
}

/** The organisation of an implicit collection's name, or undefined for any other name. */
export function implicitCollectionOrganization(collection: string): string | undefined {
  return collection.startsWith(IMPLICIT_PREFIX) ? collection.slice(IMPLICIT_PREFIX.length) : undefined;
}

/**
 * What the creator of a proposal may do. Without a member-only flag anyone may do both; a member may always do both
 * (Fabric: core/common/privdata/store.go RetrieveReadWritePermission).
 */
export function permissionOf(creator: Identity, collection: CollectionConfig): CollectionPermission {
  if (!collection.memberOnlyRead && !collection.memberOnlyWrite) {
    return { read: true, write: true };
  }
  if (collection.members.satisfiedBy([creator])) {
    return { read: true, write: true };
  }
  return { read: !collection.memberOnlyRead, write: !collection.memberOnlyWrite };
}

/** Whether a peer may have a collection's private values (`gossip/privdata/pull.go`: by the peer's own identity). */
export function isMember(config: CollectionConfig, peer: { readonly identity: Identity | undefined }): boolean {
  return peer.identity !== undefined && config.members.satisfiedBy([peer.identity]);
}

/** Fabric's text when the permission check does not find the collection (core/common/privdata/store.go). */
export function collectionNotFoundText(channel: string, chaincode: string, collection: string): string {
  return `collection ${channel}/${chaincode}/${collection} could not be found`;
}

/** Fabric's text when the ledger does not know the collection (core/ledger/kvledger/txmgmt/txmgr/collection_val.go). */
export function collectionUndefinedText(chaincode: string, collection: string): string {
  return `collection [${collection}] not defined in the collection config for chaincode [${chaincode}]`;
}

/** Fabric's text when a member-only flag refuses the creator (core/chaincode/handler.go). */
export function accessRefusedText(access: 'read' | 'write', chaincode: string, collection: string): string {
  return `tx creator does not have ${access} access permission on privatedata in chaincodeName:${chaincode} collectionName: ${collection}`;
}
