import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import { rescreeningOf, ruledSecurities, type RuledSecurity } from '../read-model/compliance-queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import { AgentLoop } from './agent-loop.js';
import { RestingInstructions } from './resting-instructions.js';

/** Who gives the agent's commands: not a person. */
const AGENT_OPERATOR = 'screening-agent';
/** How long nothing is looked for when no block comes. */
const PAUSE_MS = 5_000;
/** How long a security rests whose holders cannot be looked at: the others do not wait for it. */
const REST = { pauseMsFirst: PAUSE_MS, pauseMsMax: 60_000 };

/** What the agent works with. */
export interface RescreeningAgentParts {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly logger: Logger;
}

/**
 * Looks at the holders of the registrar's securities again: page by page, once on every business day and once under every
 * version of the rules. How far it has come is on the ledger, so a restart goes on there.
 */
export class RescreeningAgent {
  readonly #parts: RescreeningAgentParts;
  readonly #loop: AgentLoop;
  readonly #resting = new RestingInstructions(REST);

  constructor(parts: RescreeningAgentParts) {
    this.#parts = parts;
    this.#loop = new AgentLoop(parts.readModel, parts.ledger.channel, PAUSE_MS, () => this.#next());
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #next(): Promise<boolean> {
    const { ledger, readModel } = this.#parts;
    const ruled = ruledSecurities(readModel.database, ledger.channel, ledger.mspId);
    const due = ruled.find((each) => this.#isDue(each) && !this.#resting.has(each.isin));
    if (due === undefined) return false;
    await this.#lookAgain(due);
    return true;
  }

  #isDue({ isin, businessDate, version }: RuledSecurity): boolean {
    const { ledger, readModel } = this.#parts;
    const last = rescreeningOf(readModel.database, ledger.channel, isin);
    const isOfNow = last?.['businessDate'] === businessDate && last['rulesVersion'] === version;
    return !isOfNow || last['after'] !== undefined;
  }

  async #lookAgain({ isin }: RuledSecurity): Promise<void> {
    const { ledger, readModel, logger } = this.#parts;
    const block = readModel.block(ledger.channel);
    const digest = createHash('sha256').update([isin, block].join('\n'), 'utf8').digest('hex');
    const commandId = `rescreen-${digest.slice(0, 40)}`;
    try {
      const receipt = await ledger.submit({
        ...{ name: 'compliance:rescreen', commandId, operator: AGENT_OPERATOR },
        body: { isin },
      });
      await readModel.waitForBlock(ledger.channel, receipt.block, PAUSE_MS);
      this.#resting.remove([isin]);
    } catch (error) {
      logger.warn({ err: error, isin }, 'holders could not be looked at again now');
      this.#resting.add([isin]);
    }
  }
}
