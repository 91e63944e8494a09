import type { common } from '@hyperledger/fabric-protos';

import type { ChaincodeDefinition, ChannelStatus, DefinitionStatus } from '../engine.js';
import { NetworkError } from '../network-error.js';
import { ChannelBundle } from './channel/bundle.js';
import { type Clock, systemClock } from './clock.js';
import { definitionTransaction } from './definition-transaction.js';
import type { BlockStore } from './orderer/block-store.js';
import { ChannelOrderer } from './orderer/channel-orderer.js';
import { consentersOf } from './orderer/consenters.js';
import type { OrganizationNode } from './organization-node.js';
import type { ChannelPeer } from './peer/channel-peer.js';
import { requireAcceptable } from './peer/collection-rules.js';
import { Committer } from './peer/committer.js';
import { ForkAlarm } from './peer/fork-alarm.js';
import { JoinedChannel } from './peer/joined-channel.js';
import type { CommittedDefinition } from './peer/lifecycle.js';
import { commitDefinition } from './peer/lifecycle-commit.js';
import { storedDefinition } from './peer/lifecycle-definition.js';
import { definedNames, readDefinition, serializeDefinition } from './peer/lifecycle-state.js';
import { PrivateDataNetwork } from './privdata/private-data-network.js';

/** What a channel is made from. */
export interface ChannelNetworkOptions {
  readonly genesis: common.Block;
  /** The organisations whose peers and orderers form the channel. */
  readonly members: readonly OrganizationNode[];
  readonly blocks: BlockStore;
  /** The machine's unless a simulation decides when things happen. */
  readonly clock?: Clock;
  /** Called when the channel cannot go on. */
  readonly onFailure: (error: Error) => void;
}

const DEFINITION_TIMEOUT_MS = 30_000;

/** One channel over all its members: the orderer, and a ledger with its committer at each. */
export class ChannelNetwork {
  readonly #options: ChannelNetworkOptions;
  readonly #bundle: ChannelBundle;
  readonly #peers: readonly ChannelPeer[];
  readonly #committers: readonly Committer[];
  readonly orderer: ChannelOrderer;

