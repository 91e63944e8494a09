import { NetworkError } from '../network-error.js';
import type { OrganizationPki } from '../pki/organization.js';
import type { OrganizationTopology } from '../topology.js';
import { systemClock } from './clock.js';
import type { SigningIdentity } from '../crypto/signing-identity.js';
import type { Faults } from './faults/faults.js';
import type { DefectLog } from './gateway/rpc.js';
import type { OrganizationStore } from './ledger/store.js';
import type { ChannelOrderer } from './orderer/channel-orderer.js';
import { OrderingNode } from './orderer/ordering-node.js';
import { atomicBroadcast } from './orderer/server.js';
import { OrganizationNode } from './organization-node.js';

/** What the nodes of a network are made from. */
export interface NetworkNodesOptions {
  /** Opens the store of an organisation's peer. */
  readonly openStore: (mspId: string) => Promise<OrganizationStore>;
  /** The channels' orderers by name; of channels that come later as well. */
  readonly channels: ReadonlyMap<string, ChannelOrderer>;
  readonly faults: Faults;
  readonly log: DefectLog;
}

/** A peer and an orderer of every organisation of a network. Organisations may come while it runs. */
export class NetworkNodes {
  readonly #peers = new Map<string, OrganizationNode>();
  readonly #orderers = new Map<string, OrderingNode>();
  readonly #signers = new Map<string, SigningIdentity>();

  constructor(private readonly options: NetworkNodesOptions) {}

  /** By MSP id. */
  get peers(): ReadonlyMap<string, OrganizationNode> {
    return this.#peers;
  }

  /** The orderers' keys by MSP id. */
  get signers(): ReadonlyMap<string, SigningIdentity> {
    return this.#signers;
  }

  /** @throws NetworkError when there is no such organisation */
  peer(mspId: string): OrganizationNode {
    const node = this.#peers.get(mspId);
    if (node === undefined) throw new NetworkError(`there is no organisation ${mspId}`);
    return node;
  }

  /** Opens the nodes of an organisation, which serve nobody yet. */
  async open({ mspId, ports }: OrganizationTopology, pki: OrganizationPki): Promise<OrganizationNode> {
    const { openStore, faults, channels } = this.options;
    const store = await openStore(mspId);
    const node = new OrganizationNode(pki, store, ports, faults);
    this.#peers.set(mspId, node);
    this.#orderers.set(mspId, new OrderingNode(node.ordererSigner, channels));
    this.#signers.set(mspId, node.ordererSigner);
    return node;
  }

  /** Serves the clients of an organisation's peer. @throws NetworkError when the port is taken */
  async servePeer(node: OrganizationNode): Promise<void> {
    await node.serve({ local: node, peers: this.#peers, orderers: this.#orderers }, this.options.log);
  }

  /** Serves the clients of an organisation's peer and orderer. @throws NetworkError when a port is taken */
  async serve(node: OrganizationNode): Promise<void> {
    const orderer = this.#orderers.get(node.mspId);
    if (orderer === undefined) return;
    await node.serveOrderer(atomicBroadcast(orderer, systemClock, this.options.log), this.options.log);
    await this.servePeer(node);
  }

  /** Closes the nodes of an organisation and forgets it. */
  async remove(node: OrganizationNode): Promise<void> {
    this.#peers.delete(node.mspId);
    this.#orderers.delete(node.mspId);
    this.#signers.delete(node.mspId);
    await node.close();
  }

  /** Stops serving the clients of all peers and orderers. */
  closeServers(): void {
    for (const node of this.#peers.values()) node.closeServers();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#peers.values()].map((node) => this.remove(node)));
  }
}
