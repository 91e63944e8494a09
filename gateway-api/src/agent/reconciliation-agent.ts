import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { derivedCommandId } from '../ledger/derived-command-id.js';
import { LedgerUnavailable } from '../ledger/ledger-error.js';
import type { Ledger } from '../ledger/ledger.js';
import type { StatementStore } from '../operations/statement-store.js';
import type { ReadModel } from '../read-model/read-model.js';
import { registersToReconcile } from '../read-model/reconciliation-queries.js';
import { ChannelQueries } from '../read-model/queries.js';
import type { Reconciler, ReconciliationWish } from '../reconciliation/reconciler.js';
import { AgentLoop } from './agent-loop.js';

/** Who gives the agent's commands: not a person. */
const AGENT_OPERATOR = 'gateway';
/** How long nothing is looked for when no block comes. */
const PAUSE_MS = 5_000;

/** What the agent works with. */
export interface ReconciliationAgentParts {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly statements: StatementStore;
  readonly reconciler: Reconciler;
  readonly logger: Logger;
}

/** A run that is due, with what makes it one: it is tried once. */
interface DueRun {
  readonly wish: ReconciliationWish;
  readonly name: string;
}

/**
 * Runs the daily reconciliations between the settlement cut-off and the close: of every register that the organisation
 * keeps, and of every statement that was uploaded and not compared yet. Whoever wants one at another time asks for it.
 */
export class ReconciliationAgent {
  readonly #parts: ReconciliationAgentParts;
  readonly #loop: AgentLoop;
  readonly #tried = new Set<string>();

  constructor(parts: ReconciliationAgentParts) {
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
    const due = this.#due().find(({ name }) => !this.#tried.has(name));
    if (due === undefined) return false;
    await this.#run(due);
    return true;
  }

  #due(): readonly DueRun[] {
    const { ledger, readModel, statements } = this.#parts;
    const registers = registersToReconcile(readModel.database, ledger.channel, ledger.mspId);
    const queries = new ChannelQueries(readModel.database, ledger.channel);
    const closing = new Set(
      queries.businessDays
        .dates()
        .filter(({ phase }) => phase === 'settlementCutOff')
        .map(({ calendar }) => calendar),
    );
    const waiting = statements
      .waiting(ledger.channel)
      .filter(({ isin }) => closing.has(queries.security(isin)?.calendar ?? ''));
    return [
      ...registers.map(({ isin, date }) => ({
        wish: { isin, scope: 'register' as const },
        name: `register ${isin} ${date}`,
      })),
      ...waiting.map(({ isin, scope, statementId }) => ({
        wish: { isin, scope: scope as ReconciliationWish['scope'], statementId },
        name: `statement ${statementId}`,
      })),
    ];
  }

  /** A run that is refused is not tried again by itself; one that the ledger could not take now is. */
  async #run({ wish, name }: DueRun): Promise<void> {
    const { reconciler, readModel, ledger, logger } = this.#parts;
    const commandId = derivedCommandId('reconcile', name);
    this.#tried.add(name);
    try {
      const { block } = await reconciler.run(wish, { commandId, operator: AGENT_OPERATOR });
      await readModel.waitForBlock(ledger.channel, block, PAUSE_MS);
    } catch (error) {
      if (error instanceof LedgerUnavailable) this.#tried.delete(name);
      logger.error({ err: error, isin: wish.isin, scope: wish.scope }, 'a daily reconciliation could not be run');
      await delay(PAUSE_MS, undefined, { signal: this.#loop.signal }).catch(() => undefined);
    }
  }
}
