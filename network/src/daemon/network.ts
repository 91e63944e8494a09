import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadConsortium } from '@scrip/config';
import type { ChaincodeDefinition, ChaincodeRuntime, ChannelStatus, Engine, EngineName } from '../engine.js';
import { messageOf, NetworkError } from '../network-error.js';
import { ensureNetworkPki } from '../pki/organization-pki.js';
import type { OrganizationPki } from '../pki/organization.js';
import { isFree } from '../process/ports.js';
import { connectionProfiles, writeProfile } from '../profile.js';
import { ChaincodeSource } from '../service/chaincode-source.js';
import type { ChannelTopology, Topology } from '../topology.js';
import { channelsOf, requestedDefinition, requireOneVersion, type DeployRequest } from './deploy-request.js';
import { Deployments, nextDefinition, type Deployment } from './deployments.js';
import { createEngine, portsInUse, requireEngine } from './engines.js';
import { Services } from './services.js';
import { ensureTopology } from './topology-file.js';

/** How to run a network. */
export interface NetworkOptions {
  readonly engine: EngineName;
  readonly dataDirectory: string;
  /** Folder of the consortium's configuration; absent = the one that comes with the project. */
  readonly configDirectory?: string;
  /** First peer port; 0 = free ports; absent = the configuration's. Fixed by the first start. */
  readonly firstPort?: number;
  readonly log: (line: string) => void;
}

/** A network of a data directory: its engine, the chaincode deployed on it, and the profiles to connect with. */
export class Network {
  readonly #services: Services;

  private constructor(
    private readonly options: NetworkOptions,
    readonly topology: Topology,
    private readonly pki: ReadonlyMap<string, OrganizationPki>,
    readonly engine: Engine,
    private readonly deployments: Deployments,
  ) {
    this.#services = new Services(engine, options.dataDirectory, options.log);
  }

  /** Reads or makes everything that is on disk; starts nothing. */
  static async open(options: NetworkOptions): Promise<Network> {
    const dataDirectory = resolve(options.dataDirectory);
    requireEngine(options.engine);
    const consortium = loadConsortium(options.configDirectory);
    await mkdir(dataDirectory, { recursive: true });
    const topology = await ensureTopology(dataDirectory, options.engine, consortium, options.firstPort);
    const pki = await ensureNetworkPki(dataDirectory, topology.organizations);
    const engine = createEngine(options.engine, { topology, pki, dataDirectory, log: options.log });
    return new Network({ ...options, dataDirectory }, topology, pki, engine, await Deployments.open(dataDirectory));
  }

  /** Starts the engine and every chaincode that was deployed before; leaves nothing running when it throws. */
  async start(): Promise<void> {
    await this.#requireFreePorts();
    try {
      await this.engine.start();
      for (const deployment of this.deployments.all()) await this.#resume(deployment);
      await this.#writeProfiles();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Installs, builds and starts a chaincode and commits its definition; resolves with it by channel. */
  async deploy(request: DeployRequest): Promise<Readonly<Record<string, ChaincodeDefinition>>> {
    const { dataDirectory, log } = this.options;
    const channels = channelsOf(request, this.topology);
    const source = new ChaincodeSource(request.path);
    const version = request.version ?? source.version ?? '1.0';
    const wanted = requestedDefinition(request, version);
    const before = this.deployments.get(request.name);
    requireOneVersion(before, version, channels);
    await source.prepare(join(dataDirectory, 'logs', `build.${request.name}.log`), log);
    const definitions = { ...before?.definitions, ...(await this.#nextDefinitions(wanted, before, channels)) };
    const deployment = { name: request.name, path: request.path, version, inProcess: request.inProcess, definitions };
    await this.#run({ ...deployment, ports: before?.ports ?? {} });
    await this.#writeProfiles();
    return definitions;
  }

  status(): Promise<readonly ChannelStatus[]> {
    return this.engine.status();
  }

  /** What is deployed, in the order of deployment. */
  chaincodes(): readonly Deployment[] {
    return this.deployments.all();
  }

  /** MSP ids of a channel's members. */
  membersOf(channel: string): readonly string[] {
    return this.topology.channels.find(({ name }) => name === channel)?.members ?? [];
  }

  /** Ends the chaincode processes, then the engine. */
  async stop(): Promise<void> {
    await this.#services.stopAll();
    await this.engine.stop();
  }

  async #resume(deployment: Deployment): Promise<void> {
    try {
      await this.#run(deployment);
    } catch (error) {
      const hint = 'put the package back and start again, or reset the network';
      throw new NetworkError(`chaincode ${deployment.name} could not be started: ${messageOf(error)}`, hint, {
        cause: error,
      });
    }
  }

  /** Starts the processes, has the definitions committed where they are not, and remembers the deployment. */
  async #run(deployment: Deployment): Promise<void> {
    const { runtime, ports } = await this.#runtime(deployment);
    const channels = Object.entries(deployment.definitions);
    await Promise.all(channels.map(([channel, definition]) => this.engine.deploy(channel, definition, runtime)));
    await this.deployments.put({ ...deployment, ports });
    this.options.log(
      `chaincode ${deployment.name} ${deployment.version} on ${channels.map(([name]) => name).join(', ')}`,
    );
  }

  async #runtime(deployment: Deployment): Promise<{
    readonly runtime: ChaincodeRuntime;
    readonly ports: Readonly<Record<string, number>>;
  }> {
    const { inProcess, path, ports, definitions } = deployment;
    if (inProcess) {
      await this.#services.stop(deployment.name);
      return { runtime: { kind: 'in-process', modulePath: path }, ports: {} };
    }
    const [definition] = Object.values(definitions);
    if (definition === undefined) throw new NetworkError(`${deployment.name} is on no channel`);
    const members = this.topology.organizations
      .map(({ mspId }) => mspId)
      .filter((mspId) =>
        this.topology.channels.some(({ name, members }) => name in definitions && members.includes(mspId)),
      );
    return this.#services.replace({ source: new ChaincodeSource(path), definition, members, ports });
  }

  async #nextDefinitions(
    wanted: ChaincodeDefinition,
    before: Deployment | undefined,
    channels: readonly ChannelTopology[],
  ): Promise<Readonly<Record<string, ChaincodeDefinition>>> {
    const status = await this.engine.status();
    const entries = channels.map(({ name }) => {
      const committed = status
        .find(({ channel }) => channel === name)
        ?.definitions.find((definition) => definition.name === wanted.name);
      return [name, nextDefinition(wanted, before?.definitions[name], committed?.sequence ?? 0)] as const;
    });
    return Object.fromEntries(entries);
  }

  async #writeProfiles(): Promise<void> {
    const profiles = this.topology.channels.flatMap((channel) =>
      connectionProfiles(channel, this.deployments.latestOn(channel.name), this.engine.endpoints, this.pki),
    );
    await Promise.all(profiles.map((profile) => writeProfile(this.options.dataDirectory, profile)));
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
