import { ledger } from '@hyperledger/fabric-protos';

import type { StateReader } from './ledger/types.js';
import type { ChannelPeer } from './peer/channel-peer.js';
import type { CollectionConfig } from './peer/collections.js';

const { rwset } = ledger;

/** Private data of one transaction. */
export type PrivateSet = ledger.rwset.TxPvtReadWriteSet;

/**
 * How the peers of one channel exchange private data (in Fabric: gossip). The one place where peers reach each other,
 * so that faults can be put in between.
 */
export class PrivateDataNetwork {
  readonly #peers = new Map<string, ChannelPeer>();

  join(peer: ChannelPeer): void {
    this.#peers.set(peer.organization.mspId, peer);
  }

  /**
   * Sends the private data of a simulated transaction to members of its collections, and keeps it at the endorser
   * (Fabric: gossip/privdata/distributor.go).
   *
   * @throws Error with Fabric's text when fewer members are known than the collection requires
   */
  async distribute(from: ChannelPeer, txId: string, set: PrivateSet): Promise<void> {
    try {
      await this.#disseminate(from, txId, set);
    } catch (error) {
      throw new Error(
        `failed to distribute private collection, txID ${txId}, channel ${from.channelId}: ${(error as Error).message}`,
      );
    }
    await from.ledger.keepPrivateSet(txId, set);
  }

  /** What other peers have of a transaction's private data that this peer is entitled to, committed or not. */
  async fetch(to: ChannelPeer, txId: string): Promise<PrivateSet | undefined> {
    const pieces: PrivateSet[] = [];
    for (const peer of this.#others(to)) {
      pieces.push(...peer.ledger.keptPrivateSets(txId));
      const at = peer.ledger.locate(txId);
      const committed = at && (await peer.ledger.privateDataFor(at.block, at.index));
      if (committed !== undefined) pieces.push(committed);
    }
    const state = to.ledger.state();
    try {
      const entitled = await Promise.all(pieces.map((piece) => permitted(to, piece, state)));
      return merged(entitled);
    } finally {
      state.release();
    }
  }

  async #disseminate(from: ChannelPeer, txId: string, set: PrivateSet): Promise<void> {
    const parcels = new Map<ChannelPeer, PrivateSet>();
    const state = from.ledger.state();
    try {
      for (const [namespace, collection] of piecesOf(set)) {
        const name = collection.getCollectionName();
        const config = await from.lifecycle.collection(state, namespace, name);
        for (const peer of this.#recipients(from, namespace, name, config)) {
          const parcel = parcels.get(peer) ?? emptySet();
          parcels.set(peer, parcel);
          addPiece(parcel, namespace, collection);
        }
      }
    } finally {
      state.release();
    }
    await Promise.all([...parcels].map(([peer, parcel]) => peer.ledger.keepPrivateSet(txId, parcel)));
  }

  #recipients(
    from: ChannelPeer,
    namespace: string,
    name: string,
    config: CollectionConfig | undefined,
  ): readonly ChannelPeer[] {
    if (config === undefined) throw new Error(`no configuration for collection${name}found`);
    const eligible = this.#others(from).filter((peer) => isMember(config, peer));
    if (eligible.length < config.requiredPeerCount) {
      throw new Error(
        `could not build private data dissemination plan for chaincode ${namespace} and collection ${name}: required ` +
          `to disseminate to at least ${config.requiredPeerCount} peers, but know of only ${eligible.length} eligible peers`,
      );
    }
    return eligible.slice(0, config.maximumPeerCount);
  }

  #others(peer: ChannelPeer): readonly ChannelPeer[] {
    return [...this.#peers.values()].filter((other) => other !== peer);
  }
}

/** Whether a collection's private values may be at this peer. */
export function isMember(config: CollectionConfig, peer: ChannelPeer): boolean {
  return config.members.satisfiedBy([peer.identity]);
}

type CollectionPiece = ledger.rwset.CollectionPvtReadWriteSet;

function piecesOf(set: PrivateSet): (readonly [namespace: string, piece: CollectionPiece])[] {
  return set
    .getNsPvtRwsetList()
    .flatMap((namespace) =>
      namespace.getCollectionPvtRwsetList().map((piece) => [namespace.getNamespace(), piece] as const),
    );
}

async function permitted(to: ChannelPeer, set: PrivateSet, state: StateReader): Promise<PrivateSet> {
  const result = emptySet();
  for (const [namespace, piece] of piecesOf(set)) {
    const config = await to.lifecycle.collection(state, namespace, piece.getCollectionName());
    if (config !== undefined && isMember(config, to)) addPiece(result, namespace, piece);
  }
  return result;
}

function merged(sets: readonly PrivateSet[]): PrivateSet | undefined {
  const result = emptySet();
  const seen = new Set<string>();
  for (const [namespace, piece] of sets.flatMap(piecesOf)) {
    const name = JSON.stringify([namespace, piece.getCollectionName(), piece.getRwset_asB64()]);
    if (!seen.has(name)) addPiece(result, namespace, piece);
    seen.add(name);
  }
  return seen.size === 0 ? undefined : result;
}

function emptySet(): PrivateSet {
  const set = new rwset.TxPvtReadWriteSet();
  set.setDataModel(rwset.TxReadWriteSet.DataModel.KV);
  return set;
}

function addPiece(set: PrivateSet, namespace: string, piece: CollectionPiece): void {
  const known = set.getNsPvtRwsetList().find((entry) => entry.getNamespace() === namespace);
  const entry = known ?? new rwset.NsPvtReadWriteSet();
  entry.setNamespace(namespace);
  entry.addCollectionPvtRwset(piece);
  if (known === undefined) set.addNsPvtRwset(entry);
}
