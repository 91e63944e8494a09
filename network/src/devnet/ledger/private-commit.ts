import type { common } from '@hyperledger/fabric-protos';
import type { RecordWrite } from '../storage/database.js';
import { CollectionCatalog } from './collection-facts.js';
import type { LedgerParts } from './ledger-parts.js';
import { expireState, type ExpiredHash, expiresWith, expiryMark, scheduleExpiry } from './private-expiry.js';
import { collectPrivatePieces, type MissingPiece, type PrivatePiece } from './private-pieces.js';
import { purgedPieces, purgesOf, purgeWrites } from './private-purge.js';
import { PrivateUpdates } from './private-updates.js';
import type { SecondPass } from './second-pass.js';
import { parseTransaction } from './transaction.js';
import type { CollectionName, CollectionResolver, PrivateDataSource } from './types.js';
import type { UpdateBatch } from './update-batch.js';
import { UpdatedState } from './updated-state.js';
import type { ChannelView } from './world-state.js';

/** Namespace whose changes may make an organisation a member of a collection (`kvledger/coll_elg_notifier.go`). */
const DEFINITIONS_NAMESPACE = '_lifecycle';

/** A block as it comes to a peer, after the first validation pass. */
export interface CommitInput {
  readonly block: common.Block;
  readonly number: number;
  readonly firstPass: Buffer;
  readonly previousCommitHash: Buffer;
  readonly privateData: PrivateDataSource;
  readonly collections: CollectionResolver;
}

/** What a block does to private data, beyond the hashes among its updates. */
export interface PrivateCommit {
  readonly updates: PrivateUpdates;
  readonly expired: readonly ExpiredHash[];
  readonly writes: readonly RecordWrite[];
}

/**
 * Private data of a block: the sets of its transactions, what it purges, what expires with it, when what it writes will
 * expire, and what this peer should have from now on. Sets of invalid transactions are kept as the transactions are;
 * only those of valid ones change the private state.
 */
export async function preparePrivateData(
  parts: LedgerParts,
  input: CommitInput,
  { valid, updates: hashes }: SecondPass,
  view: ChannelView,
): Promise<PrivateCommit> {
  const { number, privateData: others, collections } = input;
  const { channel, privateSets, transient } = parts;
  const catalog = new CollectionCatalog(collections, view);
  const transactions = (input.block.getData()?.getDataList_asU8() ?? []).map((envelope, tx) => ({
    tx,
    transaction: parseTransaction(envelope),
  }));
  const { found, missing } = await collectPrivatePieces(number, transactions, catalog, { transient, others });
  const validIndexes = new Set(valid.map(({ tx }) => tx));
  const applied = found.filter(({ tx }) => validIndexes.has(tx));
  const updates = PrivateUpdates.from(applied, number, hashes, view);
  const schedule = await scheduleExpiry(channel, number, { hashes, values: updates }, catalog);
  const purges = purgesOf(valid, number);
  const purged = await purgeWrites(channel, purges, privateSets, updates);
  const expiry = await expire(parts, number, { hashes, values: updates }, view);
  const joined = await newMemberships(parts, input, hashes, view);
  return {
    updates,
    expired: expiry.hashes,
    writes: [
      ...purged,
      ...purgedPieces(found, purges).flatMap((piece) => privateSets.pieceWrites(piece, number)),
      ...missing.map((piece) => parts.missing.noteWrite(asMember(piece, joined), number)),
      ...schedule,
      ...(await scheduleSets(parts, number, [...found, ...missing], catalog)),
      ...expiry.writes,
      ...(await Promise.all(joined.map((name) => parts.missing.eligibilityWrites(name)))).flat(),
    ],
  };
}

/** Collections that this organisation becomes a member of with the block, and of which it has missed something. */
async function newMemberships(
  { missing }: LedgerParts,
  { collections }: CommitInput,
  updates: UpdateBatch,
  view: ChannelView,
): Promise<CollectionName[]> {
  if (!updates.namespaces().has(DEFINITIONS_NAMESPACE)) {
    return [];
  }
  const before = new CollectionCatalog(collections, view);
  const after = new CollectionCatalog(collections, new UpdatedState(view, updates));
  const joined: CollectionName[] = [];
  for (const name of await missing.ineligibleCollections()) {
    if (!(await before.factsOf(name)).member && (await after.factsOf(name)).member) {
      joined.push(name);
    }
  }
  return joined;
}

function asMember(piece: MissingPiece, joined: readonly CollectionName[]): MissingPiece {
  const { namespace, collection } = piece;
  const member = joined.some((name) => name.namespace === namespace && name.collection === collection);
  return member ? { ...piece, eligible: true } : piece;
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
  { store, channel, privateSets, missing }: LedgerParts,
  block: number,
  updates: { readonly hashes: UpdateBatch; readonly values: PrivateUpdates },
  view: ChannelView,
): Promise<{ readonly hashes: readonly ExpiredHash[]; readonly writes: readonly RecordWrite[] }> {
  if (!expiresWith(store, channel, block)) {
    return { hashes: [], writes: [] };
  }
  const { hashes, writes } = await expireState(channel, block, view, updates);
  const sets = await privateSets.expired(block);
  const mark = { key: expiryMark(channel, block).key, value: undefined };
  const notes = sets.addresses.flatMap((address) => missing.removals(address));
  return { hashes, writes: [...writes, ...sets.writes, ...notes, mark] };
}
