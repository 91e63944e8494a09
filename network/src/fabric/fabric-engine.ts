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
import { messageOf, NetworkError } from '../network-error.js';
import type { OrganizationPki } from '../pki/organization.js';
import { SupervisedProcess } from '../process/supervised-process.js';
import { NODE_HOST, type ChannelTopology, type OrganizationTopology } from '../topology.js';
import { joinPeer, ledgerState, type LedgerState } from './admin/channels.js';
import { approve, commit, committedDefinitions, install, isCommitted } from './admin/lifecycle.js';
import { PeerAdmin } from './admin/peer-admin.js';
import { findBinaries } from './binaries.js';
import { servicePackage } from './chaincode-package.js';
import { writeExternalBuilder } from './external-builder.js';
import { prepareOrderer, preparePeer } from './nodes.js';
import { OrdererParticipation } from './participation.js';

const MEMBERSHIP_TIMEOUT_MS = 60_000;
const POLL_MS = 100;

/** Real Fabric on this machine: a peer and a SmartBFT orderer of each organisation, as native processes. */
export class FabricEngine implements Engine {
  readonly name = 'fabric';
  readonly endpoints: ReadonlyMap<string, PeerEndpoint>;
  readonly orderers: ReadonlyMap<string, OrdererEndpoint>;
  readonly #processes: SupervisedProcess[] = [];
  readonly #admins = new Map<string, PeerAdmin>();

