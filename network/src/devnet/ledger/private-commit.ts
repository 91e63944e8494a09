import type { common } from '@hyperledger/fabric-protos';
import { CollectionCatalog } from './collection-facts.js';
import type { LedgerParts } from './ledger-parts.js';
import { expireState, type ExpiredHash, expiresWith, expiryMark, scheduleExpiry } from './private-expiry.js';
import { collectPrivatePieces, type MissingPiece, type PrivatePiece } from './private-pieces.js';
import { purgedPieces, purgesOf, purgeWrites } from './private-purge.js';
import { PrivateUpdates } from './private-updates.js';
import type { SecondPass } from './second-pass.js';
import type { RecordWrite } from '../storage/database.js';
import type { CollectionResolver, PrivateSetSource } from './types.js';
import type { UpdateBatch } from './update-batch.js';
import type { ChannelView } from './world-state.js';

/** A block as it comes to a peer, after the first validation pass. */
export interface CommitInput {
  readonly block: common.Block;
  readonly number: number;
  readonly firstPass: Buffer;
  readonly previousCommitHash: Buffer;
  readonly privateSets: PrivateSetSource;
  readonly collections: CollectionResolver;
}

/** What a block does to private data, beyond the hashes among its updates. */
export interface PrivateCommit {
  readonly updates: PrivateUpdates;
  readonly expired: readonly ExpiredHash[];
  readonly writes: readonly RecordWrite[];
}

/**
 * Private data of a block: the sets of its valid transactions, what it purges, what expires with it, and when what it
 * writes will expire.
 */
export async function preparePrivateData(
  parts: LedgerParts,
  { number, privateSets: source, collections }: CommitInput,
  { valid, updates: hashes }: SecondPass,
  view: ChannelView,
): Promise<PrivateCommit> {
  const { channel, privateSets, transient } = parts;
  const catalog = new CollectionCatalog(collections, view);
  const { found, missing } = await collectPrivatePieces(valid, catalog, transient, source);
  const updates = PrivateUpdates.from(found, number, hashes, view);
  const schedule = await scheduleExpiry(channel, number, { hashes, values: updates }, catalog);
  const purges = purgesOf(valid, number);
  const purged = await purgeWrites(channel, purges, privateSets, updates);
  const expiry = await expire(parts, number, { hashes, values: updates }, view);
  return {
    updates,
    expired: expiry.hashes,
    writes: [
      ...purged,
      ...purgedPieces(found, purges).flatMap((piece) => privateSets.pieceWrites(piece, number)),
      ...missing.map((piece) => privateSets.missingWrite(piece, number)),
      ...schedule,
      ...(await scheduleSets(parts, number, [...found, ...missing], catalog)),
      ...expiry.writes,
    ],
  };
}

async function scheduleSets(
  { channel, privateSets }: LedgerParts,
  block: number,
  pieces: readonly (PrivatePiece | MissingPiece)[],
  catalog: CollectionCatalog,
): Promise<RecordWrite[]> {
  const writes: RecordWrite[] = [];
  for (const piece of pieces) {
    const expiry = await catalog.expiryOf(piece, block);
    if (expiry !== undefined) {
      writes.push(expiryMark(channel, expiry), privateSets.expiryWrite({ ...piece, block }, expiry));
    }
  }
  return writes;
}

async function expire(
  { store, channel, privateSets }: LedgerParts,
  block: number,
  updates: { readonly hashes: UpdateBatch; readonly values: PrivateUpdates },
  view: ChannelView,
): Promise<{ readonly hashes: readonly ExpiredHash[]; readonly writes: readonly RecordWrite[] }> {
  if (!expiresWith(store, channel, block)) {
    return { hashes: [], writes: [] };
  }
  const { hashes, writes } = await expireState(channel, block, view, updates);
  const mark = { key: expiryMark(channel, block).key, value: undefined };
  return { hashes, writes: [...writes, ...(await privateSets.expiredWrites(block)), mark] };
}
