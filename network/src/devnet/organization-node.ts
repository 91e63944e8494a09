import { setTimeout } from 'node:timers/promises';

import { msp } from '@hyperledger/fabric-protos';

import { messageOf, NetworkError } from '../network-error.js';
import { mspConfig } from '../pki/msp.js';
import type { OrganizationPki } from '../pki/organization.js';
import { NODE_HOST, type NodePorts } from '../topology.js';
import { ChaincodeService } from './chaincode/ccaas.js';
import { InProcessChaincode } from './chaincode/in-process.js';
import { ChaincodeRegistry, type ChaincodeSource } from './chaincode/source.js';
import { SigningIdentity } from '../crypto/signing-identity.js';
import type { Faults } from './faults/faults.js';
import { concurrencyLimit, PEER_LIMITS } from './gateway/concurrency-limit.js';
import type { Registry } from './gateway/registry.js';
import type { DefectLog } from './gateway/rpc.js';
import { peerServices } from './gateway/server.js';
import type { OrganizationStore } from './ledger/store.js';
import { NodeServer, type ServerOptions, type Service } from './node-server.js';
import { MspManager } from '../msp/msp-manager.js';
import { OrganizationMsp } from '../msp/organization-msp.js';
import type { ChannelPeer, OrganizationPeer } from './peer/channel-peer.js';

/** How long a deployment waits for a chaincode service, and between attempts, in milliseconds. */
const LAUNCH_TIMEOUT_MS = 15_000;
const LAUNCH_PAUSE_MS = 200;

/** Where one organisation finds a chaincode: `host:port` of its service, or a folder to load. */
export type ChaincodeLocation =
  { readonly kind: 'service'; readonly address: string } | { readonly kind: 'in-process'; readonly modulePath: string };

/** Where an organisation's nodes serve; 0 takes any free port. */
export type ServedPorts = Pick<NodePorts, 'peer' | 'orderer'>;

/** One organisation's peer with its store, its chaincodes and its server, and the orderer's server; closing it closes the store. */
export class OrganizationNode implements OrganizationPeer {
  readonly mspId: string;
  readonly signer: SigningIdentity;
  readonly admin: SigningIdentity;
  readonly ordererSigner: SigningIdentity;
  readonly localMsp: MspManager;
  readonly chaincodes = new ChaincodeRegistry();
  readonly channels = new Map<string, ChannelPeer>();
  readonly #pki: OrganizationPki;
  readonly #installed = new Map<string, string>();
  #server: NodeServer | undefined;
  #ordererServer: NodeServer | undefined;

  constructor(
    pki: OrganizationPki,
    readonly store: OrganizationStore,
    private ports: ServedPorts,
    readonly faults: Faults,
  ) {
    this.#pki = pki;
    this.mspId = pki.mspId;
    this.signer = signerOf(pki, 'peer0');
    this.admin = signerOf(pki, 'admin');
    this.ordererSigner = signerOf(pki, 'orderer0');
    const membership = msp.FabricMSPConfig.deserializeBinary(mspConfig(pki).getConfig_asU8());
    this.localMsp = new MspManager([new OrganizationMsp(membership)]);
  }

  get address(): string {
    return `${NODE_HOST}:${this.ports.peer}`;
  }

  /** Where the orderer serves. */
  get ordererAddress(): string {
    return `${NODE_HOST}:${this.ports.orderer}`;
  }

  /** PEM file of the CA of the servers' TLS certificates. */
  get tlsRootCertPath(): string {
    return this.#pki.tlsCa.certificatePath;
  }

  /** Serves clients of the peer. @throws NetworkError when the port is taken */
  async serve(registry: Registry, log: DefectLog): Promise<void> {
    this.#server = await this.#listen('peer', peerServices(registry, log), {
      log,
      interceptors: [concurrencyLimit(PEER_LIMITS)],
    });
  }

  /** Serves clients of the orderer. @throws NetworkError when the port is taken */
  async serveOrderer(service: Service, log: DefectLog): Promise<void> {
    this.#ordererServer = await this.#listen('orderer', [service], { log, interceptors: [] });
  }

  async #listen(
    role: 'peer' | 'orderer',
    services: readonly Service[],
    options: Pick<ServerOptions, 'log' | 'interceptors'>,
  ): Promise<NodeServer> {
    const port = this.ports[role];
    const { certificate, privateKey } = credential(this.#pki, this.#pki.tls, `${role}0`);
    try {
      const server = await NodeServer.listen(services, { port, certificate, privateKey, ...options });
      this.ports = { ...this.ports, [role]: server.port };
      return server;
    } catch (cause) {
      throw new NetworkError(
        `the ${role} of ${this.mspId} cannot serve on port ${port}: ${messageOf(cause)}`,
        'free the port, or start the network on others',
        { cause },
      );
    }
  }

  /**
   * Makes a chaincode runnable here and waits until it answers. What already runs from the same place is kept.
   *
   * @throws Error when the chaincode cannot be reached or loaded
   */
  async install(packageId: string, location: ChaincodeLocation): Promise<void> {
    const place = JSON.stringify(location);
    if (location.kind === 'service') this.#uninstallOthersAt(place, packageId);
    if (this.#installed.get(packageId) !== place) {
      this.chaincodes.install(packageId, this.#source(packageId, location));
      this.#installed.set(packageId, place);
    }
    await this.#launched(packageId);
  }

  /**
   * A service registers under one id only: what ran at its address under another one is gone. Dialling it further
   * would cost the new version its stream, because Fabric's Java shim serves one at a time.
   */
  #uninstallOthersAt(place: string, packageId: string): void {
    for (const [other, otherPlace] of this.#installed) {
      if (otherPlace !== place || other === packageId) continue;
      this.chaincodes.uninstall(other);
      this.#installed.delete(other);
    }
  }

  /** A service that was started a moment ago may not listen yet. */
  async #launched(packageId: string): Promise<void> {
    const deadline = Date.now() + LAUNCH_TIMEOUT_MS;
    for (;;) {
      try {
        await this.chaincodes.launch(packageId);
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await setTimeout(LAUNCH_PAUSE_MS);
      }
    }
  }

  #source(packageId: string, location: ChaincodeLocation): ChaincodeSource {
    return location.kind === 'service'
      ? new ChaincodeService(location.address, packageId)
      : new InProcessChaincode(location.modulePath, packageId, this.mspId);
  }

  /** Whether clients are served. */
  get serving(): boolean {
    return this.#server !== undefined;
  }

  /** Stops serving clients; they find nobody at the port. */
  closeServer(): void {
    this.#server?.close();
    this.#server = undefined;
  }

  /** Stops serving the clients of the peer and of the orderer. */
  closeServers(): void {
    this.closeServer();
    this.#ordererServer?.close();
    this.#ordererServer = undefined;
  }

  /** Stops serving, leaves the chaincodes and closes the store. */
  async close(): Promise<void> {
    this.closeServers();
    this.chaincodes.close();
    for (const channel of this.channels.values()) await channel.ledger.close();
    await this.store.close();
  }
}

function signerOf(pki: OrganizationPki, label: string): SigningIdentity {
  const { certificate, privateKey } = credential(pki, pki.identities, label);
  return SigningIdentity.fromPem(pki.mspId, certificate, privateKey);
}

function credential(
  pki: OrganizationPki,
  credentials: OrganizationPki['identities'],
  label: string,
): { readonly certificate: string; readonly privateKey: string } {
  const found = credentials.get(label);
  if (found === undefined) {
    throw new NetworkError(
      `${pki.mspId} has no certificate ${label}`,
      `restore ${pki.directory}, or reset the network`,
    );
  }
  return found;
}
