import { join } from 'node:path';
import { runCommand } from '@scrip/network';
import type { TestNetwork } from './network.js';

/**
 * Changes of one channel by the commands that administrators use, without a process for each: loading the program
 * takes longer than what it does here.
 */
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

  /** Runs one `channel` command. @throws NetworkError when it is refused */
  async run(verb: string, ...args: readonly string[]): Promise<void> {
    await runCommand(['channel', verb, ...args, '--data', this.network.directory], () => undefined);
  }
}
