import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { loadConsortium, type OperatorRole } from '@scrip/config';
import { ScripClient } from '@scrip/gateway-api';
import { freePorts } from '@scrip/network';
import { REPOSITORY } from './command.js';
import type { EngineName } from './engine.js';

const START_TIMEOUT_MS = 240_000;
/** After how long a connection is cut: what was sent is with the gateway by then. */
const CUT_AFTER_MS = 300;
const READY = /^ready after/m;

/** A consortium brought up by the command that `npm start` runs. */
export class StartedConsortium {
  #output = '';
  readonly #ended: Promise<number>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly data: string,
    private readonly port: number,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
    this.#ended = new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  }

  /**
   * Starts it and resolves when it has said that it is ready, or has ended.
   *
   * @param env added to the environment of its processes
   */
  static async start(
    engine: EngineName,
    data: string,
    port: number,
    {
      args: more = [],
      env = {},
    }: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<StartedConsortium> {
    const script = join(REPOSITORY, 'network', 'dist', 'supervisor', 'main.js');
    const args = [script, '--engine', engine, '--data', data, '--port', `${port}`, ...more];
    const child = spawn(process.execPath, args, {
      cwd: REPOSITORY,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    const started = new StartedConsortium(child, data, port);
    await started.#ready();
    return started;
  }

  /** Whether it is over. */
  get hasEnded(): boolean {
    return this.child.exitCode !== null;
  }

  /** Process that started everything else. */
  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the consortium was not started');
    return this.child.pid;
  }

  /** Everything that it printed so far. */
  get output(): string {
    return this.#output;
  }

  /** The lines that it offers for pasting. @param program with which they begin */
  examples(program: 'curl' | 'npx scrip'): readonly string[] {
    return this.#output
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith(`${program} `));
  }

  /** Resolves with its exit code. */
  ended(): Promise<number> {
    return this.#ended;
  }

  /** A client of the `index`-th organisation's gateway, acting as its first operator with a role. */
  client(index: number, mspId: string, role: OperatorRole = 'maker'): ScripClient {
    return this.clientOf(index, mspId, operatorOf(mspId, role));
  }

  /** A client of the `index`-th organisation's gateway, acting as an operator with a key in the gateway's folder. */
  clientOf(index: number, mspId: string, operatorId: string): ScripClient {
    return new ScripClient({ url: this.urlOf(index), apiKey: this.#keyOf(mspId, operatorId) });
  }

  /** API key of an organisation's first operator with a role. */
  apiKey(mspId: string, role: OperatorRole = 'maker'): string {
    return this.#keyOf(mspId, operatorOf(mspId, role));
  }

  #keyOf(mspId: string, operatorId: string): string {
    return readFileSync(join(this.data, 'gateway', mspId, `${operatorId}.key`), 'utf8').trim();
  }

  /** Address of the `index`-th organisation's gateway. */
  urlOf(index: number): string {
    return `http://localhost:${this.port + index}`;
  }

  /** Sends a part of a table to an organisation's gateway, as if all of it were to come, and breaks off. */
  async cutUpload(index: number, mspId: string, path: string, part: string): Promise<void> {
    const sent = request(`http://localhost:${this.port + index}${path}`, {
      method: 'POST',
      headers: {
        ...{
          Authorization: `Bearer ${this.apiKey(mspId)}`,
          'Content-Type': 'text/csv',
          'Idempotency-Key': 'one-that-is-cut',
        },
        'Content-Length': String(2 * Buffer.byteLength(part)),
      },
    });
    const broken = once(sent, 'error');
    sent.write(part);
    setTimeout(() => sent.destroy(new Error('cut')), CUT_AFTER_MS);
    await broken;
  }

  /** What Ctrl-C does; resolves with the exit code. */
  interrupt(): Promise<number> {
    this.child.kill('SIGINT');
    return this.#ended;
  }

  async #ready(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!READY.test(this.#output) && this.child.exitCode === null) {
      if (Date.now() > deadline) {
        await this.interrupt();
        throw new Error(`not ready after ${START_TIMEOUT_MS} ms\n${this.#output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The first operator of an organisation with a role. */
function operatorOf(mspId: string, role: OperatorRole): string {
  const organization = loadConsortium().organizations.find((each) => each.mspId === mspId);
  const operator = organization?.operators.find(({ roles }) => roles.includes(role));
  if (operator === undefined) throw new Error(`${mspId} has no operator who is ${role}`);
  return operator.id;
}

/** The first of as many free ports as a consortium has gateways. */
export async function freeFirstPort(): Promise<number> {
  const [first = 0] = await freePorts(loadConsortium().organizations.length);
  return first;
}
