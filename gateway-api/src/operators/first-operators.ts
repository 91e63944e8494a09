import { setTimeout as delay } from 'node:timers/promises';
import type { Operator } from '@scrip/config';
import { canonicalJson, ERROR_CATALOGUE, isErrorCode } from '@scrip/model';
import type { Logger } from 'pino';
import { z } from 'zod';
import { derivedCommandId } from '../ledger/derived-command-id.js';
import type { Ledger } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';

/** Who gives the command: no person, for there is none on record yet. */
const PROGRAM = 'bootstrap';
const PAUSE_MS = 1_000;

const Operators = z.object({ operators: z.array(z.unknown()) });

/**
 * Enters the configured operators of the organisation on one channel, by ids and roles, while the ledger has none. Later
 * changes are appointments, which an administrator proposes and a checker approves.
 */
export class FirstOperators {
  readonly #ledger: Ledger;
  readonly #operators: readonly Operator[];
  readonly #logger: Logger;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #areOnRecord = false;

  constructor(ledger: Ledger, operators: readonly Operator[], logger: Logger) {
    this.#ledger = ledger;
    this.#operators = operators;
    this.#logger = logger;
  }

  get areOnRecord(): boolean {
    return this.#areOnRecord;
  }

  start(): void {
    this.#running = this.#enter();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #enter(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        const { operators } = Operators.parse(await this.#ledger.evaluate('operator:list', this.#ledger.mspId));
        if (operators.length === 0) await this.#bootstrap();
        this.#areOnRecord = true;
        return;
      } catch (error) {
        this.#logger.warn({ err: error }, 'the operators are not on record yet');
        if (isFinal(error)) return;
      }
      await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #bootstrap(): Promise<void> {
    const operators = this.#operators.map(({ id, roles }) => ({ operatorId: id, roles: [...roles] }));
    const commandId = derivedCommandId('operators', canonicalJson(operators));
    await this.#ledger.submit({ name: 'operator:bootstrap', commandId, operator: PROGRAM, body: { operators } });
  }
}

/** A refusal that waiting does not change: the organisation is no participant, or its operators are too few. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof LedgerRefusal) || error.code === 'OPERATORS_ON_RECORD') return false;
  return !isErrorCode(error.code) || !ERROR_CATALOGUE[error.code].retrySafe;
}
