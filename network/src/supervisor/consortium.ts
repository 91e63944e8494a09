import { fileURLToPath } from 'node:url';
import { defaultDirectory, loadConsortium, type Consortium as Description } from '@scrip/config';
import { Daemon } from '../daemon/daemon.js';
import { keepPorts } from '../process/ports.js';
import type { SupervisedProcess } from '../process/supervised-process.js';
import type { StartOptions } from './arguments.js';
import { gatewayProcess, gatewaySites, firstOperator, requireFreePorts, type GatewaySite } from './gateways.js';
import type { Progress } from './progress.js';
import { runProgram } from './run-program.js';
import { summary, type Shown } from './summary.js';

/** The product's chaincode on every channel. */
const CHAINCODE = 'scrip';
/** With `--port` the peers listen on any free ports, so that several networks fit on one machine. */
const FREE_PORTS = 0;
const BUNDLE = program('chaincode/contracts/dist/bundle');
const AUTHORITY = program('gateway-api/dist/bootstrap.mjs');
const GATEWAY = program('gateway-api/dist/main.mjs');
const MARKET = program('gateway-api/dist/market/main.mjs');

const UNSEEN = (): void => undefined;

/** The product's other programs are separate processes: reached by their path, never imported. */
function program(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}

/**
 * Everything that `npm start` runs on one machine: the network with its chaincode, and one gateway per organisation.
 * What it started it stops, in reverse order, and nothing else.
 */
export class Consortium {
  readonly #description: Description;
  readonly #sites: readonly GatewaySite[];
  readonly #folders: { readonly config: string; readonly data: string };
  readonly #running: { stop(): Promise<void> }[] = [];
  readonly #aborted = new AbortController();
  readonly #ended: Promise<void>;
  #end: () => void = () => undefined;

  constructor(
    private readonly options: StartOptions,
    private readonly progress: Progress,
  ) {
    this.#ended = new Promise((end) => (this.#end = end));
    this.#folders = { config: options.config ?? defaultDirectory(), data: options.data };
    this.#description = loadConsortium(this.#folders.config);
    this.#sites = gatewaySites(this.#description.organizations, options.port);
    keepPorts(this.#sites.map(({ port }) => port));
  }

  /** Brings everything up; leaves nothing running when it throws. */
  async start(): Promise<void> {
    try {
      await requireFreePorts(this.#sites);
      const daemon = await this.#startNetwork();
      await this.progress.step('authority records', () => this.#run('bootstrap', AUTHORITY, [], UNSEEN));
      await this.progress.step('gateways', () => this.#startGateways(daemon));
      if (!this.options.empty) await this.progress.step('sample market', () => this.#loadMarket());
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** What a new user needs to go on. */
  async summary(): Promise<string[]> {
    return summary(this.#sites, this.#folders.data, await this.#shown());
  }

  /** Resolves when everything has ended, whoever ended it: Ctrl-C, or `network down` on the same data. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Safe to call at any time and more than once. */
  async stop(): Promise<void> {
    this.#aborted.abort();
    for (const part of this.#running.splice(0).reverse()) await part.stop();
    this.#end();
  }

  async #startNetwork(): Promise<Daemon> {
    const daemon = await this.progress.step(`network (${this.options.engine})`, () => this.#startDaemon());
    const channels = await daemon.network.status();
    if (channels.every(({ definitions }) => definitions.some(({ name }) => name === CHAINCODE))) return daemon;
    const inProcess = this.options.engine === 'devnet';
    await this.progress.step(`chaincode ${CHAINCODE}`, () =>
      daemon.deploy({ name: CHAINCODE, path: BUNDLE, channels: [], collections: [], inProcess }),
    );
    return daemon;
  }

  #startDaemon(): Promise<Daemon> {
    const options = {
      engine: this.options.engine,
      dataDirectory: this.options.data,
      configDirectory: this.#folders.config,
      ...(this.options.port === undefined ? {} : { firstPort: FREE_PORTS }),
      log: UNSEEN,
    };
    return Daemon.start(options, (daemon) => {
      this.#running.push(daemon);
      void daemon.ended.then(() => this.stop());
    });
  }

  async #startGateways(daemon: Daemon): Promise<void> {
    await Promise.all(this.#sites.map(({ organization }) => daemon.network.handOutEnrolment(organization.mspId)));
    const log = (line: string): void => this.progress.line(line);
    const processes = this.#sites.map((site) => gatewayProcess(site, GATEWAY, this.#folders, log));
    this.#running.push({ stop: () => stopAll(processes) });
    await Promise.all(processes.map((gateway) => gateway.start()));
  }

  #loadMarket(): Promise<void> {
    const urls = Object.fromEntries(this.#sites.map(({ organization, url }) => [organization.mspId, url]));
    const show = (line: string): void => this.progress.line(`  ${line}`);
    return this.#run('sample market', MARKET, ['--gateways', JSON.stringify(urls)], show);
  }

  #run(name: string, script: string, args: readonly string[], onLine: (line: string) => void): Promise<void> {
    const folders = ['--config', this.#folders.config, '--data', this.#folders.data];
    return runProgram(name, script, [...folders, ...args], onLine, this.#aborted.signal);
  }

  /** What the printed examples read: none of it on an empty network. */
  async #shown(): Promise<Shown> {
    const site = this.#sites[0];
    if (site === undefined) return {};
    const { key } = firstOperator(this.#folders.data, site.organization);
    const listed = async <T>(path: string): Promise<readonly T[]> => {
      const answer = await fetch(`${site.url}/v1/${path}`, { headers: { authorization: `Bearer ${key}` } });
      return ((await answer.json()) as { readonly items?: readonly T[] }).items ?? [];
    };
    const securities = await listed<{ readonly isin: string; readonly title?: object }>('securities');
    const [first] = securities;
    if (first === undefined) return {};
    const titled = securities.find(({ title }) => title !== undefined);
    if (titled === undefined) return { isin: first.isin };
    const entries = await listed<{ readonly kind: string; readonly to?: string }>(`securities/${titled.isin}/entries`);
    const holderId = entries.find(({ kind }) => kind === 'transfer')?.to;
    return { isin: first.isin, ...(holderId === undefined ? {} : { certified: { isin: titled.isin, holderId } }) };
  }
}

async function stopAll(processes: readonly SupervisedProcess[]): Promise<void> {
  await Promise.all(processes.map((one) => one.stop()));
}
