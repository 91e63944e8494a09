import { ledger } from '@hyperledger/fabric-protos';
import { sha256 } from '../../crypto/ecdsa.js';
import { asBuffer, decode } from '../../proto/decode.js';
import type { PrivatePiece } from './private-pieces.js';
import { readPieceAddress } from './piece-address.js';
import { COLUMN, KeyReader, recordKey, recordsUnder } from './record-key.js';
import type { KeyBounds, RecordWrite } from '../storage/database.js';
import type { OrganizationStore } from './store.js';
import type { CollectionName, PieceAddress, Version } from './types.js';

const { rwset } = ledger;
const { KVRWSet } = rwset.kvrwset;

/**
 * The private sets of committed transactions as they came, apart from the private state (`core/ledger/pvtdatastorage`):
 * for clients entitled to them, for other peers that miss them, and so that a purge finds every earlier value.
 */
export class PrivateSetStore {
  constructor(
    private readonly store: OrganizationStore,
    private readonly channel: string,
  ) {}

  /** A stored set and an index entry for each of its keys. */
  pieceWrites(piece: PrivatePiece, block: number): RecordWrite[] {
    const at = { ...piece, block };
    const index = piece.content.writes.map(({ key }) => ({
      key: this.indexKey(at, sha256(Buffer.from(key)), at),
      value: Buffer.from(key),
    }));
    return [{ key: this.pieceKey(at), value: piece.bytes }, ...index];
  }

  /** Schedules the removal of a piece, or of the note that it is missing. */
  expiryWrite(address: PieceAddress, expiry: number): RecordWrite {
    const { namespace, collection, block, tx } = address;
    const leading = [this.channel, expiry, block, tx, namespace];
    return { key: recordKey(COLUMN.setExpiry, leading, collection), value: Buffer.alloc(0) };
  }

  /** What goes with the commit of `block`: pieces, or the notes that they are missing, and how to remove the pieces. */
  async expired(block: number): Promise<{ readonly addresses: PieceAddress[]; readonly writes: RecordWrite[] }> {
    const addresses: PieceAddress[] = [];
    const writes: RecordWrite[] = [];
    for await (const [key] of this.store.entries(recordsUnder(COLUMN.setExpiry, [this.channel, block]))) {
      const address = expiringPiece(key);
      writes.push({ key, value: undefined }, { key: this.pieceKey(address), value: undefined });
      addresses.push(address);
      for (const write of this.keysOf(address)) {
        writes.push({ key: this.indexKey(address, sha256(Buffer.from(write)), address), value: undefined });
      }
    }
    return { addresses, writes };
  }

  /** Every version of a key that is kept, oldest first, with the key in clear. */
  async versionsOf(
    name: CollectionName,
    keyHash: Buffer,
  ): Promise<{ readonly key: string; readonly version: Version }[]> {
    const versions: { key: string; version: Version }[] = [];
    const leading = [this.channel, name.namespace, name.collection, keyHash];
    const bounds = recordsUnder(COLUMN.privateKeyIndex, leading);
    for await (const [key, value] of this.store.entries(bounds)) {
      const tail = bounds.gte.length;
      const version = { block: Number(key.readBigUInt64BE(tail)), tx: Number(key.readBigUInt64BE(tail + 8)) };
      versions.push({ key: value.toString(), version });
    }
    return versions;
  }

  /** Takes a key out of a stored set; the hash of what is left is no longer the one in the block. */
  erasure(address: PieceAddress, erased: ReadonlySet<string>): RecordWrite[] {
    const bytes = this.store.get(this.pieceKey(address));
    const index = [...erased].map((key) => ({
      key: this.indexKey(address, sha256(Buffer.from(key)), address),
      value: undefined,
    }));
    return bytes === undefined ? index : [{ key: this.pieceKey(address), value: withoutKeys(bytes, erased) }, ...index];
  }

  piece(address: PieceAddress): Buffer | undefined {
    return this.store.get(this.pieceKey(address));
  }

  /** What this peer keeps of a transaction's private set; undefined when it keeps nothing. */
  async setOf(block: number, tx: number): Promise<ledger.rwset.TxPvtReadWriteSet | undefined> {
    const sets = await this.setsUnder(recordsUnder(COLUMN.privateSet, [this.channel, block, tx]));
    return sets.get(tx);
  }

  /** What this peer keeps of a block, by the index of the transaction. */
  setsOf(block: number): Promise<ReadonlyMap<number, ledger.rwset.TxPvtReadWriteSet>> {
    return this.setsUnder(recordsUnder(COLUMN.privateSet, [this.channel, block]));
  }

  private async setsUnder(bounds: KeyBounds): Promise<ReadonlyMap<number, ledger.rwset.TxPvtReadWriteSet>> {
    const sets = new Map<number, ledger.rwset.TxPvtReadWriteSet>();
    for await (const [key, bytes] of this.store.entries(bounds)) {
      const { namespace, collection, tx } = readAddress(key);
      const set = sets.get(tx) ?? emptySet();
      sets.set(tx, set);
      partOf(set, namespace).addCollectionPvtRwset(collectionPart(collection, bytes));
    }
    return sets;
  }

  private keysOf(address: PieceAddress): string[] {
    const bytes = this.piece(address);
    return bytes === undefined
      ? []
      : decode(KVRWSet, bytes, 'KVRWSet')
          .getWritesList()
          .map((write) => write.getKey());
  }

  private pieceKey({ namespace, collection, block, tx }: PieceAddress): Buffer {
    return recordKey(COLUMN.privateSet, [this.channel, block, tx, namespace], collection);
  }

  private indexKey(name: CollectionName, keyHash: Buffer, version: Version): Buffer {
    const leading = [this.channel, name.namespace, name.collection, keyHash, version.block];
    return recordKey(COLUMN.privateKeyIndex, leading, version.tx);
  }
}

function emptySet(): ledger.rwset.TxPvtReadWriteSet {
  const set = new rwset.TxPvtReadWriteSet();
  set.setDataModel(rwset.TxReadWriteSet.DataModel.KV);
  return set;
}

/** The part of a set that belongs to a namespace, made when it is missing. */
function partOf(set: ledger.rwset.TxPvtReadWriteSet, namespace: string): ledger.rwset.NsPvtReadWriteSet {
  const known = set.getNsPvtRwsetList().find((part) => part.getNamespace() === namespace);
  if (known !== undefined) return known;
  const part = set.addNsPvtRwset();
  part.setNamespace(namespace);
  return part;
}

function collectionPart(collection: string, bytes: Uint8Array): ledger.rwset.CollectionPvtReadWriteSet {
  const part = new rwset.CollectionPvtReadWriteSet();
  part.setCollectionName(collection);
  part.setRwset(bytes);
  return part;
}

/** The piece that a key of the column `privateSet` names. */
function readAddress(key: Buffer): PieceAddress {
  const reader = new KeyReader(key);
  reader.bytes();
  return readPieceAddress(reader);
}

function expiringPiece(key: Buffer): PieceAddress {
  const reader = new KeyReader(key);
  reader.bytes();
  reader.number();
  return readPieceAddress(reader);
}

/** A private set without some of its keys. */
export function withoutKeys(bytes: Buffer, erased: ReadonlySet<string>): Buffer {
  const set = decode(KVRWSet, bytes, 'KVRWSet');
  set.setWritesList(set.getWritesList().filter((write) => !erased.has(write.getKey())));
  return asBuffer(set.serializeBinary());
}