  private constructor(
    options: ChannelNetworkOptions,
    parts: {
      readonly bundle: ChannelBundle;
      readonly peers: readonly ChannelPeer[];
      readonly orderer: ChannelOrderer;
    },
  ) {
    this.#options = options;
    this.#bundle = parts.bundle;
    this.#peers = parts.peers;
    this.orderer = parts.orderer;
    const alarm = new ForkAlarm(parts.bundle.channelId);
    const fail = (error: Error): void => {
      this.orderer.halt(error);
      options.onFailure(error);
    };
    this.#committers = parts.peers.map(
      (peer) => new Committer(peer, { orderer: this.orderer, alarm, clock: clockOf(options), onFailure: fail }),
    );
  }

  static async open(options: ChannelNetworkOptions): Promise<ChannelNetwork> {
    const bundle = ChannelBundle.fromBlock(options.genesis);
    const { channelId } = bundle;
    const network = new PrivateDataNetwork();
    const peers = await Promise.all(options.members.map((member) => joinChannel(member, bundle, network)));
    const orderer = await ChannelOrderer.open(
      {
        channelId,
        store: options.blocks,
        clock: clockOf(options),
        consenters: consentersOf(
          bundle,
          new Map(options.members.map((member) => [member.mspId, member.ordererSigner])),
        ),
        bundle: () => bundle,
        committed: async (height) => {
          const alive = peers.filter(({ organization: { faults, mspId } }) => !faults.isDown(mspId));
          await Promise.all(alive.map((peer) => peer.ledger.waitForHeight(height)));
        },
      },
      options.genesis,
    );
    requireAllBlocks(orderer, peers);
    return new ChannelNetwork(options, { bundle, peers, orderer });
  }

  get channelId(): string {
    return this.#bundle.channelId;
  }

  /** Every peer has all blocks of the orderer when this resolves. */
  async start(): Promise<void> {
    await Promise.all(this.#committers.map((committer) => committer.start()));
  }

  /** Makes what was accepted durable, and lets every peer finish its block. */
  async stop(): Promise<void> {
    await this.orderer.drain();
    await Promise.all(this.#committers.map((committer) => committer.stop()));
  }

  /**
   * Commits a definition unless it is committed already, by a transaction that all members endorse.
   *
   * @throws NetworkError when another definition has this sequence, or the transaction is found invalid
   * @throws LifecycleError when the sequence is not the next one
   */
  async define(definition: ChaincodeDefinition): Promise<void> {
    const peer = this.#anyPeer();
    const stored = storedDefinition(definition);
    const state = peer.ledger.state();
    try {
      const current = await readDefinition(state, definition.name);
      if (current?.sequence === definition.sequence) {
        if (sameEntries(serializeDefinition(definition.name, current), serializeDefinition(definition.name, stored)))
          return;
        throw new NetworkError(
          `${definition.name} sequence ${definition.sequence} on channel ${this.channelId} is committed with another ` +
            'version, policy or collections; nothing was deployed',
          'deploy the change with the next sequence number',
        );
      }
      requireAcceptable(stored.collections, current?.collections, peer.bundle.msp.mspIds);
      const results = await commitDefinition(state, definition.name, stored);
      await this.#submit(peer, definition.name, results.serializeBinary());
    } finally {
      state.release();
    }
  }

  async status(): Promise<ChannelStatus> {
    return {
      channel: this.channelId,
      heights: new Map(this.#peers.map((peer) => [peer.organization.mspId, peer.ledger.height])),
      commitHashes: new Map(
        this.#peers.map((peer) => [peer.organization.mspId, peer.ledger.commitHash.toString('hex')]),
      ),
      definitions: await this.#definitions(),
    };
  }

  async #submit(peer: ChannelPeer, chaincode: string, results: Uint8Array): Promise<void> {
    const [proposer] = this.#options.members;
    if (proposer === undefined) return;
    const { txId, envelope } = definitionTransaction({
      channelId: this.channelId,
      chaincode,
      results,
      proposer: proposer.admin,
      endorsers: this.#options.members.map((member) => member.signer),
    });
    this.orderer.broadcast(envelope);
    const { code } = await peer.commits.status(txId, AbortSignal.timeout(DEFINITION_TIMEOUT_MS));
    if (code !== 0) {
      throw new NetworkError(
        `the definition of ${chaincode} on channel ${this.channelId} was found invalid, code ${code}`,
      );
    }
    await Promise.all(this.#peers.map((member) => member.ledger.waitForHeight(peer.ledger.height)));
  }

  async #definitions(): Promise<DefinitionStatus[]> {
    const { ledger, definitions } = this.#anyPeer();
    const state = ledger.state();
    const names = await definedNames(state).finally(() => state.release());
    const found = await Promise.all(names.map((name) => definitions.definition(name)));
    return found.flatMap((definition) => (definition === undefined ? [] : [definitionStatus(definition)]));
  }

  #anyPeer(): ChannelPeer {
    const [peer] = this.#peers;
    if (peer === undefined) throw new NetworkError(`channel ${this.channelId} has no peers`);
    return peer;
  }
}

function clockOf({ clock }: ChannelNetworkOptions): Clock {
  return clock ?? systemClock;
}

/** A peer can be behind the orderer, never ahead of it. */
function requireAllBlocks(orderer: ChannelOrderer, peers: readonly ChannelPeer[]): void {
  const ahead = peers.find((peer) => peer.ledger.height > orderer.height);
  if (ahead === undefined) return;
  throw new NetworkError(
    `the orderer of channel ${ahead.channelId} has ${orderer.height} blocks, but ${ahead.organization.mspId} has ` +
      `${ahead.ledger.height}: blocks of the ordering service are lost`,
    'restore the data directory as a whole, or reset the network',
  );
}

async function joinChannel(
  organization: OrganizationNode,
  genesis: ChannelBundle,
  network: PrivateDataNetwork,
): Promise<ChannelPeer> {
  const peer = await JoinedChannel.open(organization, genesis, network);
  organization.channels.set(genesis.channelId, peer);
  network.join(peer);
  return peer;
}

function definitionStatus({ name, version, sequence }: CommittedDefinition): DefinitionStatus {
  return { name, version, sequence };
}

function sameEntries(a: ReadonlyMap<string, Buffer>, b: ReadonlyMap<string, Buffer>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key)?.equals(value) === true);
}
