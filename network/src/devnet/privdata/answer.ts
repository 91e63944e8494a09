import { type ledger, peer } from '@hyperledger/fabric-protos';

import type { PieceAddress, WantedPiece } from '../ledger/types.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import { type CollectionConfig, isMember } from '../peer/collections.js';
import { collectionBelow } from '../peer/collection-history.js';
import { asBuffer } from '../../proto/decode.js';
import { partsOf, type PrivateSetWithConfig } from './private-set.js';

/** A piece as a peer gives it to another. */
export type AnsweredPiece = PieceAddress & { readonly bytes: Buffer };

/**
 * What a peer gives another that asks for private data (`gossip/privdata/dataretriever.go`, `pull.go`): of a block that
 * it has not committed from its transient store, else from its ledger. The other peer must be a member of the
 * collection: as of the block, or by now where the data is committed.
 */
export async function answer(
  from: ChannelPeer,
  to: ChannelPeer,
  wanted: readonly WantedPiece[],
): Promise<AnsweredPiece[]> {
  const pieces: AnsweredPiece[] = [];
  for (const piece of wanted) {
    const known = from.ledger.height > piece.block ? await committed(from, to, piece) : endorsed(from, to, piece);
    pieces.push(...known);
  }
  return pieces;
}

async function committed(from: ChannelPeer, to: ChannelPeer, wanted: WantedPiece): Promise<AnsweredPiece[]> {
  const set = await from.ledger.privateDataFor(wanted.block, wanted.tx);
  const pieces = set === undefined ? [] : piecesIn(set, wanted);
  if (pieces.length === 0) return [];
  const configs = [await latest(from, wanted), await collectionBelow(from, wanted, wanted.block)];
  return configs.some((config) => config !== undefined && isMember(config, to)) ? pieces : [];
}

function endorsed(from: ChannelPeer, to: ChannelPeer, wanted: WantedPiece): AnsweredPiece[] {
  if (wanted.txId === '') return [];
  const sets = from.ledger.keptPrivateSets(wanted.txId);
  const config = newestConfig(from, sets, wanted);
  if (config === undefined || !isMember(config, to)) return [];
  return sets.flatMap((set) => piecesIn(set.getPvtRwset(), wanted));
}

/** The configuration that came with the endorsement at the highest ledger height. */
function newestConfig(
  from: ChannelPeer,
  sets: readonly PrivateSetWithConfig[],
  { namespace, collection }: WantedPiece,
): CollectionConfig | undefined {
  const [newest] = sets
    .filter((set) => set.getCollectionConfigsMap().has(namespace))
    .sort((a, b) => b.getEndorsedAt() - a.getEndorsedAt());
  const configs = newest?.getCollectionConfigsMap().get(namespace) ?? new peer.CollectionConfigPackage();
  return from.lifecycle.collectionsOf(configs).find(({ name }) => name === collection);
}

/** A peer's view of a collection as of its last block. */
export async function latest(
  at: ChannelPeer,
  { namespace, collection }: Pick<PieceAddress, 'namespace' | 'collection'>,
): Promise<CollectionConfig | undefined> {
  const definition = await at.definitions.definition(namespace);
  return definition && at.lifecycle.collectionOf(definition, collection);
}

function piecesIn(set: ledger.rwset.TxPvtReadWriteSet | undefined, wanted: WantedPiece): AnsweredPiece[] {
  const { namespace, collection, block, tx } = wanted;
  return (set === undefined ? [] : partsOf(set))
    .filter((part) => part.namespace === namespace && part.collection === collection)
    .map(({ bytes }) => ({ namespace, collection, block, tx, bytes: asBuffer(bytes) }));
}
