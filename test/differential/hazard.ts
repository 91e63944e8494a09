import { common, ledger, peer } from '@hyperledger/fabric-protos';

/** What makes a transaction one that real peers may stumble over, be it valid or not. */
export interface Hazard {
  /** Keys that it writes, be it the value or the policy. */
  readonly written: ReadonlySet<string>;
  /** Keys that it deletes. */
  readonly deleted: ReadonlySet<string>;
  /** Keys of which it writes the policy. */
  readonly policies: ReadonlySet<string>;
  /** Those of them of which it does not write the value. */
  readonly policiesOnly: ReadonlySet<string>;
  /** Keys that get bytes for a policy that are none. */
  readonly sealed: ReadonlySet<string>;
  /** Whether it names a collection. */
  readonly hasCollections: boolean;
  /** The chaincode that was called and those that it writes to: peers judge each, up to the first that fails. */
  readonly namespaces: ReadonlySet<string>;
}

/** A transaction with what its client knows of its fate. */
export interface HazardousTransaction {
  readonly hazard: Hazard;
  /** Spoilt or sent once more, so that peers refuse it before they look at its policies. */
  readonly isSpoilt: boolean;
}

/**
 * Whether two transactions must not meet in one block. Real peers of Fabric 3.1.5 do not get over a block in which
 * - one deletes a key and the other gives it a policy: the deletion is taken for a value (`txmgmt/validation/tx_ops.go`);
 * - one gives a key a policy and is refused before that is looked at, and the other writes the key: its validation
 *   waits for a result that never comes (`core/common/validation/statebased/vpmanagerimpl.go`).
 * Those of one round may come in several blocks, see {@link seals}.
 */
export function areHazardous(one: HazardousTransaction, other: HazardousTransaction): boolean {
  return isHazardFor(one, other) || isHazardFor(other, one) || seals(one, other) || seals(other, one);
}

function isHazardFor({ hazard, isSpoilt }: HazardousTransaction, other: HazardousTransaction): boolean {
  const mayBeSkipped = isSpoilt || hazard.namespaces.size > 1;
  return (
    meet(hazard.deleted, other.hazard.policiesOnly) || (mayBeSkipped && meet(hazard.policies, other.hazard.written))
  );
}

/**
 * Whether the other transaction must not come after this one: endorsers refuse to write a key whose policy is no policy,
 * but a transaction that they endorsed before stops the real peers (`statebased/vpmanagerimpl.go`, `Translate`).
 */
export function seals({ hazard }: HazardousTransaction, other: HazardousTransaction): boolean {
  return meet(hazard.sealed, other.hazard.written);
}

function meet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((key) => other.has(key));
}

/** @param responsePayload `ProposalResponsePayload` bytes */
export function hazardOf(responsePayload: Uint8Array): Hazard {
  const extension = peer.ProposalResponsePayload.deserializeBinary(responsePayload).getExtension_asU8();
  const action = peer.ChaincodeAction.deserializeBinary(extension);
  const found = new Findings(action.getChaincodeId()?.getName() ?? '');
  for (const namespace of ledger.rwset.TxReadWriteSet.deserializeBinary(action.getResults_asU8()).getNsRwsetList()) {
    const before = found.written.size;
    const name = namespace.getNamespace();
    const set = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(namespace.getRwset_asU8());
    found.add(
      name,
      set.getWritesList().map((write) => [write.getKey(), write.getIsDelete()]),
      set.getMetadataWritesList().map((write) => [write.getKey(), write.getEntriesList()]),
    );
    for (const collection of namespace.getCollectionHashedRwsetList()) {
      found.hasCollections = true;
      const hashed = ledger.rwset.kvrwset.HashedRWSet.deserializeBinary(collection.getHashedRwset_asU8());
      found.add(
        `${name} ${collection.getCollectionName()}`,
        hashed
          .getHashedWritesList()
          .map((write) => [write.getKeyHash_asB64(), write.getIsDelete() || write.getIsPurge()]),
        hashed.getMetadataWritesList().map((write) => [write.getKeyHash_asB64(), write.getEntriesList()]),
      );
    }
    if (found.written.size > before) {
      found.namespaces.add(name);
    }
  }
  return found;
}

type Entry = ledger.rwset.kvrwset.KVMetadataEntry;

function isPolicy(entry: Entry): boolean {
  try {
    common.SignaturePolicyEnvelope.deserializeBinary(entry.getValue_asU8());
    return true;
  } catch {
    return false;
  }
}

/** Collects the keys of a write set, each with the name of its namespace and collection. */
class Findings implements Hazard {
  readonly written = new Set<string>();
  readonly deleted = new Set<string>();
  readonly policies = new Set<string>();
  readonly policiesOnly = new Set<string>();
  readonly sealed = new Set<string>();
  readonly namespaces: Set<string>;
  hasCollections = false;

  constructor(chaincode: string) {
    this.namespaces = new Set([chaincode]);
  }

  add(
    place: string,
    values: readonly (readonly [key: string, isDelete: boolean])[],
    policies: readonly (readonly [key: string, entries: readonly Entry[]])[],
  ): void {
    const valued = new Set(values.map(([key]) => key));
    for (const [key, isDelete] of values) {
      this.written.add(`${place} ${key}`);
      if (isDelete) {
        this.deleted.add(`${place} ${key}`);
      }
    }
    for (const [key, entries] of policies) {
      this.written.add(`${place} ${key}`);
      if (!entries.every(isPolicy)) {
        this.sealed.add(`${place} ${key}`);
      }
      this.policies.add(`${place} ${key}`);
      if (!valued.has(key)) {
        this.policiesOnly.add(`${place} ${key}`);
      }
    }
  }
}
