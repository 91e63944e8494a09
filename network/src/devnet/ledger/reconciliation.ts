import type { ledger } from '@hyperledger/fabric-protos';
import { changeWrite, privateChanges } from './block-commit.js';
import { CollectionCatalog } from './collection-facts.js';
import type { LedgerParts } from './ledger-parts.js';
import { expiryWrite } from './private-expiry.js';
import { expectedPieces, matchingBytes, type PrivatePiece } from './private-pieces.js';
import { purgedUpTo } from './private-purge.js';
import { withoutKeys } from './private-set-store.js';
import { PrivateUpdates } from './private-updates.js';
import { parsePrivateWrites } from './read-write-set.js';
import type { RecordWrite } from '../storage/database.js';
import { compareVersions, sameVersion } from './stored-value.js';
import { parseTransaction } from './transaction.js';
import type { CollectionResolver, Version } from './types.js';
import type { ChannelView, StateChange } from './world-state.js';
import { sha256 } from '../crypto/ecdsa.js';

/** Private data that comes after its block. */
export interface LateData {
  readonly at: Version;
  readonly set: ledger.rwset.TxPvtReadWriteSet;
  readonly collections: CollectionResolver;
  readonly view: ChannelView;
}

/**
 * Takes in the pieces of a private set that are missing here: they are stored, and those of their values that are
 * still current enter the private state (`txmgr/lockbased_txmgr.go`, RemoveStaleAndCommitPvtDataOfOldBlocks).
 */
export async function reconcile(
  parts: LedgerParts,
  { at, set, collections, view }: LateData,
): Promise<{ readonly writes: RecordWrite[]; readonly changes: StateChange[]; readonly taken: number }> {
  const catalog = new CollectionCatalog(collections, view);
  const updates = new PrivateUpdates();
  const writes: RecordWrite[] = [];
  const pieces = lateTo(parts, at, set);
  for (const piece of pieces) {
    writes.push(...parts.privateSets.pieceWrites(piece, at.block));
    writes.push(parts.privateSets.missingRemoval({ ...piece, block: at.block }));
    const expiry = await catalog.expiryOf(piece, at.block);
    for (const { keyHash, key, value, version } of currentValues(piece, at, view)) {
      updates.set({ ...piece, key, keyHash, value, version });
      if (expiry !== undefined && value !== undefined) {
        writes.push(expiryWrite(parts.channel, expiry, { ...piece, keyHash, key, committing: at.block }));
      }
    }
  }
  const changes = privateChanges(parts.channel, updates);
  return { writes: [...writes, ...changes.map(changeWrite)], changes, taken: pieces.length };
}

/** The pieces of the set that are missing here and have the block's hash, without what was purged since. */
function lateTo(parts: LedgerParts, at: Version, set: ledger.rwset.TxPvtReadWriteSet): PrivatePiece[] {
  const envelope = parts.blocks.block(at.block)?.getData()?.getDataList_asU8()[at.tx];
  const expected = envelope === undefined ? [] : expectedPieces(parseTransaction(envelope));
  const pieces: PrivatePiece[] = [];
  for (const { namespace, collection, hash } of expected) {
    const name = { namespace, collection };
    const bytes = matchingBytes([set], name, hash);
    if (bytes !== undefined && parts.privateSets.isMissing({ ...name, ...at })) {
      const purged = parsePrivateWrites(bytes).writes.filter(({ key }) => {
        const version = purgedUpTo(parts.store, parts.channel, name, key);
        return version !== undefined && compareVersions(at, version) <= 0;
      });
      const kept = withoutKeys(bytes, new Set(purged.map(({ key }) => key)));
      pieces.push({ ...name, tx: at.tx, bytes: kept, content: parsePrivateWrites(kept) });
    }
  }
  return pieces;
}

interface CurrentValue {
  readonly key: string;
  readonly keyHash: string;
  readonly value: Buffer | undefined;
  readonly version: Version;
}

/** The writes of a late piece that no later block has replaced. */
function currentValues(
  { namespace, collection, content }: PrivatePiece,
  at: Version,
  view: ChannelView,
): CurrentValue[] {
  return content.writes.flatMap(({ key, value, isDelete }): CurrentValue[] => {
    const keyHash = sha256(Buffer.from(key)).toString('hex');
    const hash = view.readHashed(namespace, collection, keyHash);
    if (hash === undefined) {
      return isDelete ? [{ key, keyHash, value: undefined, version: at }] : [];
    }
    if (isDelete) {
      return [];
    }
    const current = sameVersion(hash.version, at) || hash.value.equals(sha256(value));
    return current ? [{ key, keyHash, value, version: hash.version }] : [];
  });
}
