import { join } from 'node:path';

import type {
  ChaincodeDefinition,
  ChaincodeRuntime,
  ChannelStatus,
  Engine,
  EngineOptions,
  OrdererEndpoint,
  PeerEndpoint,
} from '../engine.js';
import { ensureGenesisBlock } from '../genesis/genesis-block.js';
import { NetworkError } from '../network-error.js';
import type { OrganizationPki } from '../pki/organization.js';
import type { ChannelTopology, OrganizationTopology } from '../topology.js';
import { ChannelNetwork } from './channel-network.js';
import { FaultInjector, type ServedPeer } from './faults/fault-injector.js';
import { Faults } from './faults/faults.js';
import { PeerLedger } from './ledger/peer-ledger.js';
import { NetworkNodes } from './network-nodes.js';
import type { BlockStore } from './orderer/block-store.js';
import type { ChannelOrderer } from './orderer/channel-orderer.js';
import type { ChaincodeLocation, OrganizationNode } from './organization-node.js';
import { packageId } from './peer/invocation.js';
import { openBlocks, openPeerStore, type StoresOptions } from './recovery/stores.js';

/**
 * The embedded development network: the peers of all organisations and one ordering service in this process, behind
 * Fabric's own protocols. No consensus: it is never to be called a blockchain.
 */
