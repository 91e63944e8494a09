import type { ledger } from '@hyperledger/fabric-protos';
import { sha256 } from '../crypto/ecdsa.js';
import { asBuffer } from '../proto/decode.js';
import type { CollectionCatalog } from './collection-facts.js';
import { parsePrivateWrites, type PrivateWrites } from './read-write-set.js';
import type { LedgerTransaction } from './transaction.js';
import type { TransientStore } from './transient-store.js';
import type { CollectionName, PrivateSetSource } from './types.js';

/** What one transaction writes to one collection, in clear. */
export interface PrivatePiece extends CollectionName {
  readonly tx: number;
  /** The serialised `kvrwset.KVRWSet`, whose SHA-256 is in the block. */
  readonly bytes: Buffer;
  readonly content: PrivateWrites;
}

/** A piece that is not here. `eligible`: this organisation is a member and should have it. */
export interface MissingPiece extends CollectionName {
  readonly tx: number;
  readonly eligible: boolean;
}

/** A transaction that pass 2 left valid, with its index in the block. */
export interface ValidTransaction {
  readonly tx: number;
  readonly transaction: LedgerTransaction;
}

/**
 * Finds the private sets of a block's valid transactions: in the transient store, else from `source`. A set whose
 * hash is not the one in the block is never used. What stays missing does not stop the block
 * (`gossip/privdata/pvtdataprovider.go`).
 */
export async function collectPrivatePieces(
  transactions: readonly ValidTransaction[],
  catalog: CollectionCatalog,
  transient: TransientStore,
  source: PrivateSetSource,
): Promise<{ readonly found: PrivatePiece[]; readonly missing: MissingPiece[] }> {
  const found: PrivatePiece[] = [];
  const missing: MissingPiece[] = [];
  for (const { tx, transaction } of transactions) {
    let asked: Promise<ledger.rwset.TxPvtReadWriteSet | undefined> | undefined;
    for (const { namespace, collection, hash } of expectedPieces(transaction)) {
      const { member } = await catalog.factsOf({ namespace, collection });
      if (!member) {
        missing.push({ namespace, collection, tx, eligible: false });
        continue;
      }
      let bytes = matchingBytes(transient.get(transaction.txId), { namespace, collection }, hash);
      if (bytes === undefined) {
        asked ??= source(tx, transaction.txId);
        const set = await asked;
        bytes = matchingBytes(set === undefined ? [] : [set], { namespace, collection }, hash);
      }
      if (bytes === undefined) {
        missing.push({ namespace, collection, tx, eligible: true });
      } else {
        found.push({ namespace, collection, tx, bytes, content: parsePrivateWrites(bytes) });
      }
    }
  }
  return { found, missing };
}

/** Collections for which the block holds the hash of a private set. */
export function expectedPieces(transaction: LedgerTransaction): (CollectionName & { readonly hash: Buffer })[] {
  return transaction.namespaces.flatMap(({ namespace, collections }) =>
    collections
      .filter(({ privateSetHash }) => privateSetHash.length > 0)
      .map(({ name, privateSetHash }) => ({ namespace, collection: name, hash: privateSetHash })),
  );
}

/** The bytes of a collection's private set that have the hash, from whichever set has them. */
export function matchingBytes(
  sets: readonly ledger.rwset.TxPvtReadWriteSet[],
  { namespace, collection }: CollectionName,
  hash: Buffer,
): Buffer | undefined {
  return sets
    .flatMap((set) => set.getNsPvtRwsetList())
    .filter((part) => part.getNamespace() === namespace)
    .flatMap((part) => part.getCollectionPvtRwsetList())
    .filter((part) => part.getCollectionName() === collection)
    .map((part) => asBuffer(part.getRwset_asU8()))
    .find((bytes) => sha256(bytes).equals(hash));
}
