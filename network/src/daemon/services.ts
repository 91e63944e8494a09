import { join } from 'node:path';
import type { ChaincodeDefinition, ChaincodeRuntime, Engine } from '../engine.js';
import { freePorts, isFree } from '../process/ports.js';
import type { SupervisedProcess } from '../process/supervised-process.js';
import { serviceAddress, startService } from '../service/chaincode-service.js';
import type { ChaincodeProgram } from '../service/chaincode-program.js';

/** What the services of one chaincode are started from. */
export interface ServicesRequest {
  readonly program: ChaincodeProgram;
  /** Any of the chaincode's definitions: name and version decide the package id. */
  readonly definition: ChaincodeDefinition;
  readonly members: readonly string[];
  /** Ports of an earlier run, used again where they are free. */
  readonly ports: Readonly<Record<string, number>>;
}

/** Services that answer, and how the engine reaches them. */
export interface StartedServices {
  readonly ports: Readonly<Record<string, number>>;
  readonly runtime: ChaincodeRuntime;
}

/** The chaincode processes of the network: for each chaincode one of each organisation that has it. */
export class Services {
  readonly #running = new Map<string, ReadonlyMap<string, SupervisedProcess>>();

  constructor(
    private readonly engine: Engine,
    private readonly dataDirectory: string,
    private readonly log: (line: string) => void,
  ) {}

  /** Starts the services of a chaincode in place of those that run now; all of them answer when it resolves. */
  async replace(request: ServicesRequest): Promise<StartedServices> {
    await this.stop(request.definition.name);
    return this.extend(request);
  }

  /** Starts the services of those members that have none yet; the others are left alone. */
  async extend(request: ServicesRequest): Promise<StartedServices> {
    const { program, definition, members } = request;
    const before = this.#running.get(definition.name) ?? new Map<string, SupervisedProcess>();
    const missing = members.filter((mspId) => !before.has(mspId));
    const ports = { ...request.ports, ...(await this.#choosePorts(missing, request.ports)) };
    const started = await Promise.allSettled(
      missing.map(async (mspId) => {
        const port = ports[mspId] ?? 0;
        const packageId = this.engine.packageId(definition, mspId, serviceAddress(port));
        const logDirectory = join(this.dataDirectory, 'logs');
        const order = { program, chaincode: definition.name, mspId, port, packageId, logDirectory };
        return [mspId, await startService(order, this.log)] as const;
      }),
    );
    const running = started.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const failed = started.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) {
      await Promise.all(running.map(([, service]) => service.stop()));
      throw failed.reason;
    }
    this.#running.set(definition.name, new Map([...before, ...running]));
    const addresses = new Map(members.map((mspId) => [mspId, serviceAddress(ports[mspId] ?? 0)]));
    return { ports, runtime: { kind: 'service', addresses } };
  }

  async stop(chaincode: string): Promise<void> {
    const running = this.#running.get(chaincode)?.values() ?? [];
    this.#running.delete(chaincode);
    await Promise.all([...running].map((service) => service.stop()));
  }

  /** Ends the services of an organisation, of every chaincode. */
  async leave(mspId: string): Promise<void> {
    for (const [chaincode, services] of this.#running) {
      const staying = new Map([...services].filter(([member]) => member !== mspId));
      this.#running.set(chaincode, staying);
      await services.get(mspId)?.stop();
    }
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((chaincode) => this.stop(chaincode)));
  }

  async #choosePorts(
    members: readonly string[],
    wanted: Readonly<Record<string, number>>,
  ): Promise<Readonly<Record<string, number>>> {
    const fresh = await freePorts(members.length);
    const chosen = members.map(async (mspId, index) => {
      const before = wanted[mspId];
      const keep = before !== undefined && (await isFree(before));
      return [mspId, keep ? before : (fresh[index] ?? 0)] as const;
    });
    return Object.fromEntries(await Promise.all(chosen));
  }
}
