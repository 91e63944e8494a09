import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { common } from '@hyperledger/fabric-protos';
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
import type { ServedPeer } from '../devnet/faults/fault-injector.js';
import { messageOf, NetworkError } from '../network-error.js';
import type { OrganizationPki } from '../pki/organization.js';
import { SupervisedProcess } from '../process/supervised-process.js';
import { NODE_HOST, type ChannelTopology, type OrganizationTopology } from '../topology.js';
import { channelMembers, isJoined, joinPeer, ledgerState, type LedgerState } from './admin/channels.js';
import { approve, commit, committedDefinitions, install, isCommitted } from './admin/lifecycle.js';
import type { PeerAdmin } from './admin/peer-admin.js';
import { findBinaries } from './binaries.js';
import { isConsenter, joinOrderer, newestConfigBlock, type RunningOrganization } from './channel-orderers.js';
import { servicePackage } from './chaincode-package.js';
import { writeExternalBuilder } from './external-builder.js';
import { prepareOrderer, preparePeer } from './nodes.js';
import { PeerOutages } from './peer-outages.js';
import { RealPeer } from './real-peer.js';

const MEMBERSHIP_TIMEOUT_MS = 60_000;
const POLL_MS = 100;

/** Real Fabric on this machine: a peer and a SmartBFT orderer of each organisation, as native processes. */
export class FabricEngine implements Engine {
  readonly name = 'fabric';
  readonly endpoints = new Map<string, PeerEndpoint>();
  readonly orderers = new Map<string, OrdererEndpoint>();
  readonly #organizations = new Map<string, RunningOrganization>();
  readonly #channels: ChannelTopology[];
  /** The nodes of each organisation. */
  readonly #processes = new Map<string, readonly SupervisedProcess[]>();
  readonly #peers = new Map<string, RealPeer>();
  readonly faults = new PeerOutages(() => [...this.#peers.values()].map((peer) => this.#served(peer)));

  constructor(private readonly options: EngineOptions) {
    this.#channels = [...options.topology.channels];
    for (const organization of options.topology.organizations) {
      const pki = options.pki.get(organization.mspId);
      if (pki === undefined) throw new NetworkError(`no keys of ${organization.mspId}`);
      this.#know(organization, pki);
    }
  }

  async start(): Promise<void> {
    try {
      await this.#startNodes([...this.#organizations.keys()]);
      await Promise.all(this.#channels.map((channel) => this.#startChannel(channel)));
      await Promise.all(this.#channels.map(({ name }) => this.#awaitMembership(name)));
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async addOrganization(organization: OrganizationTopology, pki: OrganizationPki): Promise<void> {
    const { mspId } = organization;
    if (this.#peers.has(mspId)) return;
    this.#know(organization, pki);
    try {
      await this.#startNodes([mspId]);
    } catch (error) {
      this.#organizations.delete(mspId);
      this.endpoints.delete(mspId);
      this.orderers.delete(mspId);
      throw error;
    }
  }

  async removeOrganization(mspId: string): Promise<void> {
    this.#peers.get(mspId)?.close();
    this.#peers.delete(mspId);
    this.#organizations.delete(mspId);
    this.endpoints.delete(mspId);
    this.orderers.delete(mspId);
    const processes = this.#processes.get(mspId) ?? [];
    this.#processes.delete(mspId);
    await Promise.all(processes.map((process) => process.stop()));
  }

  async joinChannel(channelName: string, mspId: string): Promise<void> {
    const channel = this.#channel(channelName);
    const admin = this.#admin(mspId);
    const members = await this.#members(channelName);
    if (!members.includes(mspId)) {
      throw new NetworkError(
        `the configuration of channel ${channelName} does not name ${mspId}; its peer did not join`,
        `have its members add it first: npm run network -- channel add-org --channel ${channelName}`,
      );
    }
    await joinPeer(admin, channelName, await this.#genesis(channel));
    const height = Math.max(...(await this.#ledgerStates(channelName, members)).map(([, state]) => state.height));
    await this.#until(`${mspId} to catch up with ${channelName}`, async () => {
      return (await ledgerState(admin, channelName)).height >= height;
    });
    await this.#awaitMembership(channelName);
    await this.#orderIfNamed(channelName, mspId);
  }

  async createChannel(channel: ChannelTopology): Promise<void> {
    for (const mspId of channel.members) this.#admin(mspId);
    if (!this.#channels.some(({ name }) => name === channel.name)) this.#channels.push(channel);
    await this.#startChannel(channel);
    await this.#awaitMembership(channel.name);
  }

  packageId(definition: ChaincodeDefinition, _mspId: string, address: string): string {
    return servicePackage(definition.name, definition.version, address).id;
  }

  async deploy(channelName: string, definition: ChaincodeDefinition, runtime: ChaincodeRuntime): Promise<void> {
    if (runtime.kind !== 'service') throw new NetworkError('engine fabric runs chaincode as a service only');
    const admins = await this.#joined(this.#channel(channelName).name);
    await Promise.all(
      admins.map(async (admin) => {
        const address = runtime.addresses.get(admin.mspId);
        if (address === undefined) throw new NetworkError(`no chaincode service of ${admin.mspId} was named`);
        const chaincodePackage = servicePackage(definition.name, definition.version, address);
        await install(admin, chaincodePackage);
        await approve(admin, channelName, definition, chaincodePackage.id);
      }),
    );
    await this.#commitDefinition(admins, channelName, definition);
    await Promise.all(admins.map((admin) => this.#awaitDefinition(admin, channelName, definition)));
  }

  async status(): Promise<readonly ChannelStatus[]> {
    return Promise.all(
      this.#channels.map(async ({ name }) => {
        const members = await this.#members(name);
        const states = await this.#ledgerStates(name, members);
        const [first] = states.map(([mspId]) => mspId);
        return {
          channel: name,
          members,
          heights: new Map(states.map(([mspId, { height }]) => [mspId, height])),
          commitHashes: new Map(states.map(([mspId, { commitHash }]) => [mspId, commitHash])),
          definitions: first === undefined ? [] : await committedDefinitions(this.#admin(first), name),
        };
      }),
    );
  }

  async stop(): Promise<void> {
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
    const processes = [...this.#processes.values()].flat();
    this.#processes.clear();
    await Promise.all(processes.map((process) => process.stop()));
  }

  /** States of the ledgers of those members whose peer is of this network and has joined. */
  async #ledgerStates(
    channel: string,
    members: readonly string[],
  ): Promise<readonly (readonly [mspId: string, state: LedgerState])[]> {
    const states = await Promise.allSettled(
      this.#running(members).map(async (admin) => [admin.mspId, await ledgerState(admin, channel)] as const),
    );
    return states.flatMap((state) => (state.status === 'fulfilled' ? [state.value] : []));
  }

  /** What the newest configuration says that any of the peers has: a peer that was taken out learns nothing further. */
  async #members(channel: string): Promise<readonly string[]> {
    const answers = await Promise.allSettled(
      this.#running([...this.#peers.keys()]).map(async (admin) => {
        const [{ height }, members] = await Promise.all([ledgerState(admin, channel), channelMembers(admin, channel)]);
        return { height, members };
      }),
    );
    const known = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const [newest] = known.sort((a, b) => b.height - a.height);
    if (newest === undefined) throw new NetworkError(`no peer of channel ${channel} answers`);
    return newest.members;
  }

  /** The members whose peer is of this network and has joined. */
  async #joined(channel: string): Promise<readonly PeerAdmin[]> {
    const members = await this.#members(channel);
    const admins = this.#running(members);
    const joined = await Promise.all(admins.map((admin) => isJoined(admin, channel)));
    return admins.filter((_, index) => joined[index]);
  }

  async #startNodes(mspIds: readonly string[]): Promise<void> {
    const { dataDirectory, log } = this.options;
    const builderDirectory = join(dataDirectory, 'fabric', 'builder');
    const location = { dataDirectory, builderDirectory, binaries: findBinaries() };
    await writeExternalBuilder(builderDirectory);
    const nodes = await Promise.all(
      mspIds.map(async (mspId) => {
        const { topology, pki } = this.#organization(mspId);
        const orderer = new SupervisedProcess(await prepareOrderer(topology, pki, location), log);
        const peer = new SupervisedProcess(await preparePeer(topology, pki, location), log);
        // Known before they are started, so that a stop in between finds them.
        this.#processes.set(mspId, [orderer, peer]);
        return { topology, pki, orderer, peer };
      }),
    );
    const processes = nodes.flatMap(({ orderer, peer }) => [orderer, peer]);
    try {
      await Promise.all(processes.map((process) => process.start()));
    } catch (error) {
      await Promise.all(processes.map((process) => process.stop()));
      throw error;
    }
    for (const { topology, pki, peer } of nodes) {
      this.#peers.set(topology.mspId, new RealPeer(pki, `${NODE_HOST}:${topology.ports.peer}`, peer));
    }
  }

  /** A peer that comes back is there when the others see it again, and it them. */
  #served(peer: RealPeer): ServedPeer {
    return {
      mspId: peer.mspId,
      serving: peer.serving,
      serve: async () => {
        await peer.serve();
        await Promise.all(this.#channels.map(({ name }) => this.#awaitMembership(name)));
      },
      closeServer: () => peer.closeServer(),
    };
  }

  /** The administrators' connections to those of the organisations' peers that run. */
  #running(mspIds: readonly string[]): readonly PeerAdmin[] {
    return mspIds.flatMap((mspId) => this.#peers.get(mspId)?.admin ?? []);
  }

  async #startChannel(channel: ChannelTopology): Promise<void> {
    const genesis = await this.#genesis(channel);
    await Promise.all(
      channel.members.flatMap((mspId) => [
        joinOrderer(this.#organization(mspId), channel.name, genesis),
        joinPeer(this.#admin(mspId), channel.name, genesis),
      ]),
    );
  }

  #genesis(channel: ChannelTopology): Promise<common.Block> {
    const organizations = [...this.#organizations.values()];
    const topology = { ...this.options.topology, organizations: organizations.map((known) => known.topology) };
    const pki = new Map(organizations.map((known) => [known.topology.mspId, known.pki]));
    return ensureGenesisBlock(this.options.dataDirectory, { channel, topology, pki, consensus: 'BFT' });
  }

  /** An orderer that becomes a consenter later joins from the block that says so, and gets the others from there. */
  async #orderIfNamed(channel: string, mspId: string): Promise<void> {
    const members = await this.#members(channel);
    const running = members.flatMap((member) => this.#organizations.get(member) ?? []);
    const block = await newestConfigBlock(channel, running);
    if (!isConsenter(channel, block, mspId)) return;
    const participation = await joinOrderer(this.#organization(mspId), channel, block);
    await this.#until(`the orderer of ${mspId} to order ${channel}`, () => participation.isActive(channel));
  }

  /** Until gossip has spread the peers of a channel, a gateway finds no endorsers of other organisations. */
  async #awaitMembership(channel: string): Promise<void> {
    await this.#until(`all peers of ${channel} to see each other`, async () => {
      const admins = await this.#joined(channel);
      const views = await Promise.all(admins.map((admin) => admin.visibleMembers(channel)));
      return views.every((visible) => admins.every(({ mspId }) => visible.has(mspId)));
    });
  }

  /** The peers learn of the approvals one after the other; until all know them, their endorsements differ. */
  async #commitDefinition(
    admins: readonly PeerAdmin[],
    channel: string,
    definition: ChaincodeDefinition,
  ): Promise<void> {
    const [first] = admins;
    if (first === undefined) return;
    await this.#until(`the members of ${channel} to agree on ${definition.name}`, async () => {
      if (await isCommitted(first, channel, definition)) return true;
      const endorsers = admins.map(({ mspId }) => mspId);
      await commit(first, channel, definition, endorsers);
      return true;
    });
  }

  #awaitDefinition(admin: PeerAdmin, channel: string, definition: ChaincodeDefinition): Promise<void> {
    return this.#until(`${admin.mspId} to commit the definition of ${definition.name}`, () =>
      isCommitted(admin, channel, definition),
    );
  }

  async #until(what: string, condition: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + MEMBERSHIP_TIMEOUT_MS;
    for (;;) {
      const outcome = await condition().catch((error: unknown) => messageOf(error));
      if (outcome === true) return;
      if (Date.now() > deadline) {
        throw new NetworkError(
          `waited ${MEMBERSHIP_TIMEOUT_MS / 1000} s for ${what}${outcome === false ? '' : `: ${outcome}`}`,
        );
      }
      await sleep(POLL_MS);
    }
  }

  #know(topology: OrganizationTopology, pki: OrganizationPki): void {
    const { mspId, ports } = topology;
    const tlsRootCertPath = pki.tlsCa.certificatePath;
    this.#organizations.set(mspId, { topology, pki });
    this.endpoints.set(mspId, { mspId, address: `${NODE_HOST}:${ports.peer}`, tlsRootCertPath });
    this.orderers.set(mspId, { mspId, address: `${NODE_HOST}:${ports.orderer}`, tlsRootCertPath });
  }

  #admin(mspId: string): PeerAdmin {
    const admin = this.#peers.get(mspId)?.admin;
    if (admin === undefined) throw new NetworkError(`the peer of ${mspId} is not running`);
    return admin;
  }

  #channel(name: string): ChannelTopology {
    const channel = this.#channels.find((candidate) => candidate.name === name);
    if (channel === undefined) throw new NetworkError(`there is no channel ${name}`);
    return channel;
  }

  #organization(mspId: string): RunningOrganization {
    const organization = this.#organizations.get(mspId);
    if (organization === undefined) throw new NetworkError(`there is no organisation ${mspId}`);
    return organization;
  }
}
