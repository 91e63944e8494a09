import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadConsortium } from '@scrip/config';
import type { ExpiringCertificate, ExpiryNotice } from '@scrip/credentials';
import { CertificateAuthorities } from '../ca/certificate-authorities.js';
import { expiringCertificates } from '../ca/expiring-certificates.js';
import { handOutEnrolment } from '../ca/gateway-enrolment.js';
import type { ChaincodeDefinition, ChannelStatus, Engine, EngineName } from '../engine.js';
import { definitionOf, writeDefinition } from '../membership/organization-definition.js';
import { NetworkError } from '../network-error.js';
import { ensureNetworkPki, ensureOrganizationPki } from '../pki/organization-pki.js';
import type { OrganizationPki } from '../pki/organization.js';
import { isFree } from '../process/ports.js';
import { connectionProfiles, writeProfiles } from '../profile.js';
import type { Topology } from '../topology.js';
import { ChaincodeDeployer } from './chaincode-deployer.js';
import type { DeployRequest } from './deploy-request.js';
import { Deployments, type Deployment } from './deployments.js';
import {
  knownOrganization,
  newChannel,
  newOrganization,
  type ChannelRequest,
  type JoinRequest,
  type OrganizationRequest,
} from './additions.js';
import type { OrganizationAnswer } from './admin-api.js';
import { createEngine, portsInUse, requireEngine } from './engines.js';
import { removeFolders, requireRemovable } from './removal.js';
import { ExpiryWatch } from './expiry-watch.js';
import { describePlain, PLAIN_NAME, type NetworkDescription, type PlainConsortium } from './plain-consortium.js';
import { ensureTopology, extendTopology, firstTopology, shrinkTopology } from './topology-file.js';

/** How to run a network. */
export interface NetworkOptions {
  readonly engine: EngineName;
  readonly dataDirectory: string;
  /** Folder of the consortium's configuration; absent = the one that comes with the project. */
  readonly configDirectory?: string;
  /** Organisations by number instead of a configuration. A later start on the same data need not repeat it. */
  readonly plain?: PlainConsortium;
  /** First peer port; 0 = free ports; absent = the configuration's. Fixed by the first start. */
  readonly firstPort?: number;
  readonly log: (line: string) => void;
}

/** A network of a data directory: its engine, the chaincode deployed on it, and the profiles to connect with. */
export class Network {
  readonly authorities: CertificateAuthorities;
  readonly #chaincodes: ChaincodeDeployer;
  readonly #expiry: ExpiryWatch;

  #topology: Topology;

  private constructor(
    private readonly options: NetworkOptions,
    topology: Topology,
    private readonly pki: Map<string, OrganizationPki>,
    readonly engine: Engine,
    private readonly deployments: Deployments,
  ) {
    this.#topology = topology;
    this.#chaincodes = new ChaincodeDeployer({ ...options, engine, deployments, topology: () => this.#topology });
    this.authorities = new CertificateAuthorities({ ...options, pki });
    this.#expiry = new ExpiryWatch(() => this.#certificates(), options.log);
  }

  /** Reads or makes everything that is on disk; starts nothing. */
  static async open(options: NetworkOptions): Promise<Network> {
    const dataDirectory = resolve(options.dataDirectory);
    requireEngine(options.engine);
    const consortium = await describeNetwork({ ...options, dataDirectory });
    await mkdir(dataDirectory, { recursive: true });
    const topology = await ensureTopology(dataDirectory, options.engine, consortium, options.firstPort);
    const pki = new Map(await ensureNetworkPki(dataDirectory, topology.organizations));
    const engine = createEngine(options.engine, { topology, pki, dataDirectory, log: options.log });
    return new Network({ ...options, dataDirectory }, topology, pki, engine, await Deployments.open(dataDirectory));
  }

