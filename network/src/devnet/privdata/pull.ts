import { Unreachable } from '../faults/fault.js';
import { sameAddress } from '../ledger/private-pieces.js';
import type { PieceAddress, PulledPieces, WantedPiece } from '../ledger/types.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import { isMember } from '../peer/collections.js';
import { answer, type AnsweredPiece, latest } from './answer.js';

/** Blocks before its end of life when private data is no longer asked for (`peer.gossip.pvtData.btlPullMargin`). */
const BTL_PULL_MARGIN = 10;

/** A piece with the peers that may have it. */
interface Request {
  readonly piece: WantedPiece;
  readonly candidates: readonly ChannelPeer[];
}

/** What a peer got, and whether it knew anybody to ask. */
export interface Pulled extends PulledPieces {
  readonly asked: boolean;
}

/**
 * Asks other members for private data, one after the other, until somebody has it (`gossip/privdata/pull.go`). A first
 * answer counts, right or wrong: who altered it is not known, and a wrong one is asked for again later.
 */
export async function pull(
  to: ChannelPeer,
  others: readonly ChannelPeer[],
  wanted: readonly WantedPiece[],
): Promise<Pulled> {
  const requests = await Promise.all(wanted.map((piece) => requestFor(to, others, piece)));
  const purged = await purgedAmong(to, requests);
  const open = requests.filter(({ piece }) => !purged.includes(piece));
  const found: AnsweredPiece[] = [];
  const isOpen = ({ piece }: Request): boolean => !found.some((answered) => sameAddress(answered, piece));
  for (const other of others) {
    const askable = open.filter((request) => isOpen(request) && request.candidates.includes(other));
    if (askable.length > 0) found.push(...(await ask(to, other, askable)));
  }
  return { found, purged, asked: requests.some(({ candidates }) => candidates.length > 0) };
}

async function requestFor(to: ChannelPeer, others: readonly ChannelPeer[], piece: WantedPiece): Promise<Request> {
  const config = await latest(to, piece);
  return { piece, candidates: others.filter((peer) => config !== undefined && isMember(config, peer)) };
}

/** Pieces that some member has purged, or soon will have, by its ledger's height. */
async function purgedAmong(to: ChannelPeer, requests: readonly Request[]): Promise<PieceAddress[]> {
  const purged: PieceAddress[] = [];
  for (const { piece, candidates } of requests) {
    const blockToLive = (await latest(to, piece))?.blockToLive ?? 0;
    if (blockToLive === 0) continue;
    const expiry = piece.block + blockToLive;
    if (candidates.some(({ ledger }) => ledger.height + BTL_PULL_MARGIN >= expiry)) purged.push(piece);
  }
  return purged;
}

/** The request on its way there and the answer on its way back; either may be lost. */
async function ask(to: ChannelPeer, other: ChannelPeer, requests: readonly Request[]): Promise<AnsweredPiece[]> {
  const { faults, mspId } = to.organization;
  const otherId = other.organization.mspId;
  try {
    await faults.pass({ route: 'peer-to-peer', from: mspId, to: otherId });
    const pieces = await answer(
      other,
      to,
      requests.map(({ piece }) => piece),
    );
    await faults.pass({ route: 'peer-to-peer', from: otherId, to: mspId });
    return pieces.flatMap((piece) => {
      const sent = faults.send(otherId, piece.collection, piece.bytes);
      return sent === undefined ? [] : [{ ...piece, bytes: Buffer.from(sent) }];
    });
  } catch (error) {
    if (error instanceof Unreachable) return [];
    throw error;
  }
}
