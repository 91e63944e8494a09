import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { expiryText, type ExpiryNotice } from '@scrip/credentials';
import { NetworkError } from '../network-error.js';
import {
  channelBody,
  joinBody,
  organizationBody,
  type ChannelRequest,
  type JoinRequest,
  type OrganizationRequest,
} from './additions.js';
import type { DaemonState, DeployAnswer, ExpiringAnswer, OrganizationAnswer, StatusAnswer } from './admin-api.js';
import { AdminClient } from './admin-client.js';
import { AdminServer, type AdminHandler } from './admin-server.js';
import { deployBody } from './deploy-body.js';
import { faultRoutes } from './fault-routes.js';
import type { DeployRequest } from './deploy-request.js';
import { Network, type NetworkOptions } from './network.js';
import { removalBody } from './removal.js';
import { claimStateFile, readStateFile, removeStateFile } from './state-file.js';

const TOKEN_LENGTH = 32;

/** The process that runs the network of a data directory and lets the other commands reach it. */
export class Daemon {
  readonly #startedAt = new Date().toISOString();
  readonly #server: AdminServer;
  readonly #token = randomBytes(TOKEN_LENGTH).toString('base64url');
  readonly #options: NetworkOptions;
  #state: DaemonState = 'starting';
  #network: Network | undefined;
  #stopping: Promise<void> | undefined;
  /** Changes run one after the other: each rests on what the one before left, such as a sequence or a port. */
  #lastChange: Promise<unknown> = Promise.resolve();
  readonly #ended: Promise<void>;
  #end: () => void = () => undefined;

  private constructor(options: NetworkOptions) {
    this.#ended = new Promise((end) => (this.#end = end));
    this.#options = { ...options, dataDirectory: resolve(options.dataDirectory) };
    const routes = new Map<string, AdminHandler>([
      ['GET /ping', () => Promise.resolve({})],
      ['GET /status', () => this.status()],
      ['POST /deploy', (body) => this.deploy(deployBody(body))],
      ...faultRoutes(() => this.network.engine),
      ['POST /organizations', (body) => this.addOrganization(organizationBody(body))],
      ['POST /organizations/remove', (body) => this.removeOrganization(removalBody(body))],
      ['POST /channels', (body) => this.createChannel(channelBody(body))],
      ['POST /channels/join', (body) => this.joinChannel(joinBody(body))],
      ['POST /stop', () => Promise.resolve(this.#stopSoon())],
    ]);
    this.#server = new AdminServer(this.#token, routes);
  }

  /**
   * Starts the network of a data directory; resolves when it is ready.
   * Throws a {@link NetworkError} when one is running there, and leaves nothing behind.
   *
   * @param onStarting receives the daemon at once, so that a start can be ended by {@link stop}
   */
  static async start(options: NetworkOptions, onStarting: (daemon: Daemon) => void = () => undefined): Promise<Daemon> {
    const daemon = new Daemon(options);
    await daemon.#claim();
    onStarting(daemon);
    try {
      daemon.#network = await Network.open(daemon.#options);
      if (!daemon.#isStopping()) await daemon.#network.start();
    } catch (error) {
      await daemon.stop();
      throw error;
    }
    if (daemon.#isStopping()) {
      await daemon.#network.stop();
      throw new NetworkError('the start was ended');
    }
    daemon.#state = 'ready';
    return daemon;
  }

  /** Resolves when the network has ended, whoever ended it. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** The running network; throws before it is ready. */
  get network(): Network {
    if (this.#network === undefined || this.#state !== 'ready') {
      throw new NetworkError(`the network is ${this.#state}`, 'try again in a moment');
    }
    return this.#network;
  }

  async status(): Promise<StatusAnswer> {
    const ready = this.#state === 'ready' ? this.network : undefined;
    const channels = ready === undefined ? [] : await ready.status();
    const endpoints = [...(ready?.engine.endpoints ?? [])].map(([mspId, { address }]) => [mspId, address] as const);
    return {
      state: this.#state,
      engine: this.#options.engine,
      pid: process.pid,
      startedAt: this.#startedAt,
      memory: memory(),
      endpoints: Object.fromEntries(endpoints),
      authorities: Object.fromEntries(ready?.authorities.endpoints ?? []),
      expiring: ((await ready?.expiryNotices()) ?? []).map(expiringAnswer),
      channels: channels.map(({ channel, members, heights, commitHashes, definitions }) => ({
        channel,
        members,
        heights: Object.fromEntries(heights),
        commitHashes: Object.fromEntries(commitHashes),
        definitions,
      })),
    };
  }

  deploy(request: DeployRequest): Promise<DeployAnswer> {
    return this.#inTurn((network) => network.deploy(request));
  }

  addOrganization(request: OrganizationRequest): Promise<OrganizationAnswer> {
    return this.#inTurn((network) => network.addOrganization(request));
  }

  removeOrganization(mspId: string): Promise<object> {
    return this.#inTurn(async (network) => {
      await network.removeOrganization(mspId);
      return {};
    });
  }

  createChannel(request: ChannelRequest): Promise<object> {
    return this.#inTurn(async (network) => {
      await network.createChannel(request);
      return {};
    });
  }

  joinChannel(request: JoinRequest): Promise<object> {
    return this.#inTurn(async (network) => {
      await network.joinChannel(request);
      return {};
    });
  }

  #inTurn<T>(change: (network: Network) => Promise<T>): Promise<T> {
    const turn = this.#lastChange.catch(() => undefined).then(() => change(this.network));
    this.#lastChange = turn;
    return turn;
  }

  /** Ends everything that the network started. Safe to call at any time and more than once. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    this.#state = 'stopping';
    try {
      await this.#network?.stop();
      await this.#server.close();
    } finally {
      removeStateFile(this.#options.dataDirectory);
      this.#end();
    }
  }

  #isStopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** The answer must be on its way before the server closes. */
  #stopSoon(): object {
    setImmediate(() => void this.stop());
    return {};
  }

  async #claim(): Promise<void> {
    const { dataDirectory, engine } = this.#options;
    const running = readStateFile(dataDirectory);
    if (running !== undefined) {
      if (await new AdminClient(running).answers()) throw alreadyRunning(dataDirectory, running.pid);
      removeStateFile(dataDirectory);
    }
    const adminUrl = await this.#server.listen();
    const state = { pid: process.pid, engine, adminUrl, token: this.#token, startedAt: this.#startedAt };
    if (await claimStateFile(dataDirectory, state)) return;
    await this.#server.close();
    throw alreadyRunning(dataDirectory, readStateFile(dataDirectory)?.pid ?? 0);
  }
}

function expiringAnswer(notice: ExpiryNotice): ExpiringAnswer {
  const { name, notAfter, daysLeft } = notice;
  return { name, notAfter: notAfter.toISOString(), daysLeft, text: expiryText(notice) };
}

function memory(): StatusAnswer['memory'] {
  const { rss, heapUsed, external } = process.memoryUsage();
  return { residentBytes: rss, heapBytes: heapUsed + external };
}

function alreadyRunning(dataDirectory: string, pid: number): NetworkError {
  return new NetworkError(
    `a network is running on ${dataDirectory} (process ${pid}); nothing was started`,
    `npm run network -- down --data ${dataDirectory}`,
  );
}
