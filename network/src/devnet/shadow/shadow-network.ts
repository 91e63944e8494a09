import { common, peer as pb } from '@hyperledger/fabric-protos';

import { ChannelBundle } from '../../channel/bundle.js';
import { systemClock } from '../clock.js';
import { peerServices } from '../gateway/server.js';
import { NodeServer } from '../node-server.js';
import { Committer } from '../peer/committer.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import { processProposal } from '../peer/endorser.js';
import { ForkAlarm } from '../peer/fork-alarm.js';
import { JoinedChannel } from '../peer/joined-channel.js';
import { ProposalRefused } from '../peer/proposal-checks.js';
import { PrivateDataNetwork } from '../privdata/private-data-network.js';
import { asBuffer, decode, ProtoError } from '../../proto/decode.js';
import { unpackProposal } from '../../proto/proposal.js';
import { withoutVerdicts } from '../ledger/block-metadata.js';
import { BlockFeed } from './block-feed.js';
import {
  closeShadowOrganization,
  openShadowOrganization,
  type ShadowedChaincode,
  type ShadowedPeer,
  type ShadowOrganization,
} from './shadow-organization.js';

/** What a shadow is made from. */
export interface ShadowOptions {
  /** Where the ledgers are kept; empty or not yet there. */
  readonly directory: string;
  /** `common.Block` bytes of block 0 of each channel. */
  readonly channels: readonly Uint8Array[];
  readonly peers: readonly ShadowedPeer[];
  readonly chaincodes: readonly ShadowedChaincode[];
  /** The peers' clock, in milliseconds since 1970; the machine's when absent. */
  readonly now?: () => number;
}

/** A peer's answer to a proposal: `ProposalResponse` bytes, or the text of the error by which it refused to look at it. */
export type ShadowAnswer = { readonly response: Buffer } | { readonly refused: string };

interface ShadowChannel {
  readonly feed: BlockFeed;
  readonly peers: readonly ChannelPeer[];
  readonly committers: readonly Committer[];
}

/**
 * devnet peers that follow another network, such as a real Fabric one: they get its blocks and its clients' proposals,
 * so that what they answer and commit can be compared with what its own peers answered and committed. Signatures of a
 * shadow's peers are worthless, because it does not have their keys; everything that is signed is the same.
 */
export class ShadowNetwork {
  readonly #channels = new Map<string, ShadowChannel>();
  readonly #servers: NodeServer[] = [];
  readonly #failed = new AbortController();

  private constructor(private readonly organizations: ReadonlyMap<string, ShadowOrganization>) {}

  /** Opens the ledgers and commits block 0 of every channel. */
  static async open({ directory, channels, peers, chaincodes, now }: ShadowOptions): Promise<ShadowNetwork> {
    const bundles = channels.map((genesis) => ChannelBundle.fromBlock(decode(common.Block, genesis, 'Block')));
    const options = { directory, chaincodes, bundles, now };
    const organizations = await Promise.all(peers.map((peer) => openShadowOrganization(peer, options)));
    const shadow = new ShadowNetwork(new Map(organizations.map((organization) => [organization.mspId, organization])));
    for (const [index, bundle] of bundles.entries()) {
      await shadow.#join(bundle);
      await shadow.commit(bundle.channelId, channels[index] ?? new Uint8Array());
    }
    return shadow;
  }

  /**
   * Validates and commits the channel's next block at every peer; what peers of the other network wrote into it is
   * removed first.
   *
   * @returns `common.Block` bytes as the shadow's peers keep them: with their verdicts and their commit hash
   * @throws Error when it is not the next block, or the shadow's peers come to different results
   */
  async commit(channel: string, bytes: Uint8Array): Promise<Buffer> {
    const { feed, peers } = this.#channel(channel);
    const number = feed.height;
    feed.push(withoutVerdicts(decode(common.Block, bytes, 'Block')));
    await Promise.all(peers.map(({ ledger }) => ledger.waitForHeight(number + 1, this.#failed.signal)));
    feed.forget(number);
    const [first] = peers;
    const block = await first?.ledger.block(number);
    if (block === undefined) throw new Error(`channel ${channel} has no peers in the shadow`);
    return asBuffer(block.serializeBinary());
  }

  /**
   * Answers a proposal as the peer of `mspId`, at the height that it has.
   *
   * @param proposal `peer.SignedProposal` bytes
   */
  async endorse(mspId: string, proposal: Uint8Array): Promise<ShadowAnswer> {
    try {
      const unpacked = unpackProposal(decode(pb.SignedProposal, proposal, 'SignedProposal'));
      const answer = await processProposal(this.#organization(mspId), unpacked);
      return { response: asBuffer(answer.serializeBinary()) };
    } catch (error) {
      if (error instanceof ProposalRefused || error instanceof ProtoError) return { refused: error.message };
      throw error;
    }
  }

  /**
   * Serves clients as the peer of `mspId`, on a free port of the loopback interface; nothing can be submitted.
   *
   * @param tls PEM certificate and key of the server
   * @returns `localhost:port`
   */
  async serve(mspId: string, tls: { readonly certificate: string; readonly privateKey: string }): Promise<string> {
    const registry = { local: this.#organization(mspId), peers: this.organizations, orderers: new Map() };
    const log = (): void => undefined;
    const server = await NodeServer.listen(peerServices(registry, log), { ...tls, port: 0, log, interceptors: [] });
    this.#servers.push(server);
    return `localhost:${server.port}`;
  }

  async close(): Promise<void> {
    for (const server of this.#servers) server.close();
    const committers = [...this.#channels.values()].flatMap((channel) => channel.committers);
    await Promise.all(committers.map((committer) => committer.stop()));
    await Promise.all([...this.organizations.values()].map(closeShadowOrganization));
  }

  /** Opens the channel's ledger at those of the peers that are members of it. */
  async #join(bundle: ChannelBundle): Promise<void> {
    const network = new PrivateDataNetwork();
    const members = bundle.applicationOrganizations.flatMap((mspId) => this.organizations.get(mspId) ?? []);
    const peers = await Promise.all(members.map((member) => JoinedChannel.join(member, bundle, network)));
    const feed = new BlockFeed();
    const alarm = new ForkAlarm(bundle.channelId);
    const onFailure = (error: Error): void => this.#failed.abort(error);
    const options = { orderer: feed, alarm, clock: systemClock, onFailure };
    const committers = peers.map((peer) => new Committer(peer, options));
    await Promise.all(committers.map((committer) => committer.start()));
    this.#channels.set(bundle.channelId, { feed, peers, committers });
  }

  #channel(name: string): ShadowChannel {
    const channel = this.#channels.get(name);
    if (channel === undefined) throw new Error(`the shadow has not joined channel ${name}`);
    return channel;
  }

  #organization(mspId: string): ShadowOrganization {
    const organization = this.organizations.get(mspId);
    if (organization === undefined) throw new Error(`the shadow has no peer of ${mspId}`);
    return organization;
  }
}
