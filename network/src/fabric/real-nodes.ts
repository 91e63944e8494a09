import { join } from 'node:path';
import type { EngineOptions, OrdererEndpoint, PeerEndpoint } from '../engine.js';
import { NetworkError } from '../network-error.js';
import type { OrganizationPki } from '../pki/organization.js';
import { SupervisedProcess } from '../process/supervised-process.js';
import { NODE_HOST, type OrganizationTopology } from '../topology.js';
import type { PeerAdmin } from './admin/peer-admin.js';
import { findBinaries } from './binaries.js';
import type { RunningOrganization } from './channel-orderers.js';
import { writeExternalBuilder } from './external-builder.js';
import { prepareOrderer, preparePeer } from './nodes.js';
import { RealPeer } from './real-peer.js';

/** The organisations of the network, each with the processes of its peer and its orderer. */
export class RealNodes {
  readonly endpoints = new Map<string, PeerEndpoint>();
  readonly orderers = new Map<string, OrdererEndpoint>();
  readonly #organizations = new Map<string, RunningOrganization>();
  readonly #processes = new Map<string, readonly SupervisedProcess[]>();
  readonly #peers = new Map<string, RealPeer>();

  constructor(private readonly options: Pick<EngineOptions, 'dataDirectory' | 'log'>) {}

  get organizations(): readonly RunningOrganization[] {
    return [...this.#organizations.values()];
  }

  /** Peers that were started, be they up or taken down by a fault. */
  get peers(): readonly RealPeer[] {
    return [...this.#peers.values()];
  }

  /** @throws NetworkError when it is none of this network */
  organization(mspId: string): RunningOrganization {
    const organization = this.#organizations.get(mspId);
    if (organization === undefined) throw new NetworkError(`there is no organisation ${mspId}`);
    return organization;
  }

  /** The administrator's connection to a peer. @throws NetworkError when the peer does not run */
  admin(mspId: string): PeerAdmin {
    const admin = this.#peers.get(mspId)?.admin;
    if (admin === undefined) throw new NetworkError(`the peer of ${mspId} is not running`);
    return admin;
  }

  /** The administrators' connections to those of the organisations' peers that run. */
  running(mspIds: readonly string[]): readonly PeerAdmin[] {
    return mspIds.flatMap((mspId) => this.#peers.get(mspId)?.admin ?? []);
  }

  /** Takes an organisation in; its nodes are not started yet. */
  know(topology: OrganizationTopology, pki: OrganizationPki): void {
    const { mspId, ports } = topology;
    const tlsRootCertPath = pki.tlsCa.certificatePath;
    this.#organizations.set(mspId, { topology, pki });
    this.endpoints.set(mspId, { mspId, address: `${NODE_HOST}:${ports.peer}`, tlsRootCertPath });
    this.orderers.set(mspId, { mspId, address: `${NODE_HOST}:${ports.orderer}`, tlsRootCertPath });
  }

  /** Starts the nodes of these organisations; leaves none of them running when it throws. */
  async start(mspIds: readonly string[]): Promise<void> {
    const { dataDirectory, log } = this.options;
    const builderDirectory = join(dataDirectory, 'fabric', 'builder');
    const location = { dataDirectory, builderDirectory, binaries: findBinaries() };
    await writeExternalBuilder(builderDirectory);
    const nodes = await Promise.all(
      mspIds.map(async (mspId) => {
        const { topology, pki } = this.organization(mspId);
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

  /** Ends an organisation's nodes and forgets it. */
  async remove(mspId: string): Promise<void> {
    this.#peers.get(mspId)?.close();
    this.#peers.delete(mspId);
    this.#organizations.delete(mspId);
    this.endpoints.delete(mspId);
    this.orderers.delete(mspId);
    const processes = this.#processes.get(mspId) ?? [];
    this.#processes.delete(mspId);
    await Promise.all(processes.map((process) => process.stop()));
  }

  async stop(): Promise<void> {
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
    const processes = [...this.#processes.values()].flat();
    this.#processes.clear();
    await Promise.all(processes.map((process) => process.stop()));
  }
}
