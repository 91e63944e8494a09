import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '@scrip/network';
import { type CommandResult, networkCommand } from './command.js';
import { type ConnectionProfile, readProfile } from './profile.js';
import type { EngineName } from './engine.js';
import { commandOf, descendantsOf, killNow, workingDirectoryOf } from './process-tree.js';

const COMMAND_TIMEOUT_MS = 120_000;

/** What to deploy: the options of `network deploy`. */
export interface Deployment {
  readonly name: string;
  readonly path: string;
  readonly channels: readonly string[];
  readonly collections?: string;
  readonly policy?: string;
  readonly initRequired?: boolean;
  readonly inProcess?: boolean;
}

/** A network started through the command line as any user would start it, in a temporary folder of its own. */
export class TestNetwork {
  private constructor(
    readonly engine: EngineName,
    readonly directory: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /**
   * Starts an empty network on free ports; every gateway answers when this resolves.
   *
   * @param env added to the environment of its processes
   */
  static async start(engine: EngineName, env: Readonly<Record<string, string>> = {}): Promise<TestNetwork> {
    const network = new TestNetwork(engine, mkdtempSync(join(tmpdir(), `scrip-${engine}-`)), env);
    try {
      await network.up();
    } catch (error) {
      await network.end().catch(() => undefined);
      throw error;
    }
    return network;
  }

  /** A network that runs already: who started it ends it. */
  static runningAt(engine: EngineName, directory: string): TestNetwork {
    return new TestNetwork(engine, directory, {});
  }

  /** Starts it, or starts it again on the same data. */
  async up(): Promise<void> {
    await this.command('up', '--engine', this.engine, '--port', '0', '--detach');
  }

  async deploy(deployment: Deployment): Promise<void> {
    const args = ['--name', deployment.name, '--path', deployment.path];
    for (const channel of deployment.channels) {
      args.push('--channel', channel);
    }
    if (deployment.collections !== undefined) {
      args.push('--collections', deployment.collections);
    }
    if (deployment.policy !== undefined) {
      args.push('--policy', deployment.policy);
    }
    if (deployment.initRequired === true) {
      args.push('--init-required');
    }
    if (deployment.inProcess === true) {
      args.push('--in-process');
    }
    await this.command('deploy', ...args);
  }

  /** Makes something go wrong, in the words of `network fault`: a kind and its options. */
  async fault(kind: string, ...options: readonly string[]): Promise<void> {
    await runCommand(['fault', kind, ...options, '--data', this.directory], () => undefined);
  }

  /** Ends every fault. */
  async heal(): Promise<void> {
    await runCommand(['fault', 'heal', '--data', this.directory], () => undefined);
  }

  profile(channel: string, mspId: string): ConnectionProfile {
    return readProfile(join(this.directory, 'connection', `${channel}.${mspId}.json`));
  }

  /** The text that `network status` prints. */
  async status(): Promise<string> {
    return (await this.command('status')).stdout;
  }

  /** Megabytes that the daemon's process takes: all of it, and objects with their buffers. */
  async memory(): Promise<{ readonly resident: number; readonly heap: number }> {
    const [, resident, heap] = /^memory ([\d.]+) MB, of it ([\d.]+) MB/m.exec(await this.status()) ?? [];
    return { resident: Number(resident), heap: Number(heap) };
  }

  /** Process id of the daemon, as it wrote it itself. */
  daemonPid(): number {
    const state: unknown = JSON.parse(readFileSync(join(this.directory, 'network.json'), 'utf8'));
    if (typeof state !== 'object' || state === null || !('pid' in state) || typeof state.pid !== 'number') {
      throw new Error(`${this.directory}/network.json has no pid`);
    }
    return state.pid;
  }

  /** Kills every process of the network at once, as a power cut does; its data stays. */
  kill(): void {
    const daemon = this.daemonPid();
    for (const pid of [daemon, ...descendantsOf(daemon)]) killNow(pid);
  }

  /**
   * Has an organisation's peer die: on devnet by a fault, on Fabric by killing its process, which the network starts
   * again by itself a moment later.
   *
   * @returns what brings it back
   */
  async killPeer(mspId: string): Promise<() => Promise<void>> {
    if (this.engine === 'devnet') {
      await this.fault('peer-down', '--peer', mspId);
      return () => this.heal();
    }
    const home = join(this.directory, 'fabric', mspId, 'peer0');
    const pid = descendantsOf(this.daemonPid()).find(
      (candidate) =>
        workingDirectoryOf(candidate) === home &&
        commandOf(candidate)?.at(-1) === 'start' &&
        commandOf(candidate)?.[0]?.endsWith('peer'),
    );
    if (pid === undefined) throw new Error(`no process of the peer of ${mspId} in ${home}`);
    killNow(pid);
    return () => Promise.resolve();
  }

  /** Makes a further organisation with its nodes. @returns the file that says what its fellow members need to know */
  async addOrganization(mspId: string, domain: string): Promise<string> {
    await this.command('org', 'add', '--msp', mspId, '--domain', domain);
    return join(this.directory, 'organizations', mspId, 'definition.json');
  }

  /** Stops it and keeps its data. */
  async down(): Promise<void> {
    await this.command('down');
  }

  /** Stops the network and removes its folder; `SCRIP_KEEP_DATA=1` leaves the folder for a look. */
  async end(): Promise<void> {
    const stopped = await networkCommand(['down', '--data', this.directory], COMMAND_TIMEOUT_MS);
    if (process.env['SCRIP_KEEP_DATA'] !== '1') {
      rmSync(this.directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
    if (stopped.status !== 0) {
      throw new Error(`network down ended with ${stopped.status}: ${stopped.stdout}${stopped.stderr}`);
    }
  }

  private async command(name: string, ...args: readonly string[]): Promise<CommandResult> {
    const result = await networkCommand([name, ...args, '--data', this.directory], COMMAND_TIMEOUT_MS, this.env);
    if (result.status !== 0) {
      throw new Error(`network ${name} ended with ${result.status}: ${result.stdout}${result.stderr}`);
    }
    return result;
  }
}
