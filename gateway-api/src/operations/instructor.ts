import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LIMITS } from '@scrip/model';
import type { Logger } from 'pino';
import type { Command, Ledger } from '../ledger/ledger.js';
import { LedgerRefusal, LedgerUnavailable } from '../ledger/ledger-error.js';
import type { ReadModel } from '../read-model/read-model.js';
import { ChannelQueries } from '../read-model/queries.js';
import type { OperationStore, StoredOperation } from './operation-store.js';

/** How instructions are collected into transactions. */
export interface BatchingBounds {
  readonly itemsMax: number;
  /** How long the first instruction of a batch waits for others. */
  readonly windowMs: number;
  /** Batches submitted at a time; more of them only contend for the same peers. */
  readonly inFlightMax: number;
  /** Pause before a batch is submitted again after the ledger could not be reached. */
  readonly pauseMs: number;
}

/** Fifty at a time (the ledger's bound), waiting ten milliseconds; two batches overlap endorsement and commit. */
export const DEFAULT_BATCHING: BatchingBounds = {
  itemsMax: LIMITS.instructionsPerBatchMax,
  windowMs: 10,
  inFlightMax: 2,
  pauseMs: 1_000,
};

/** How long the read model may take to show an instruction that the ledger says is there. */
const READ_MODEL_WAIT_MS = 5_000;

/** What an instructor works with. */
export interface InstructorParts {
  readonly ledger: Ledger;
  readonly operations: OperationStore;
  readonly readModel: ReadModel;
  readonly logger: Logger;
  readonly bounds?: BatchingBounds;
  /** The problem document of a refusal or fault. */
  readonly describe: (error: unknown) => unknown;
  /** Told of every operation that was instructed or ended. */
  readonly onChange: (operationId: string) => void;
  readonly onBatch?: (items: number) => void;
}

/**
 * Puts accepted operations on one channel's ledger as settlement instructions, many of one operator in one transaction:
 * the ledger judges the authority of each operator by its record. A batch that is refused is split until the culprit stands alone, so that no instruction suffers for another's fault.
 */
export class Instructor {
  readonly #parts: InstructorParts;
  readonly #bounds: BatchingBounds;
  #queue: StoredOperation[] = [];
  readonly #flights = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: InstructorParts) {
    this.#parts = parts;
    this.#bounds = parts.bounds ?? DEFAULT_BATCHING;
  }

  /** Queues what an earlier process accepted and did not finish. To be called when the read model is caught up. */
  recover(): void {
    const { operations, ledger } = this.#parts;
    this.#queue.unshift(...operations.accepted(ledger.channel));
    this.#schedule(0);
  }

  /** Queues an operation that is durable already. */
  enqueue(operation: StoredOperation): void {
    this.#queue.push(operation);
    this.#schedule(this.#queue.length >= this.#bounds.itemsMax ? 0 : this.#bounds.windowMs);
  }

  /** Lets the batches in flight finish; what is queued stays accepted for the next process. */
  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await Promise.allSettled(this.#flights);
  }

  #schedule(delayMs: number): void {
    if (this.#stop.signal.aborted) return;
    if (delayMs === 0) clearTimeout(this.#timer);
    else if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#launch();
    }, delayMs);
  }

  #launch(): void {
    while (this.#flights.size < this.#bounds.inFlightMax && !this.#stop.signal.aborted) {
      const operator = this.#queue[0]?.operator;
      if (operator === undefined) return;
      const batch = this.#take(operator);
      this.#parts.onBatch?.(batch.length);
      const flight = this.#instruct(operator, batch).finally(() => {
        this.#flights.delete(flight);
        this.#launch();
      });
      this.#flights.add(flight);
    }
  }

  /** Takes the first instructions of an operator out of the queue. */
  #take(operator: string): readonly StoredOperation[] {
    const batch = this.#queue.filter((each) => each.operator === operator).slice(0, this.#bounds.itemsMax);
    const taken = new Set(batch);
    this.#queue = this.#queue.filter((each) => !taken.has(each));
    return batch;
  }

  async #instruct(operator: string, batch: readonly StoredOperation[]): Promise<void> {
    const { operations, logger } = this.#parts;
    for (;;) {
      try {
        const receipt = await this.#parts.ledger.submit(instructCommand(operator, batch));
        operations.instructed(ids(batch), receipt.transactionId, receipt.block);
        ids(batch).forEach(this.#parts.onChange);
        return;
      } catch (error) {
        if (!(error instanceof LedgerUnavailable)) return this.#refused(batch, error);
        logger.warn({ err: error, items: batch.length }, 'instructions wait for the ledger');
      }
      await delay(this.#bounds.pauseMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      if (this.#stop.signal.aborted) return;
    }
  }

  async #refused(batch: readonly StoredOperation[], error: unknown): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await this.#instruct(first.operator, batch.slice(0, half));
      return this.#instruct(first.operator, batch.slice(half));
    }
    if (error instanceof LedgerRefusal && error.code === 'INSTRUCTION_EXISTS') return this.#exists(first, error);
    this.#end(first, error);
  }

  #end({ id }: StoredOperation, error: unknown): void {
    const { operations, logger, describe, onChange } = this.#parts;
    const isRefusal = error instanceof LedgerRefusal;
    if (!isRefusal) logger.error({ err: error, operation: id }, 'an instruction failed');
    operations.end(id, isRefusal ? 'refused' : 'failed', describe(error));
    onChange(id);
  }

  /**
   * An instruction of ours with this id is from before a crash. One of another organisation, which saw the id in a
   * proposal before it was final, is a different transfer: then this one is refused. Until the read model tells which,
   * the operation stays accepted.
   */
  async #exists(operation: StoredOperation, refusal: LedgerRefusal): Promise<void> {
    const { operations, readModel, ledger, onChange } = this.#parts;
    const queries = new ChannelQueries(readModel.database, operation.channel);
    const isKnown = (): boolean => queries.instruction(operation.id) !== undefined;
    await readModel.waitUntil(isKnown, READ_MODEL_WAIT_MS, this.#stop.signal);
    const known = queries.instruction(operation.id);
    if (known === undefined) this.enqueue(operation);
    else if (known.custodian !== ledger.mspId) this.#end(operation, refusal);
    else {
      operations.instructed([operation.id], known.transactionId, known.block);
      onChange(operation.id);
    }
  }
}

const ids = (batch: readonly StoredOperation[]): readonly string[] => batch.map((operation) => operation.id);

/** The command id follows from the instructions, so that the same batch is the same command after a restart. */
function instructCommand(operator: string, batch: readonly StoredOperation[]): Command {
  const digest = createHash('sha256').update(ids(batch).join('\n'), 'utf8').digest('hex');
  return {
    name: 'settlement:instruct',
    commandId: `instruct-${digest.slice(0, 40)}`,
    operator,
    body: { instructions: batch.map(({ id, request }) => ({ instructionId: id, ...request })) },
  };
}
