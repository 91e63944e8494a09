import { join } from 'node:path';
import type { ChaincodeDefinition, Engine } from '../engine.js';
import { messageOf, NetworkError } from '../network-error.js';
import { chaincodeProgram, type ChaincodeProgram } from '../service/chaincode-program.js';
import type { ChannelTopology, Topology } from '../topology.js';
import {
  channelsOf,
  originOf,
  requestedDefinition,
  requireOneVersion,
  type ChaincodeOrigin,
  type DeployRequest,
} from './deploy-request.js';
import { nextDefinition, type Deployment, type Deployments } from './deployments.js';
import { requireRunningServices, runtimeOf } from './running-services.js';
import { Services, type StartedServices } from './services.js';

/** Version of a chaincode that names none. */
const FIRST_VERSION = '1.0';

/** What chaincode is deployed with. */
interface DeployerParts {
  readonly engine: Engine;
  readonly deployments: Deployments;
  readonly dataDirectory: string;
  readonly log: (line: string) => void;
  /** The organisations and channels of now. */
  readonly topology: () => Topology;
}

/** Starts chaincode, has its definitions committed, and remembers what was deployed. */
export class ChaincodeDeployer {
  readonly #services: Services;

  constructor(private readonly parts: DeployerParts) {
    this.#services = new Services(parts.engine, parts.dataDirectory, parts.log);
  }

  /** Installs, builds and starts a chaincode and commits its definition; resolves with its definition by channel. */
  async deploy(request: DeployRequest): Promise<Readonly<Record<string, ChaincodeDefinition>>> {
    const { engine, deployments, dataDirectory, log } = this.parts;
    const channels = channelsOf(request, this.parts.topology());
    const origin = originOf(request);
    const program = programOf(origin);
    const version = request.version ?? program?.version ?? FIRST_VERSION;
    const wanted = requestedDefinition(request, version);
    const before = deployments.get(request.name);
    requireOneVersion(before, version, channels);
    const definitions = { ...before?.definitions, ...(await this.#nextDefinitions(wanted, before, channels)) };
    if (origin.services !== undefined) {
      const members = await this.#membersOfAny(Object.keys(definitions));
      await requireRunningServices(engine, { addresses: origin.services, members, definition: wanted });
    }
    await program?.prepare(join(dataDirectory, 'logs', `build.${request.name}.log`), log);
    await this.#run({ name: request.name, ...origin, version, definitions, ports: before?.ports ?? {} });
    return definitions;
  }

  /** Starts what was deployed before. */
  async resume(): Promise<void> {
    for (const deployment of this.parts.deployments.all()) await this.#resume(deployment);
  }

  /** Gives those who have joined a channel its chaincode. */
  async extend(channel: string): Promise<void> {
    const deployed = this.parts.deployments.all().filter(({ definitions }) => channel in definitions);
    for (const deployment of deployed) await this.#run(deployment, 'extend');
  }

  /** Ends an organisation's chaincode processes. */
  leave(mspId: string): Promise<void> {
    return this.#services.leave(mspId);
  }

  /** Ends all chaincode processes. */
  stop(): Promise<void> {
    return this.#services.stopAll();
  }

  async #resume(deployment: Deployment): Promise<void> {
    try {
      await this.#run(deployment);
    } catch (error) {
      if (deployment.services !== undefined) {
        this.parts.log(`chaincode ${deployment.name}: ${messageOf(error)}; its services are dialled when it is called`);
        return;
      }
      const hint = 'put the package back and start again, or reset the network';
      throw new NetworkError(`chaincode ${deployment.name} could not be started: ${messageOf(error)}`, hint, {
        cause: error,
      });
    }
  }

  /** Starts the processes, has the definitions committed where they are not, and remembers the deployment. */
  async #run(deployment: Deployment, start: 'replace' | 'extend' = 'replace'): Promise<void> {
    const { runtime, ports } = await this.#runtime(deployment, start);
    const channels = Object.entries(deployment.definitions);
    await Promise.all(channels.map(([channel, definition]) => this.parts.engine.deploy(channel, definition, runtime)));
    await this.parts.deployments.put({ ...deployment, ports });
    this.parts.log(
      `chaincode ${deployment.name} ${deployment.version} on ${channels.map(([name]) => name).join(', ')}`,
    );
  }

  async #runtime(deployment: Deployment, start: 'replace' | 'extend'): Promise<StartedServices> {
    const { inProcess, path, services, ports, definitions } = deployment;
    if (services !== undefined) {
      await this.#services.stop(deployment.name);
      return { runtime: runtimeOf(services), ports: {} };
    }
    if (inProcess && path !== undefined) {
      await this.#services.stop(deployment.name);
      return { runtime: { kind: 'in-process', modulePath: path }, ports: {} };
    }
    const [definition] = Object.values(definitions);
    const program = programOf(deployment);
    if (definition === undefined || program === undefined)
      throw new NetworkError(`${deployment.name} is on no channel`);
    const members = await this.#membersOfAny(Object.keys(definitions));
    return this.#services[start]({ program, definition, members, ports });
  }

  /** MSP ids of this network's organisations that any of the channels names. */
  async #membersOfAny(channels: readonly string[]): Promise<readonly string[]> {
    const status = await this.parts.engine.status();
    const members = new Set(
      status.filter(({ channel }) => channels.includes(channel)).flatMap((channel) => channel.members),
    );
    return this.parts
      .topology()
      .organizations.map(({ mspId }) => mspId)
      .filter((mspId) => members.has(mspId));
  }

  async #nextDefinitions(
    wanted: ChaincodeDefinition,
    before: Deployment | undefined,
    channels: readonly ChannelTopology[],
  ): Promise<Readonly<Record<string, ChaincodeDefinition>>> {
    const status = await this.parts.engine.status();
    const entries = channels.map(({ name }) => {
      const committed = status
        .find(({ channel }) => channel === name)
        ?.definitions.find((definition) => definition.name === wanted.name);
      return [name, nextDefinition(wanted, before?.definitions[name], committed?.sequence ?? 0)] as const;
    });
    return Object.fromEntries(entries);
  }
}

/** What this network starts; undefined when the services run already. */
function programOf({ path, run }: ChaincodeOrigin): ChaincodeProgram | undefined {
  return path === undefined ? undefined : chaincodeProgram({ path, ...(run === undefined ? {} : { run }) });
}
