import type { common } from '@hyperledger/fabric-protos';

import type { ChaincodeDefinition, ChannelStatus, DefinitionStatus } from '../engine.js';
import { NetworkError } from '../network-error.js';
import { ChannelBundle } from '../channel/bundle.js';
import { type Clock, systemClock } from './clock.js';
import type { SigningIdentity } from '../crypto/signing-identity.js';
import { definitionTransaction } from './definition-transaction.js';
import type { BlockStore } from './orderer/block-store.js';
import { ChannelOrderer } from './orderer/channel-orderer.js';
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
import { REBUILD_HINT } from './recovery/stores.js';

/** What a channel is made from. */
export interface ChannelNetworkOptions {
  readonly genesis: common.Block;
  /** The organisations whose peers have joined or are to join now. */
  readonly members: readonly OrganizationNode[];
  /** Orderers' keys of all organisations of the network, by MSP id; of those that come later as well. */
  readonly signers: ReadonlyMap<string, SigningIdentity>;
  readonly blocks: BlockStore;
  /** The machine's unless a simulation decides when things happen. */
  readonly clock?: Clock;
  /** Called when the channel cannot go on. */
  readonly onFailure: (error: Error) => void;
}

/** An organisation's peer in the channel. */
interface Member {
  readonly node: OrganizationNode;
  readonly peer: ChannelPeer;
  readonly committer: Committer;
}

const DEFINITION_TIMEOUT_MS = 30_000;

/** One channel: the orderer, and a ledger with its committer at each organisation that joined. */
export class ChannelNetwork {
  readonly #options: ChannelNetworkOptions;
  readonly #genesis: ChannelBundle;
  readonly #privateData = new PrivateDataNetwork();
  readonly #alarm: ForkAlarm;
  readonly #members: Map<string, Member>;
  readonly orderer: ChannelOrderer;

  private constructor(options: ChannelNetworkOptions, orderer: ChannelOrderer, members: Map<string, Member>) {
    this.#options = options;
    this.#genesis = ChannelBundle.fromBlock(options.genesis);
    this.#alarm = new ForkAlarm(this.#genesis.channelId);
    this.#members = members;
    this.orderer = orderer;
  }

