import { describe, expect } from '@jest/globals';
import { type CommandResult, networkCommand } from './command.js';
import { type Connection, openConnection } from './connection.js';
import { CHANNEL } from './consortium.js';
import { type EngineName, engineUnderTest, report, whyUnavailable } from './engine.js';
import type { TestNetwork } from './network.js';
import { Probe } from './probe.js';
import type { User } from './signing.js';

const COMMAND_TIMEOUT_MS = 120_000;

/** A suite whose tests go on from where the one before left off; without its engine it says so and is skipped. */
export function journey(title: string, tests: (engine: EngineName) => void): void {
  const engine = engineUnderTest();
  const reason = whyUnavailable(engine);
  if (reason !== undefined) report(`journey of ${title} skipped: ${reason}`);
  const suite = reason === undefined ? describe : describe.skip;
  suite(`${title} on ${engine}`, () => tests(engine));
}

/** What people do on a network by its commands alone, each run as they would type it. */
export class Commands {
  readonly #connections: Connection[] = [];

  constructor(private readonly network: TestNetwork) {}

  /** Runs a command that must succeed. @returns what it printed */
  async succeed(...args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await this.#run(args);
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
    return stdout;
  }

  /** Runs a command that must be refused. @returns what it said */
  async refused(...args: readonly string[]): Promise<string> {
    const { status, stderr } = await this.#run(args);
    expect(status).toBe(1);
    return stderr;
  }

  /** The probe chaincode as somebody calls it through an organisation's gateway. */
  probe(mspId: string, user?: User): Probe {
    const connection = openConnection(this.network.profile(CHANNEL, mspId), user);
    this.#connections.push(connection);
    return new Probe(connection);
  }

  /** Closes the connections of all probes so far. */
  close(): void {
    for (const connection of this.#connections.splice(0)) connection.close();
  }

  #run(args: readonly string[]): Promise<CommandResult> {
    return networkCommand([...args, '--data', this.network.directory], COMMAND_TIMEOUT_MS);
  }
}
