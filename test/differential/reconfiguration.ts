import { join } from 'node:path';
import { networkCommand } from '../support/command.js';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../support/consortium.js';
import type { TestNetwork } from '../support/network.js';
import { identityOf } from '../support/profile.js';

const COMMAND_TIMEOUT_MS = 120_000;
/** A majority of the channel's administrators. */
const MAJORITY = [AURORA, BOREALIS, CIRRUS];
/** Delta's only administrator that is known here is among what is revoked. */
const FORCE = '--force';
const ENDORSEMENT = '/Channel/Application/Endorsement';

/** Config updates of a channel, one after the other and then from the start: an operator's own commands make them. */
export class Reconfiguration {
  #made = 0;

  constructor(
    private readonly network: TestNetwork,
    private readonly channel: string,
  ) {}

  /** Proposes, signs and submits the next update; its block is ordered when this resolves. @returns what it was */
  async next(): Promise<string> {
    const changes = this.#changes();
    const change = changes[this.#made % changes.length] ?? [];
    const proposal = join(this.network.directory, `update-${this.#made}.json`);
    this.#made += 1;
    const [command = 'set', ...rest] = change;
    await this.#run(command, '--channel', this.channel, '--out', proposal, ...rest, FORCE);
    // What a member says of itself needs its own signature.
    for (const mspId of command === 'revoke' ? [...MAJORITY, DELTA] : MAJORITY) {
      await this.#run('sign', proposal, '--as', mspId, FORCE);
    }
    await this.#run('submit', proposal, FORCE);
    return change.join(' ');
  }

  #changes(): readonly (readonly string[])[] {
    const revoked = identityOf(this.network.profile(this.channel, DELTA), 'admin').certificate;
    const revocation = this.#made === 1 ? [['revoke', '--msp', DELTA, '--certificate', revoked]] : [];
    return [
      ['set', '--max-message-count', '20', '--policy', `${ENDORSEMENT}=ANY Endorsement`],
      ...(revocation.length === 0 ? [['set', '--batch-timeout', String(150 + this.#made)]] : revocation),
      ['set', '--max-message-count', '70', '--batch-timeout', '250', '--policy', `${ENDORSEMENT}=MAJORITY Endorsement`],
    ];
  }

  async #run(...args: readonly string[]): Promise<void> {
    const result = await networkCommand(['channel', ...args, '--data', this.network.directory], COMMAND_TIMEOUT_MS);
    if (result.status !== 0) {
      throw new Error(
        `network channel ${args.join(' ')} ended with ${result.status}: ${result.stdout}${result.stderr}`,
      );
    }
  }
}
