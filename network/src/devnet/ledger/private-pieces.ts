import type { transientstore } from '@hyperledger/fabric-protos';
import { sha256 } from '../../crypto/ecdsa.js';
import { asBuffer } from '../../proto/decode.js';
import type { CollectionCatalog } from './collection-facts.js';
import { parsePrivateWrites, type PrivateWrites } from './read-write-set.js';
import type { LedgerTransaction } from './transaction.js';
import type { TransientStore } from './transient-store.js';
import type { CollectionName, PieceAddress, PrivateDataSource, WantedPiece } from './types.js';

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

/** A transaction with its index in the block. */
export interface IndexedTransaction {
  readonly tx: number;
  readonly transaction: LedgerTransaction;
}

/** Where the private sets of a block are looked for. */
export interface PieceSources {
  readonly transient: TransientStore;
  readonly others: PrivateDataSource;
}

interface ExpectedPiece extends WantedPiece {
  readonly hash: Buffer;
}

/**
 * Finds the private sets of a block's transactions, of the invalid ones as well: in the transient store, else at other
 * peers. A set whose hash is not the one in the block is never used. What stays missing does not stop the block
 * (`gossip/privdata/pvtdataprovider.go`).
 */
export async function collectPrivatePieces(
  block: number,
  transactions: readonly IndexedTransaction[],
  catalog: CollectionCatalog,
  { transient, others }: PieceSources,
): Promise<{ readonly found: PrivatePiece[]; readonly missing: MissingPiece[] }> {
  const found: PrivatePiece[] = [];
  const missing: MissingPiece[] = [];
  const wanted: ExpectedPiece[] = [];
  for (const expected of transactions.flatMap((transaction) => expectedPieces(block, transaction))) {
    const { member } = await catalog.factsOf(expected);
    const bytes = member ? matchingBytes(transient.get(expected.txId), expected) : undefined;
    if (bytes !== undefined) found.push(pieceOf(expected, bytes));
    else if (member) wanted.push(expected);
    else missing.push(missingOf(expected, false));
  }
  const pulled = await pull(wanted, others);
  return { found: [...found, ...pulled.found].sort(byTransaction), missing: [...missing, ...pulled.missing] };
}

/** Asks other peers. What they have purged is neither here nor missing; a wrong set leaves the piece missing. */
async function pull(
  wanted: readonly ExpectedPiece[],
  others: PrivateDataSource,
): Promise<{ readonly found: PrivatePiece[]; readonly missing: MissingPiece[] }> {
  if (wanted.length === 0) return { found: [], missing: [] };
  const answer = await others(wanted);
  const found: PrivatePiece[] = [];
  const missing: MissingPiece[] = [];
  for (const expected of wanted) {
    const candidates = answer.found.filter((piece) => sameAddress(piece, expected));
    const right = candidates.find(({ bytes }) => sha256(bytes).equals(expected.hash));
    if (right !== undefined) found.push(pieceOf(expected, right.bytes));
    else if (!answer.purged.some((address) => sameAddress(address, expected))) missing.push(missingOf(expected, true));
  }
  return { found, missing };
}

/** Collections of a transaction for which the block holds the hash of a private set. */
function expectedPieces(block: number, { tx, transaction }: IndexedTransaction): ExpectedPiece[] {
  return transaction.namespaces.flatMap(({ namespace, collections }) =>
    collections
      .filter(({ writes, metadataWrites }) => writes.length + metadataWrites.length > 0)
      .map(({ name, privateSetHash }) => ({
        namespace,
        collection: name,
        block,
        tx,
        txId: transaction.txId,
        hash: privateSetHash,
      })),
  );
}

/** The bytes of a collection's private set that have the hash, from whichever set has them. */
function matchingBytes(
  sets: readonly transientstore.TxPvtReadWriteSetWithConfigInfo[],
  { namespace, collection, hash }: ExpectedPiece,
): Buffer | undefined {
  return sets
    .flatMap((set) => set.getPvtRwset()?.getNsPvtRwsetList() ?? [])
    .filter((part) => part.getNamespace() === namespace)
    .flatMap((part) => part.getCollectionPvtRwsetList())
    .filter((part) => part.getCollectionName() === collection)
    .map((part) => asBuffer(part.getRwset_asU8()))
    .find((bytes) => sha256(bytes).equals(hash));
}

function pieceOf({ namespace, collection, tx }: ExpectedPiece, bytes: Buffer): PrivatePiece {
  return { namespace, collection, tx, bytes, content: parsePrivateWrites(bytes) };
}

function missingOf({ namespace, collection, tx }: ExpectedPiece, eligible: boolean): MissingPiece {
  return { namespace, collection, tx, eligible };
}

/** Whether both name the same piece. */
export function sameAddress(a: PieceAddress, b: PieceAddress): boolean {
  return a.block === b.block && a.tx === b.tx && a.namespace === b.namespace && a.collection === b.collection;
}

function byTransaction(a: PrivatePiece, b: PrivatePiece): number {
  return a.tx - b.tx;
}
