import { canonicalJson, LIMITS } from '@scrip/model';
import type { Logger } from 'pino';
import { z } from 'zod';
import { derivedCommandId } from '../ledger/derived-command-id.js';
import type { Command, JsonObject, Ledger } from '../ledger/ledger.js';
import type { ReadModel } from '../read-model/read-model.js';
import { hasPendingTransfers, screenedSecurities } from '../read-model/screening-queries.js';
import { AgentLoop } from './agent-loop.js';
import { movementsToScreen } from './movements-to-screen.js';

/** Who gives the agent's commands: not a person. */
const AGENT_OPERATOR = 'screening-agent';

/** How long nothing is looked for, when no block comes. */
const PAUSE_MS = 1_000;

/** What the agent works with. */
export interface ScreeningAgentParts {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly logger: Logger;
  readonly pauseMs?: number;
}

const Due = z.object({ movements: z.array(z.record(z.string(), z.string())), next: z.string().optional() });

/**
 * Screens what is about to move of the securities that name this organisation their screener. It knows nothing of the
 * list: the chaincode on the organisation's own peer looks, and states what it finds.
 */
export class ScreeningAgent {
  readonly #parts: ScreeningAgentParts;
  readonly #loop: AgentLoop;

  constructor(parts: ScreeningAgentParts) {
    this.#parts = parts;
    const { readModel, ledger, pauseMs = PAUSE_MS } = parts;
    this.#loop = new AgentLoop(readModel, ledger.channel, pauseMs, () => this.#next());
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Whether something was screened: then there may be more. */
  async #next(): Promise<boolean> {
    const { ledger, readModel, logger } = this.#parts;
    let isMore = false;
    for (const isin of screenedSecurities(readModel.database, ledger.channel, ledger.mspId)) {
      try {
        isMore = (await this.#screen(isin)) || isMore;
      } catch (error) {
        logger.warn({ err: error, isin }, 'movements could not be screened now');
      }
    }
    return isMore;
  }

  async #screen(isin: string): Promise<boolean> {
    const { ledger, readModel } = this.#parts;
    const named = movementsToScreen(readModel.database, ledger.channel, isin);
    const movements = [...new Map(named.map((each) => [canonicalJson(each), each])).values()];
    if (movements.length === 0 && !hasPendingTransfers(readModel.database, ledger.channel, isin)) return false;
    const { movementsPerScreeningMax: most } = LIMITS;
    let [at, from, isMore] = [0, '', false];
    for (;;) {
      const asked = canonicalJson(movements.slice(at, at + most));
      const { movements: due, next } = Due.parse(await ledger.evaluate('screening:due', isin, asked, from));
      if (due.length > 0) await ledger.submitPrivately(stateCommand(isin, due), {});
      isMore ||= due.length > 0;
      // what did not fit into one answer is in the next one to the same question
      if (due.length >= most) return true;
      [at, from] = [at + most, next ?? from];
      if (at >= movements.length && next === undefined) return isMore;
    }
  }
}

/** What is due again, on another day or by another list, is another command. */
function stateCommand(isin: string, movements: readonly JsonObject[]): Command {
  return {
    name: 'screening:state',
    commandId: derivedCommandId('screen', Date.now(), isin),
    operator: AGENT_OPERATOR,
    body: { isin, movements },
  };
}
