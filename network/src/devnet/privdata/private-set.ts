import { ledger, type peer, transientstore } from '@hyperledger/fabric-protos';

const { rwset } = ledger;

/** Private data of one transaction. */
export type PrivateSet = ledger.rwset.TxPvtReadWriteSet;

/** Private data of one transaction with the configuration of its collections when it was endorsed, by chaincode. */
export type PrivateSetWithConfig = transientstore.TxPvtReadWriteSetWithConfigInfo;

/** What one transaction writes to one collection. */
export interface CollectionPart {
  readonly namespace: string;
  readonly collection: string;
  readonly bytes: Uint8Array;
}

/** The collections of a set, in its order. */
export function partsOf(set: PrivateSet): CollectionPart[] {
  return set.getNsPvtRwsetList().flatMap((part) =>
    part.getCollectionPvtRwsetList().map((piece) => ({
      namespace: part.getNamespace(),
      collection: piece.getCollectionName(),
      bytes: piece.getRwset_asU8(),
    })),
  );
}

/** A set of a single collection. */
export function setOf({ namespace, collection, bytes }: CollectionPart): PrivateSet {
  const piece = new rwset.CollectionPvtReadWriteSet();
  piece.setCollectionName(collection);
  piece.setRwset(bytes);
  const part = new rwset.NsPvtReadWriteSet();
  part.setNamespace(namespace);
  part.addCollectionPvtRwset(piece);
  const set = new rwset.TxPvtReadWriteSet();
  set.setDataModel(rwset.TxReadWriteSet.DataModel.KV);
  set.addNsPvtRwset(part);
  return set;
}

/** @param configs the collections' configurations by chaincode */
export function withConfig(
  set: PrivateSet,
  configs: ReadonlyMap<string, peer.CollectionConfigPackage>,
  endorsedAt: number,
): PrivateSetWithConfig {
  const info = new transientstore.TxPvtReadWriteSetWithConfigInfo();
  info.setPvtRwset(set);
  info.setEndorsedAt(endorsedAt);
  for (const [namespace, config] of configs) info.getCollectionConfigsMap().set(namespace, config);
  return info;
}