  /** Starts the engine and every chaincode that was deployed before; leaves nothing running when it throws. */
  async start(): Promise<void> {
    await this.#requireFreePorts();
    try {
      await Promise.all([this.engine.start(), this.authorities.start(this.topology.organizations)]);
      await this.#chaincodes.resume();
      await this.#writeProfiles();
      await this.#expiry.start();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  status(): Promise<readonly ChannelStatus[]> {
    return this.engine.status();
  }

  /** Installs, builds and starts a chaincode and commits its definition; resolves with it by channel. */
  async deploy(request: DeployRequest): Promise<Readonly<Record<string, ChaincodeDefinition>>> {
    const definitions = await this.#chaincodes.deploy(request);
    await this.#writeProfiles();
    return definitions;
  }

  /** What is deployed, in the order of deployment. */
  chaincodes(): readonly Deployment[] {
    return this.deployments.all();
  }

  /** Organisations and channels, those that came later among them. */
  get topology(): Topology {
    return this.#topology;
  }

  /** Makes an organisation with its keys and starts its nodes; it is in no channel yet. Idempotent. */
  async addOrganization(request: OrganizationRequest): Promise<OrganizationAnswer> {
    const { dataDirectory } = this.options;
    const known = knownOrganization(request, this.#topology);
    const organization = known ?? (await newOrganization(request));
    const directory = join(dataDirectory, 'organizations', organization.mspId);
    const keys = await ensureOrganizationPki(directory, organization);
    await this.engine.addOrganization(organization, keys);
    this.pki.set(organization.mspId, keys);
    if (!this.authorities.endpoints.has(organization.mspId)) await this.authorities.start([organization]);
    if (known === undefined) {
      this.#topology = await extendTopology(dataDirectory, { organizations: [organization] });
    }
    const definition = join(directory, 'definition.json');
    await writeDefinition(definition, definitionOf(keys, organization.ports));
    const gateway = this.engine.endpoints.get(organization.mspId)?.address ?? '';
    return { mspId: organization.mspId, gateway, definition };
  }

  /**
   * Ends the nodes, the chaincode and the CA of an organisation that no channel names any more, and removes its keys
   * and ledgers.
   */
  async removeOrganization(mspId: string): Promise<void> {
    const { dataDirectory } = this.options;
    const [first, channels] = await Promise.all([firstTopology(dataDirectory), this.status()]);
    requireRemovable(mspId, { dataDirectory, first, now: this.#topology, channels });
    await this.#chaincodes.leave(mspId);
    await Promise.all([this.authorities.remove(mspId), this.engine.removeOrganization(mspId)]);
    this.pki.delete(mspId);
    // Before its folders: a start that found the organisation without keys would make it others.
    this.#topology = await shrinkTopology(dataDirectory, mspId);
    await removeFolders(dataDirectory, mspId);
    await this.#writeProfiles();
  }

  /** Makes an organisation's peer join a channel that names it, and gives it the channel's chaincode. */
  async joinChannel({ channel, mspId }: JoinRequest): Promise<void> {
    await this.engine.joinChannel(channel, mspId);
    await this.#chaincodes.extend(channel);
    await this.#writeProfiles();
  }

  /** Makes a further channel of organisations of this network. */
  async createChannel(request: ChannelRequest): Promise<void> {
    const channel = newChannel(request, this.#topology);
    await this.engine.createChannel(channel);
    this.#topology = await extendTopology(this.options.dataDirectory, { channels: [channel] });
    await this.#writeProfiles();
  }

  /** The certificates that end within 90 days. */
  expiryNotices(): Promise<readonly ExpiryNotice[]> {
    return this.#expiry.notices();
  }

  /** Lets the organisation's REST gateway enrol, where it has not. */
  handOutEnrolment(mspId: string): Promise<void> {
    return handOutEnrolment(this.options.dataDirectory, this.authorities.of(mspId).endpoint);
  }

  /** Ends the chaincode processes, then the CAs and the engine. */
  async stop(): Promise<void> {
    this.#expiry.stop();
    await this.#chaincodes.stop();
    await Promise.all([this.authorities.stop(), this.engine.stop()]);
  }

  /** One for each member of each channel; that of an organisation which is no member any more is removed. */
  async #writeProfiles(): Promise<void> {
    const { dataDirectory } = this.options;
    const profiles = (await this.engine.status()).flatMap(({ channel, members }) =>
      connectionProfiles({ name: channel, members }, this.deployments.latestOn(channel), {
        endpoints: this.engine.endpoints,
        authorities: this.authorities.endpoints,
        pki: this.pki,
      }),
    );
    await writeProfiles(dataDirectory, profiles);
  }

  #certificates(): Promise<readonly ExpiringCertificate[]> {
    return expiringCertificates(this.options.dataDirectory, this.pki);
  }

  async #requireFreePorts(): Promise<void> {
    const uses = this.topology.organizations.flatMap(({ mspId, ports }) =>
      portsInUse(this.engine.name, ports).map(([use, port]) => ({ mspId, use, port })),
    );
    const free = await Promise.all(uses.map(({ port }) => isFree(port)));
    const busy = uses.filter((_, index) => free[index] === false);
    if (busy.length === 0) return;
    const list = busy.map(({ mspId, use, port }) => `${port} (${use} of ${mspId})`).join(', ');
    throw new NetworkError(
      `busy port: ${list}; nothing was started`,
      'end what listens there, or use --port 0 on new data',
    );
  }
}

/** What the options say; without any, the data's own organisations by number, or the project's configuration. */
async function describeNetwork({ dataDirectory, configDirectory, plain }: NetworkOptions): Promise<NetworkDescription> {
  if (plain !== undefined) return describePlain(plain);
  const stored = configDirectory === undefined ? await firstTopology(dataDirectory) : undefined;
  return stored?.name === PLAIN_NAME ? stored : loadConsortium(configDirectory);
}
