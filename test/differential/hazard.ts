import { ledger, peer } from '@hyperledger/fabric-protos';

/** What makes a transaction one that real peers may stumble over, be it valid or not. */
export interface KeyHazard {
  /** Keys that it deletes. */
  readonly deleted: ReadonlySet<string>;
  /** Keys of which it writes the policy and not the value. */
  readonly policyOnly: ReadonlySet<string>;
  /** Whether it names a collection. */
  readonly hasCollections: boolean;
}

/**
 * A key that one transaction deletes and a later one of the same block gives a policy: real peers of Fabric 3.1.5 do
 * not get over such a block (`txmgmt/validation/tx_ops.go` takes the deletion for a value), so that the stream keeps
 * the two apart.
 */
export function areHazardous(one: KeyHazard, other: KeyHazard): boolean {
  return meet(one.deleted, other.policyOnly) || meet(one.policyOnly, other.deleted);
}

function meet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((key) => other.has(key));
}

/** @param responsePayload `ProposalResponsePayload` bytes */
export function hazardOf(responsePayload: Uint8Array): KeyHazard {
  const deleted = new Set<string>();
  const policyOnly = new Set<string>();
  let hasCollections = false;
  const extension = peer.ProposalResponsePayload.deserializeBinary(responsePayload).getExtension_asU8();
  const results = peer.ChaincodeAction.deserializeBinary(extension).getResults_asU8();
  for (const namespace of ledger.rwset.TxReadWriteSet.deserializeBinary(results).getNsRwsetList()) {
    const name = namespace.getNamespace();
    const set = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(namespace.getRwset_asU8());
    const values = new Map(set.getWritesList().map((write) => [write.getKey(), write.getIsDelete()]));
    const policies = set.getMetadataWritesList().map((write) => write.getKey());
    collect(`${name} `, values, policies, { deleted, policyOnly });
    for (const collection of namespace.getCollectionHashedRwsetList()) {
      hasCollections = true;
      const hashed = ledger.rwset.kvrwset.HashedRWSet.deserializeBinary(collection.getHashedRwset_asU8());
      const hashes = new Map(
        hashed.getHashedWritesList().map((w) => [w.getKeyHash_asB64(), w.getIsDelete() || w.getIsPurge()]),
      );
      const hashedPolicies = hashed.getMetadataWritesList().map((write) => write.getKeyHash_asB64());
      collect(`${name} ${collection.getCollectionName()} `, hashes, hashedPolicies, { deleted, policyOnly });
    }
  }
  return { deleted, policyOnly, hasCollections };
}

function collect(
  prefix: string,
  values: ReadonlyMap<string, boolean>,
  policies: readonly string[],
  found: { readonly deleted: Set<string>; readonly policyOnly: Set<string> },
): void {
  for (const [key, isDelete] of values) {
    if (isDelete) {
      found.deleted.add(prefix + key);
    }
  }
  for (const key of policies) {
    if (!values.has(key)) {
      found.policyOnly.add(prefix + key);
    }
  }
}
