import { mkdir } from 'node:fs/promises';
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
import type { ChannelTopology } from '../topology.js';
import { ChannelNetwork } from './channel-network.js';
import { FaultInjector, type ServedPeer } from './faults/fault-injector.js';
import { Faults } from './faults/faults.js';
import type { Registry } from './gateway/registry.js';
import { OrganizationStore } from './ledger/store.js';
import { BlockStore } from './orderer/block-store.js';
import { type ChaincodeLocation, OrganizationNode } from './organization-node.js';
import { packageId } from './peer/invocation.js';
import { LevelDatabase } from './storage/level-database.js';

/**
 * The embedded development network: the peers of all organisations and one ordering service in this process, behind
 * Fabric's own protocols. No consensus: it is never to be called a blockchain.
 */
export class DevnetEngine implements Engine {
  readonly name = 'devnet';
  readonly #faults = new Faults();
  readonly #options: EngineOptions;
  #organizations: ReadonlyMap<string, OrganizationNode> = new Map();
  #channels: ReadonlyMap<string, ChannelNetwork> = new Map();
  #blocks: BlockStore | undefined;
  /** How to make things go wrong; a stop ends every fault. */
  readonly faults = new FaultInjector(this.#faults, () =>
    [...this.#organizations.values()].map((node) => this.#servedPeer(node)),
  );

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  get endpoints(): ReadonlyMap<string, PeerEndpoint> {
    return new Map(
      [...this.#organizations.values()].map(({ mspId, address, tlsRootCertPath }) => [
        mspId,
        { mspId, address, tlsRootCertPath },
      ]),
    );
  }

  get orderers(): ReadonlyMap<string, OrdererEndpoint> {
    return new Map();
  }

  addOrganization(): Promise<void> {
    return Promise.reject(new NetworkError('engine devnet cannot add an organisation yet; nothing was started'));
  }

  joinChannel(): Promise<void> {
    return Promise.reject(new NetworkError('engine devnet cannot make a peer join a channel yet'));
  }

  createChannel(): Promise<void> {
    return Promise.reject(new NetworkError('engine devnet cannot make a further channel yet; nothing was made'));
  }

  async start(): Promise<void> {
    try {
      await this.#start();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  packageId(definition: ChaincodeDefinition): string {
    return packageId(definition);
  }

  async deploy(channel: string, definition: ChaincodeDefinition, runtime: ChaincodeRuntime): Promise<void> {
    const network = this.#channels.get(channel);
    const members = this.#options.topology.channels.find(({ name }) => name === channel)?.members;
    if (network === undefined || members === undefined) {
      throw new NetworkError(`there is no channel ${channel}; nothing was deployed`);
    }
    await Promise.all(
      members.map((mspId) => this.#organization(mspId).install(packageId(definition), locationOf(runtime, mspId))),
    );
    await network.define(definition);
  }

  async status(): Promise<readonly ChannelStatus[]> {
    return Promise.all([...this.#channels.values()].map((channel) => channel.status()));
  }

  async stop(): Promise<void> {
    this.#faults.healAll();
    const organizations = [...this.#organizations.values()];
    for (const organization of organizations) organization.closeServer();
    await Promise.all([...this.#channels.values()].map((channel) => channel.stop()));
    await Promise.all(organizations.map((organization) => organization.close()));
    await this.#blocks?.close();
    this.#blocks = undefined;
    this.#channels = new Map();
    this.#organizations = new Map();
  }

  async #start(): Promise<void> {
    const ledgerDirectory = join(this.#options.dataDirectory, 'ledger');
    await mkdir(ledgerDirectory, { recursive: true });
    this.#blocks = new BlockStore(await LevelDatabase.open(join(ledgerDirectory, 'orderer')));
    this.#organizations = await this.#openOrganizations(ledgerDirectory);
    const blocks = this.#blocks;
    const channels = await Promise.all(
      this.#options.topology.channels.map((channel) => this.#openChannel(channel, blocks)),
    );
    this.#channels = new Map(channels.map((channel) => [channel.channelId, channel]));
    await Promise.all(channels.map((channel) => channel.start()));
    for (const local of this.#organizations.values()) await this.#serve(local);
  }

  async #serve(local: OrganizationNode): Promise<void> {
    const orderers = new Map([...this.#channels.values()].map((channel) => [channel.channelId, channel.orderer]));
    const registry: Registry = { local, peers: this.#organizations, orderers };
    await local.serve(registry, this.#options.log);
  }

  #servedPeer(node: OrganizationNode): ServedPeer {
    return {
      mspId: node.mspId,
      serving: node.serving,
      serve: () => this.#serve(node),
      closeServer: () => node.closeServer(),
    };
  }

  async #openOrganizations(ledgerDirectory: string): Promise<ReadonlyMap<string, OrganizationNode>> {
    const nodes = await Promise.all(
      this.#options.topology.organizations.map(async ({ mspId, ports }) => {
        const pki = this.#options.pki.get(mspId);
        if (pki === undefined) throw new NetworkError(`there are no keys for ${mspId}`);
        const store = await OrganizationStore.open(join(ledgerDirectory, mspId));
        return new OrganizationNode(pki, store, ports.peer, this.#faults);
      }),
    );
    return new Map(nodes.map((node) => [node.mspId, node]));
  }

  async #openChannel(channel: ChannelTopology, blocks: BlockStore): Promise<ChannelNetwork> {
    const { dataDirectory, topology, pki, log } = this.#options;
    const genesis = await ensureGenesisBlock(dataDirectory, { channel, topology, pki, consensus: 'BFT' });
    return ChannelNetwork.open({
      genesis,
      members: channel.members.map((mspId) => this.#organization(mspId)),
      blocks,
      onFailure: (error) => log(`channel ${channel.name} has stopped: ${error.message}`),
    });
  }

  #organization(mspId: string): OrganizationNode {
    const node = this.#organizations.get(mspId);
    if (node === undefined) throw new NetworkError(`there is no organisation ${mspId}`);
    return node;
  }
}

function locationOf(runtime: ChaincodeRuntime, mspId: string): ChaincodeLocation {
  if (runtime.kind === 'in-process') return runtime;
  const address = runtime.addresses.get(mspId);
  if (address === undefined)
    throw new NetworkError(`no chaincode service was given for ${mspId}; nothing was deployed`);
  return { kind: 'service', address };
}