export class DevnetEngine implements Engine {
  readonly name = 'devnet';
  readonly #faults = new Faults();
  readonly #options: EngineOptions;
  readonly #channels = new Map<string, ChannelNetwork>();
  readonly #orderers = new Map<string, ChannelOrderer>();
  readonly #nodes: NetworkNodes;
  /** With the organisations that came later. */
  #organizations: readonly OrganizationTopology[];
  readonly #pki: Map<string, OrganizationPki>;
  #blocks: BlockStore | undefined;
  /** How to make things go wrong; a stop ends every fault. */
  readonly faults = new FaultInjector(this.#faults, () =>
    [...this.#nodes.peers.values()].map((node) => this.#servedPeer(node)),
  );

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#organizations = options.topology.organizations;
    this.#pki = new Map(options.pki);
    this.#nodes = new NetworkNodes({
      openStore: (mspId) => openPeerStore(mspId, this.#runningBlocks(), this.#stores()),
      channels: this.#orderers,
      faults: this.#faults,
      log: options.log,
    });
  }

  get endpoints(): ReadonlyMap<string, PeerEndpoint> {
    return this.#endpointsBy(({ address }) => address);
  }

  get orderers(): ReadonlyMap<string, OrdererEndpoint> {
    return this.#endpointsBy(({ ordererAddress }) => ordererAddress);
  }

  async start(): Promise<void> {
    try {
      await this.#start();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async addOrganization(organization: OrganizationTopology, pki: OrganizationPki): Promise<void> {
    if (this.#nodes.peers.has(organization.mspId)) return;
    const node = await this.#nodes.open(organization, pki);
    try {
      await this.#nodes.serve(node);
    } catch (error) {
      await this.#nodes.remove(node);
      throw error;
    }
    this.#organizations = [...this.#organizations, organization];
    this.#pki.set(organization.mspId, pki);
  }

  async removeOrganization(mspId: string): Promise<void> {
    const node = this.#nodes.peers.get(mspId);
    if (node === undefined) return;
    await Promise.all([...this.#channels.values()].map((channel) => channel.leave(mspId)));
    await this.#nodes.remove(node);
    this.#organizations = this.#organizations.filter((organization) => organization.mspId !== mspId);
    this.#pki.delete(mspId);
  }

  async joinChannel(channel: string, mspId: string): Promise<void> {
    await this.#channel(channel).join(this.#nodes.peer(mspId));
  }

  async createChannel(channel: ChannelTopology): Promise<void> {
    if (this.#channels.has(channel.name)) return;
    const network = await this.#openChannel(channel);
    this.#register(network);
    await network.start();
  }

  packageId(definition: ChaincodeDefinition): string {
    return packageId(definition);
  }

  async deploy(channel: string, definition: ChaincodeDefinition, runtime: ChaincodeRuntime): Promise<void> {
    const network = this.#channel(channel);
    await Promise.all(
      network.members.map((node) => node.install(packageId(definition), locationOf(runtime, node.mspId))),
    );
    await network.define(definition);
  }

  async status(): Promise<readonly ChannelStatus[]> {
    return Promise.all([...this.#channels.values()].map((channel) => channel.status()));
  }

  async stop(): Promise<void> {
    this.#faults.healAll();
    this.#nodes.closeServers();
    await Promise.all([...this.#channels.values()].map((channel) => channel.stop()));
    await this.#nodes.close();
    await this.#blocks?.close();
    this.#blocks = undefined;
    this.#channels.clear();
    this.#orderers.clear();
  }

  #stores(): StoresOptions {
    const { dataDirectory, topology, log } = this.#options;
    return { directory: join(dataDirectory, 'ledger'), channels: topology.channels.map(({ name }) => name), log };
  }

  #runningBlocks(): BlockStore {
    if (this.#blocks === undefined) throw new NetworkError('the network is not running');
    return this.#blocks;
  }

  async #start(): Promise<void> {
    this.#blocks = await openBlocks(this.#stores());
    // One after the other, so that those that are open are closed when the next one fails.
    for (const organization of this.#organizations) await this.#openOrganization(organization);
    const { channels } = this.#options.topology;
    const networks = await Promise.all(channels.map((channel) => this.#openChannel(channel)));
    networks.forEach((network) => this.#register(network));
    await Promise.all(networks.map((network) => network.start()));
    for (const node of this.#nodes.peers.values()) await this.#nodes.serve(node);
  }

  async #openOrganization(organization: OrganizationTopology): Promise<void> {
    const pki = this.#pki.get(organization.mspId);
    if (pki === undefined) throw new NetworkError(`there are no keys for ${organization.mspId}`);
    await this.#nodes.open(organization, pki);
  }

  async #openChannel(channel: ChannelTopology): Promise<ChannelNetwork> {
    const { dataDirectory, topology, log } = this.#options;
    return ChannelNetwork.open({
      genesis: await ensureGenesisBlock(dataDirectory, {
        channel,
        topology: { ...topology, organizations: this.#organizations },
        pki: this.#pki,
        consensus: 'BFT',
      }),
      members: this.#joined(channel),
      signers: this.#nodes.signers,
      blocks: this.#runningBlocks(),
      onFailure: (error) => log(`channel ${channel.name} has stopped: ${error.message}`),
    });
  }

  #register(network: ChannelNetwork): void {
    this.#channels.set(network.channelId, network);
    this.#orderers.set(network.channelId, network.orderer);
  }

  /** The peers that a channel begins with, and those that joined it before. */
  #joined(channel: ChannelTopology): readonly OrganizationNode[] {
    const first = channel.members.map((mspId) => this.#nodes.peer(mspId));
    const later = [...this.#nodes.peers.values()].filter((node) => PeerLedger.exists(node.store, channel.name));
    return [...new Set([...first, ...later])];
  }

  #channel(name: string): ChannelNetwork {
    const network = this.#channels.get(name);
    if (network === undefined) throw new NetworkError(`there is no channel ${name}; nothing was done`);
    return network;
  }

  #endpointsBy(addressOf: (node: OrganizationNode) => string): ReadonlyMap<string, PeerEndpoint & OrdererEndpoint> {
    return new Map(
      [...this.#nodes.peers.values()].map((node) => {
        const { mspId, tlsRootCertPath } = node;
        return [mspId, { mspId, address: addressOf(node), tlsRootCertPath }];
      }),
    );
  }

  #servedPeer(node: OrganizationNode): ServedPeer {
    return {
      mspId: node.mspId,
      serving: node.serving,
      serve: () => this.#nodes.servePeer(node),
      closeServer: () => node.closeServer(),
    };
  }
}

function locationOf(runtime: ChaincodeRuntime, mspId: string): ChaincodeLocation {
  if (runtime.kind === 'in-process') return runtime;
  const address = runtime.addresses.get(mspId);
  if (address === undefined)
    throw new NetworkError(`no chaincode service was given for ${mspId}; nothing was deployed`);
  return { kind: 'service', address };
}
