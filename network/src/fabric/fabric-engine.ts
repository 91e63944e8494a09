import type { common } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition, ChaincodeRuntime, ChannelStatus, Engine, EngineOptions } from '../engine.js';
import type { ServedPeer } from '../devnet/faults/fault-injector.js';
import { ensureGenesisBlock } from '../genesis/genesis-block.js';
import { NetworkError } from '../network-error.js';
import type { OrganizationPki } from '../pki/organization.js';
import type { ChannelTopology, OrganizationTopology } from '../topology.js';
import { channelMembers, isJoined, joinPeer, ledgerState, type LedgerState } from './admin/channels.js';
import { approve, commit, committedDefinitions, install, isCommitted } from './admin/lifecycle.js';
import type { PeerAdmin } from './admin/peer-admin.js';
import { isConsenter, joinOrderer, newestConfigBlock } from './channel-orderers.js';
import { servicePackage } from './chaincode-package.js';
import { PeerOutages } from './peer-outages.js';
import { RealNodes } from './real-nodes.js';
import type { RealPeer } from './real-peer.js';
import { until } from './until.js';

/** Real Fabric on this machine: a peer and a SmartBFT orderer of each organisation, as native processes. */
export class FabricEngine implements Engine {
  readonly name = 'fabric';
  readonly #nodes: RealNodes;
  readonly #channels: ChannelTopology[];
  readonly faults = new PeerOutages(() => this.#nodes.peers.map((peer) => this.#served(peer)));

  constructor(private readonly options: EngineOptions) {
    this.#nodes = new RealNodes(options);
    this.#channels = [...options.topology.channels];
    for (const organization of options.topology.organizations) {
      const pki = options.pki.get(organization.mspId);
      if (pki === undefined) throw new NetworkError(`no keys of ${organization.mspId}`);
      this.#nodes.know(organization, pki);
    }
  }

  get endpoints(): Engine['endpoints'] {
    return this.#nodes.endpoints;
  }

  get orderers(): Engine['orderers'] {
    return this.#nodes.orderers;
  }

  async start(): Promise<void> {
    try {
      await this.#nodes.start(this.#nodes.organizations.map(({ topology }) => topology.mspId));
      await Promise.all(this.#channels.map((channel) => this.#startChannel(channel)));
      await Promise.all(this.#channels.map(({ name }) => this.#awaitMembership(name)));
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async addOrganization(organization: OrganizationTopology, pki: OrganizationPki): Promise<void> {
    const { mspId } = organization;
    if (this.#nodes.endpoints.has(mspId)) return;
    this.#nodes.know(organization, pki);
    try {
      await this.#nodes.start([mspId]);
    } catch (error) {
      await this.#nodes.remove(mspId);
      throw error;
    }
  }

  removeOrganization(mspId: string): Promise<void> {
    return this.#nodes.remove(mspId);
  }

  async joinChannel(channelName: string, mspId: string): Promise<void> {
    const channel = this.#channel(channelName);
    const admin = this.#nodes.admin(mspId);
    const members = await this.#members(channelName);
    if (!members.includes(mspId)) {
      throw new NetworkError(
        `the configuration of channel ${channelName} does not name ${mspId}; its peer did not join`,
        `have its members add it first: npm run network -- channel add-org --channel ${channelName}`,
      );
    }
    await joinPeer(admin, channelName, await this.#genesis(channel));
    const height = Math.max(...(await this.#ledgerStates(channelName, members)).map(([, state]) => state.height));
    await until(`${mspId} to catch up with ${channelName}`, async () => {
      return (await ledgerState(admin, channelName)).height >= height;
    });
    await this.#awaitMembership(channelName);
    await this.#orderIfNamed(channelName, mspId);
  }

  async createChannel(channel: ChannelTopology): Promise<void> {
    for (const mspId of channel.members) this.#nodes.admin(mspId);
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
          definitions: first === undefined ? [] : await committedDefinitions(this.#nodes.admin(first), name),
        };
      }),
    );
  }

  stop(): Promise<void> {
    return this.#nodes.stop();
  }

  /** States of the ledgers of those members whose peer is of this network and has joined. */
  async #ledgerStates(
    channel: string,
    members: readonly string[],
  ): Promise<readonly (readonly [mspId: string, state: LedgerState])[]> {
    const states = await Promise.allSettled(
      this.#nodes.running(members).map(async (admin) => [admin.mspId, await ledgerState(admin, channel)] as const),
    );
    return states.flatMap((state) => (state.status === 'fulfilled' ? [state.value] : []));
  }

  /** What the newest configuration says that any of the peers has: a peer that was taken out learns nothing further. */
  async #members(channel: string): Promise<readonly string[]> {
    const answers = await Promise.allSettled(
      this.#nodes.running(this.#nodes.peers.map(({ mspId }) => mspId)).map(async (admin) => {
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
    const admins = this.#nodes.running(members);
    const joined = await Promise.all(admins.map((admin) => isJoined(admin, channel)));
    return admins.filter((_, index) => joined[index]);
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

  async #startChannel(channel: ChannelTopology): Promise<void> {
    const genesis = await this.#genesis(channel);
    await Promise.all(
      channel.members.flatMap((mspId) => [
        joinOrderer(this.#nodes.organization(mspId), channel.name, genesis),
        joinPeer(this.#nodes.admin(mspId), channel.name, genesis),
      ]),
    );
  }

  #genesis(channel: ChannelTopology): Promise<common.Block> {
    const { organizations } = this.#nodes;
    const topology = { ...this.options.topology, organizations: organizations.map((known) => known.topology) };
    const pki = new Map(organizations.map((known) => [known.topology.mspId, known.pki]));
    return ensureGenesisBlock(this.options.dataDirectory, { channel, topology, pki, consensus: 'BFT' });
  }

  /** An orderer that becomes a consenter later joins from the block that says so, and gets the others from there. */
  async #orderIfNamed(channel: string, mspId: string): Promise<void> {
    const members = await this.#members(channel);
    const running = this.#nodes.organizations.filter(({ topology }) => members.includes(topology.mspId));
    const block = await newestConfigBlock(channel, running);
    if (!isConsenter(channel, block, mspId)) return;
    const participation = await joinOrderer(this.#nodes.organization(mspId), channel, block);
    await until(`the orderer of ${mspId} to order ${channel}`, () => participation.isActive(channel));
  }

  /** Until gossip has spread the peers of a channel, a gateway finds no endorsers of other organisations. */
  async #awaitMembership(channel: string): Promise<void> {
    await until(`all peers of ${channel} to see each other`, async () => {
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
    await until(`the members of ${channel} to agree on ${definition.name}`, async () => {
      if (await isCommitted(first, channel, definition)) return true;
      const endorsers = admins.map(({ mspId }) => mspId);
      await commit(first, channel, definition, endorsers);
      return true;
    });
  }

  #awaitDefinition(admin: PeerAdmin, channel: string, definition: ChaincodeDefinition): Promise<void> {
    return until(`${admin.mspId} to commit the definition of ${definition.name}`, () =>
      isCommitted(admin, channel, definition),
    );
  }

  #channel(name: string): ChannelTopology {
    const channel = this.#channels.find((candidate) => candidate.name === name);
    if (channel === undefined) throw new NetworkError(`there is no channel ${name}`);
    return channel;
  }
}
