import { join } from 'node:path';
import { type CommandResult, networkCommand } from './command.js';
import type { TestNetwork } from './network.js';

const TIMEOUT_MS = 120_000;

/** Changes of one channel by the commands that administrators use. */
export class Membership {
  private proposals = 0;

  constructor(
    private readonly network: TestNetwork,
    private readonly channel: string,
  ) {}

  /** Proposes a change, has it signed by an administrator of each organisation, and submits it. */
  async change(command: readonly string[], signers: readonly string[]): Promise<void> {
    this.proposals += 1;
    const file = join(this.network.directory, `proposal-${this.proposals}.json`);
    const [verb = '', ...options] = command;
    await this.run(verb, '--channel', this.channel, '--out', file, ...options);
    for (const mspId of signers) await this.run('sign', file, '--as', mspId);
    await this.run('submit', file, '--as', signers[0] ?? '');
  }

  /** Runs one `channel` command; it must succeed. */
  async run(verb: string, ...args: readonly string[]): Promise<CommandResult> {
    const result = await networkCommand(['channel', verb, ...args, '--data', this.network.directory], TIMEOUT_MS);
    if (result.status !== 0) {
      throw new Error(`channel ${verb} ended with ${result.status}: ${result.stdout}${result.stderr}`);
    }
    return result;
  }
}
