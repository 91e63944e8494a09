import { sha256 } from '../../crypto/ecdsa.js';
import { validationFlags } from '../../proto/block.js';
import type { RecordWrite } from '../storage/database.js';
import { changeWrite, privateChanges } from './block-commit.js';
import { CollectionCatalog } from './collection-facts.js';
import { type LatePiece, verifiedBytes } from './late-piece.js';
import type { LedgerParts } from './ledger-parts.js';
import { expiryWrite } from './private-expiry.js';
import type { PrivatePiece } from './private-pieces.js';
import { type PrivateUpdate, PrivateUpdates } from './private-updates.js';
import { type CollectionSet, type KeyWrite, parsePrivateWrites } from './read-write-set.js';
import { compareVersions, sameVersion } from './stored-value.js';
import { parseTransaction } from './transaction.js';
import type { CollectionName, CollectionResolver, PieceAddress, Version } from './types.js';
import type { ChannelView, StateChange } from './world-state.js';

/** What came of the private data that a peer asked for after the blocks. */
export interface LateData {
  readonly arrived: readonly LatePiece[];
  /** Asked for, and nobody had it. */
  readonly absent: readonly PieceAddress[];
  readonly collections: CollectionResolver;
  readonly view: ChannelView;
}

/** What taking late data in changes. */
export interface Reconciliation {
  readonly writes: readonly RecordWrite[];
  readonly changes: readonly StateChange[];
  /** Number of pieces that are now here. */
  readonly taken: number;
}

/** The last write of a private key among late pieces. */
interface LateWrite extends CollectionName {
  readonly write: KeyWrite;
  readonly version: Version;
}

/**
 * Takes in the pieces that are missing here: they are stored, and those of their values that are still current enter
 * the private state (`kv_ledger.go`, CommitPvtDataOfOldBlocks). What nobody had is put off.
 */
export async function reconcile(parts: LedgerParts, late: LateData): Promise<Reconciliation> {
  const { missing, privateSets, channel } = parts;
  const pieces = late.arrived.flatMap((piece) => takenPiece(parts, piece) ?? []);
  const updates = currentUpdates(lastWrites(parts, pieces), late.view);
  const changes = privateChanges(channel, updates);
  return {
    writes: [
      ...pieces.flatMap((piece) => [...privateSets.pieceWrites(piece, piece.block), ...missing.removals(piece)]),
      ...late.absent.flatMap((address) => missing.deprioritization(address)),
      ...(await expiries(parts, updates.values(), new CollectionCatalog(late.collections, late.view))),
      ...changes.map(changeWrite),
    ],
    changes,
    taken: pieces.length,
  };
}

type LatePrivatePiece = PrivatePiece & PieceAddress;

/** A piece as it is to be stored; undefined when it is not missing, or not what the block's hashes say. */
function takenPiece(parts: LedgerParts, late: LatePiece): LatePrivatePiece | undefined {
  const set = parts.missing.isMissing(late) ? hashesOf(parts, late) : undefined;
  const bytes = set && verifiedBytes(parts, late, set);
  if (bytes === undefined) {
    return undefined;
  }
  const { namespace, collection, block, tx } = late;
  return { namespace, collection, block, tx, bytes, content: parsePrivateWrites(bytes) };
}

function hashesOf(
  { blocks }: LedgerParts,
  { block, tx, namespace, collection }: PieceAddress,
): CollectionSet | undefined {
  const envelope = blocks.block(block)?.getData()?.getDataList_asU8()[tx];
  if (envelope === undefined) {
    return undefined;
  }
  return parseTransaction(envelope)
    .namespaces.find((set) => set.namespace === namespace)
    ?.collections.find(({ name }) => name === collection);
}

/** Of several late writes of a key the last one; transactions that were found invalid write nothing. */
function lastWrites({ blocks }: LedgerParts, pieces: readonly LatePrivatePiece[]): readonly LateWrite[] {
  const last = new Map<string, LateWrite>();
  for (const { namespace, collection, block, tx, content } of pieces) {
    const committed = blocks.block(block);
    if (committed === undefined || validationFlags(committed)[tx] !== 0) {
      continue;
    }
    for (const write of content.writes) {
      const name = JSON.stringify([namespace, collection, write.key]);
      const known = last.get(name);
      if (known === undefined || compareVersions(known.version, { block, tx }) < 0) {
        last.set(name, { namespace, collection, write, version: { block, tx } });
      }
    }
  }
  return [...last.values()];
}

/** The writes that no later block has replaced (`lockbased_txmgr.go`, checkIfPvtWriteIsStale). */
function currentUpdates(writes: readonly LateWrite[], view: ChannelView): PrivateUpdates {
  const updates = new PrivateUpdates();
  for (const { namespace, collection, write, version } of writes) {
    const { key, value, isDelete } = write;
    const keyHash = sha256(Buffer.from(key)).toString('hex');
    const hash = view.readHashed(namespace, collection, keyHash);
    if (hash === undefined) {
      if (isDelete) {
        updates.set({ namespace, collection, key, keyHash, value: undefined, version });
      }
    } else if (!isDelete && (sameVersion(hash.version, version) || hash.value.equals(sha256(value)))) {
      updates.set({ namespace, collection, key, keyHash, value, version: hash.version });
    }
  }
  return updates;
}

/** A late value goes with its hash, whose version it has. */
async function expiries(
  { channel }: LedgerParts,
  updates: readonly PrivateUpdate[],
  catalog: CollectionCatalog,
): Promise<RecordWrite[]> {
  const writes: RecordWrite[] = [];
  for (const { namespace, collection, key, keyHash, value, version } of updates) {
    const expiry = await catalog.expiryOf({ namespace, collection }, version.block);
    if (expiry !== undefined && value !== undefined) {
      const committing = version.block;
      writes.push(expiryWrite(channel, expiry, { namespace, collection, keyHash, key, committing }));
    }
  }
  return writes;
}