  constructor(private readonly options: EngineOptions) {
    const nodes = options.topology.organizations.map(({ mspId, ports }) => {
      return { mspId, ports, tlsRootCertPath: this.#pki(mspId).tlsCa.certificatePath };
    });
    this.endpoints = new Map(
      nodes.map(({ mspId, ports, tlsRootCertPath }) => [
        mspId,
        { mspId, address: `${NODE_HOST}:${ports.peer}`, tlsRootCertPath },
      ]),
    );
    this.orderers = new Map(
      nodes.map(({ mspId, ports, tlsRootCertPath }) => [
        mspId,
        { mspId, address: `${NODE_HOST}:${ports.orderer}`, tlsRootCertPath },
      ]),
    );
  }

  addOrganization(): Promise<void> {
    return Promise.reject(new NetworkError('engine fabric cannot add an organisation yet; nothing was started'));
  }

  joinChannel(): Promise<void> {
    return Promise.reject(new NetworkError('engine fabric cannot make a peer join a channel yet'));
  }

  createChannel(): Promise<void> {
    return Promise.reject(new NetworkError('engine fabric cannot make a further channel yet; nothing was made'));
  }

  async start(): Promise<void> {
    const binaries = findBinaries();
    const { dataDirectory, topology } = this.options;
    const builderDirectory = join(dataDirectory, 'fabric', 'builder');
    await writeExternalBuilder(builderDirectory);
    const location = { dataDirectory, builderDirectory, binaries };
    const specs = await Promise.all(
      topology.organizations.flatMap((organization) => {
        const pki = this.#pki(organization.mspId);
        return [prepareOrderer(organization, pki, location), preparePeer(organization, pki, location)];
      }),
    );
    this.#processes.push(...specs.map((spec) => new SupervisedProcess(spec, this.options.log)));
    try {
      await Promise.all(this.#processes.map((process) => process.start()));
      for (const [mspId, { address }] of this.endpoints)
        this.#admins.set(mspId, new PeerAdmin(this.#pki(mspId), address));
      await Promise.all(topology.channels.map((channel) => this.#joinChannel(channel)));
      await Promise.all(topology.channels.map((channel) => this.#awaitMembership(channel)));
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  packageId(definition: ChaincodeDefinition, _mspId: string, address: string): string {
    return servicePackage(definition.name, definition.version, address).id;
  }

  async deploy(channelName: string, definition: ChaincodeDefinition, runtime: ChaincodeRuntime): Promise<void> {
    if (runtime.kind !== 'service') throw new NetworkError('engine fabric runs chaincode as a service only');
    const channel = this.#channel(channelName);
    const admins = channel.members.map((mspId) => this.#admin(mspId));
    await Promise.all(
      admins.map(async (admin) => {
        const address = runtime.addresses.get(admin.mspId);
        if (address === undefined) throw new NetworkError(`no chaincode service of ${admin.mspId} was named`);
        const chaincodePackage = servicePackage(definition.name, definition.version, address);
        await install(admin, chaincodePackage);
        await approve(admin, channelName, definition, chaincodePackage.id);
      }),
    );
    const [first] = admins;
    if (first === undefined) return;
    await this.#commitDefinition(first, channel, definition);
    await Promise.all(admins.map((admin) => this.#awaitDefinition(admin, channelName, definition)));
  }

  async status(): Promise<readonly ChannelStatus[]> {
    return Promise.all(
      this.options.topology.channels.map(async ({ name, members }) => {
        const states = await this.#ledgerStates(name, members);
        const [first] = states.map(([mspId]) => mspId);
        return {
          channel: name,
          heights: new Map(states.map(([mspId, { height }]) => [mspId, height])),
          commitHashes: new Map(states.map(([mspId, { commitHash }]) => [mspId, commitHash])),
          definitions: first === undefined ? [] : await committedDefinitions(this.#admin(first), name),
        };
      }),
    );
  }

  async #ledgerStates(
    channel: string,
    members: readonly string[],
  ): Promise<readonly (readonly [mspId: string, state: LedgerState])[]> {
    const states = await Promise.allSettled(
      members.map(async (mspId) => [mspId, await ledgerState(this.#admin(mspId), channel)] as const),
    );
    return states.flatMap((state) => (state.status === 'fulfilled' ? [state.value] : []));
  }

  async stop(): Promise<void> {
    for (const admin of this.#admins.values()) admin.close();
    this.#admins.clear();
    await Promise.all(this.#processes.splice(0).map((process) => process.stop()));
  }

  async #joinChannel(channel: ChannelTopology): Promise<void> {
    const { dataDirectory, topology, pki } = this.options;
    const genesis = await ensureGenesisBlock(dataDirectory, { channel, topology, pki, consensus: 'BFT' });
    await Promise.all(
      channel.members.flatMap((mspId) => [
        this.#joinOrderer(this.#organization(mspId), channel.name, genesis),
        joinPeer(this.#admin(mspId), channel.name, genesis),
      ]),
    );
  }

  async #joinOrderer(organization: OrganizationTopology, channel: string, genesis: common.Block): Promise<void> {
    const participation = new OrdererParticipation(organization.ports.ordererAdmin, this.#pki(organization.mspId));
    if (!(await participation.channels()).includes(channel)) await participation.join(genesis);
  }

  /** Until gossip has spread the peers of a channel, a gateway finds no endorsers of other organisations. */
  async #awaitMembership({ name, members }: ChannelTopology): Promise<void> {
    await Promise.all(
      members.map((mspId) =>
        this.#until(`${mspId} to see all peers of ${name}`, async () => {
          const visible = await this.#admin(mspId).visibleMembers(name);
          return members.every((member) => visible.has(member));
        }),
      ),
    );
  }

  /** The peers learn of the approvals one after the other; until all know them, their endorsements differ. */
  #commitDefinition(admin: PeerAdmin, channel: ChannelTopology, definition: ChaincodeDefinition): Promise<void> {
    return this.#until(`the members of ${channel.name} to agree on ${definition.name}`, async () => {
      if (await isCommitted(admin, channel.name, definition)) return true;
      await commit(admin, channel.name, definition, channel.members);
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

  #pki(mspId: string): OrganizationPki {
    const pki = this.options.pki.get(mspId);
    if (pki === undefined) throw new NetworkError(`no keys of ${mspId}`);
    return pki;
  }

  #admin(mspId: string): PeerAdmin {
    const admin = this.#admins.get(mspId);
    if (admin === undefined) throw new NetworkError(`the peer of ${mspId} is not running`);
    return admin;
  }

  #channel(name: string): ChannelTopology {
    const channel = this.options.topology.channels.find((candidate) => candidate.name === name);
    if (channel === undefined) throw new NetworkError(`there is no channel ${name}`);
    return channel;
  }

  #organization(mspId: string): OrganizationTopology {
    const organization = this.options.topology.organizations.find((candidate) => candidate.mspId === mspId);
    if (organization === undefined) throw new NetworkError(`there is no organisation ${mspId}`);
    return organization;
  }
}