  static async open(options: ChannelNetworkOptions): Promise<ChannelNetwork> {
    const { channelId } = ChannelBundle.fromBlock(options.genesis);
    const members = new Map<string, Member>();
    const orderer = await ChannelOrderer.open(
      {
        channelId,
        store: options.blocks,
        clock: clockOf(options),
        signers: options.signers,
        committed: async (height) => {
          const following = [...members.values()].filter((member) => follows(member, orderer));
          await Promise.all(following.map(({ peer }) => peer.ledger.waitForHeight(height)));
        },
      },
      options.genesis,
    );
    const network = new ChannelNetwork(options, orderer, members);
    await Promise.all(options.members.map((node) => network.#open(node)));
    requireAllBlocks(orderer, [...members.values()]);
    return network;
  }

  get channelId(): string {
    return this.#genesis.channelId;
  }

  /** The organisations that are members by the configuration and whose peers have joined. */
  get members(): readonly OrganizationNode[] {
    const { applicationOrganizations } = this.orderer.configuration.current;
    return applicationOrganizations.flatMap((mspId) => this.#members.get(mspId)?.node ?? []);
  }

  /**
   * Makes an organisation's peer join from the genesis block; it has caught up when this resolves.
   *
   * @throws NetworkError when the configuration does not name the organisation
   */
  async join(node: OrganizationNode): Promise<void> {
    if (this.#members.has(node.mspId)) return;
    if (!this.orderer.configuration.current.applicationOrganizations.includes(node.mspId)) {
      throw new NetworkError(
        `${node.mspId} is no member of channel ${this.channelId}; its peer did not join`,
        'add the organisation to the channel first',
      );
    }
    const { committer } = await this.#open(node);
    await committer.start();
  }

  /** Ends an organisation's peer in this channel, after the block in progress. */
  async leave(mspId: string): Promise<void> {
    const member = this.#members.get(mspId);
    if (member === undefined) return;
    this.#members.delete(mspId);
    this.#privateData.leave(member.peer);
    await member.committer.stop();
  }

  async #open(node: OrganizationNode): Promise<Member> {
    const peer = await JoinedChannel.join(node, this.#genesis, this.#privateData);
    const committer = new Committer(peer, {
      orderer: this.orderer,
      alarm: this.#alarm,
      clock: clockOf(this.#options),
      onFailure: (error) => {
        this.orderer.halt(error);
        this.#options.onFailure(error);
      },
    });
    const member = { node, peer, committer };
    this.#members.set(node.mspId, member);
    return member;
  }

  /** Every peer that may have them has all blocks of the orderer when this resolves. */
  async start(): Promise<void> {
    await Promise.all([...this.#members.values()].map(({ committer }) => committer.start()));
  }

  /** Makes what was accepted durable, and lets every peer finish its block. */
  async stop(): Promise<void> {
    await this.orderer.drain();
    await Promise.all([...this.#members.values()].map(({ committer }) => committer.stop()));
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
    const peers = [...this.#members.values()].map(({ peer }) => peer);
    return {
      channel: this.channelId,
      members: this.orderer.configuration.current.applicationOrganizations,
      heights: new Map(peers.map((peer) => [peer.organization.mspId, peer.ledger.height])),
      commitHashes: new Map(peers.map((peer) => [peer.organization.mspId, peer.ledger.commitHash.toString('hex')])),
      definitions: await this.#definitions(),
    };
  }

  async #submit(peer: ChannelPeer, chaincode: string, results: Uint8Array): Promise<void> {
    const { members } = this;
    const [proposer] = members;
    if (proposer === undefined) return;
    const { txId, envelope } = definitionTransaction({
      channelId: this.channelId,
      chaincode,
      results,
      proposer: proposer.admin,
      endorsers: members.map((member) => member.signer),
    });
    this.orderer.broadcast(envelope, proposer.ordererSigner);
    const { code } = await peer.commits.status(txId, AbortSignal.timeout(DEFINITION_TIMEOUT_MS));
    if (code !== 0) {
      throw new NetworkError(
        `the definition of ${chaincode} on channel ${this.channelId} was found invalid, code ${code}`,
      );
    }
    const { height } = peer.ledger;
    const peers = members.flatMap((member) => member.channels.get(this.channelId) ?? []);
    await Promise.all(peers.map(({ ledger }) => ledger.waitForHeight(height)));
  }

  async #definitions(): Promise<DefinitionStatus[]> {
    const { ledger, definitions } = this.#anyPeer();
    const state = ledger.state();
    const names = await definedNames(state).finally(() => state.release());
    const found = await Promise.all(names.map((name) => definitions.definition(name)));
    return found.flatMap((definition) => (definition === undefined ? [] : [definitionStatus(definition)]));
  }

  #anyPeer(): ChannelPeer {
    const [node] = this.members;
    const peer = node?.channels.get(this.channelId);
    if (peer === undefined) throw new NetworkError(`channel ${this.channelId} has no peers`);
    return peer;
  }
}

function clockOf({ clock }: ChannelNetworkOptions): Clock {
  return clock ?? systemClock;
}

/** Whether a peer gets blocks now: it runs, and the configuration lets it. */
function follows({ node }: Member, orderer: ChannelOrderer): boolean {
  return !node.faults.isDown(node.mspId) && orderer.isReader(node.signer.serialized);
}

/** A peer can be behind the orderer, never ahead of it. */
function requireAllBlocks(orderer: ChannelOrderer, members: readonly Member[]): void {
  const ahead = members.find(({ peer }) => peer.ledger.height > orderer.height);
  if (ahead === undefined) return;
  throw new NetworkError(
    `the orderer of channel ${ahead.peer.channelId} has ${orderer.height} blocks, but ${ahead.node.mspId} has ` +
      `${ahead.peer.ledger.height}: blocks of the ordering service are lost`,
    REBUILD_HINT,
  );
}

function definitionStatus({ name, version, sequence }: CommittedDefinition): DefinitionStatus {
  return { name, version, sequence };
}

function sameEntries(a: ReadonlyMap<string, Buffer>, b: ReadonlyMap<string, Buffer>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key)?.equals(value) === true);
}
