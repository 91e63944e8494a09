import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { LIMITS } from '@scrip/model';
import type { BatchReceipt, Command, CommandOutcome, Ledger } from '../ledger/ledger.js';
import { LedgerRefusal, LedgerUnavailable } from '../ledger/ledger-error.js';
import type { ReadModel } from '../read-model/read-model.js';
import { ChannelQueries, type SecurityRow } from '../read-model/queries.js';
import { InstructionQueue, type Batch, type BatchBounds, type Entry } from './instruction-queue.js';
import type { OperationStore, StoredOperation } from './operation-store.js';

/** Characters of a batch besides its commands. */
const ENVELOPE_CHARACTERS = 1_000;

/** How instructions are collected into transactions. */
export interface BatchingBounds extends BatchBounds {
  /** How long nothing has to come until those that wait set out. */
  readonly quietMs: number;
  /** How long the first instruction of a batch waits for others at most. */
  readonly windowMs: number;
  /** Batches submitted at a time; more of them only contend for the same peers. */
  readonly inFlightMax: number;
  /** Pause before a batch is submitted again after the ledger could not be reached. */
  readonly pauseMs: number;
}

/**
 * As many as the ledger takes, collected until nothing has come for a moment; full batches overlap endorsement and
 * commit. What comes while one is under way goes together into the next one, which waits as long for those whom the end
 * of the last one has let go on: else two groups of half the size would take turns.
 */
export const DEFAULT_BATCHING: BatchingBounds = {
  itemsMax: LIMITS.commandsPerTransactionMax,
  charactersMax: LIMITS.transactionCharactersMax - ENVELOPE_CHARACTERS,
  quietMs: 25,
  windowMs: 150,
  inFlightMax: 4,
  pauseMs: 1_000,
};

/** How long the read model may take to show an instruction that the ledger says is there. */
const READ_MODEL_WAIT_MS = 5_000;
/** How long a batch counts as under way, at most, after it is final and until those who wait for it are told. */
const TELLING_MS = 250;

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
 * Puts accepted operations on one channel's ledger as settlement instructions, many in one transaction, which settles
 * them too where it can. Each is a command of its own operator with an id of its own: it is carried out or refused alone,
 * and finds its first result when it is sent again, in whatever company.
 */
export class Instructor {
  readonly #parts: InstructorParts;
  readonly #bounds: BatchingBounds;
  readonly #queue: InstructionQueue;
  readonly #flights = new Map<Batch, Promise<void>>();
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  /** When the first of those that wait came, in milliseconds of the monotonic clock. */
  #waitingSince: number | undefined;
  /** How many wait when all are back whom the last batch let go on: then there is nobody else to wait for. */
  #expected = Number.POSITIVE_INFINITY;

  constructor(parts: InstructorParts) {
    this.#parts = parts;
    this.#bounds = parts.bounds ?? DEFAULT_BATCHING;
    const queries = new ChannelQueries(parts.readModel.database, parts.ledger.channel);
    this.#queue = new InstructionQueue((isin) => attestorsOf(queries.security(isin)));
  }

  /** Queues what an earlier process accepted and did not finish. To be called when the read model is caught up. */
  recover(): void {
    const { operations, ledger } = this.#parts;
    this.#queue.unshift(operations.accepted(ledger.channel));
    this.#schedule(0);
  }

  /** Queues an operation that is durable already. */
  enqueue(operation: StoredOperation): void {
    this.#queue.push(operation);
    this.#collect();
  }

  /** Lets the batches in flight finish; what is queued stays accepted for the next process. */
  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await Promise.allSettled(this.#flights.values());
  }

  #collect(): void {
    const { itemsMax, quietMs, windowMs } = this.#bounds;
    this.#waitingSince ??= performance.now();
    const left = Math.max(0, this.#waitingSince + windowMs - performance.now());
    const isComplete = this.#queue.length >= Math.min(itemsMax, this.#expected);
    this.#schedule(isComplete ? 0 : Math.min(quietMs, left));
  }

  #schedule(delayMs: number): void {
    if (this.#stop.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#launch(), delayMs);
  }

  /** A batch sets out beside others only when it is full or others attest it: fewer and larger ones cost less. */
  #launch(): void {
    this.#waitingSince = undefined;
    while (this.#flights.size < this.#bounds.inFlightMax && !this.#stop.signal.aborted) {
      const underWay = [...this.#flights.keys()];
      const batch = this.#queue.take(this.#bounds, underWay);
      if (batch === undefined) return;
      const isAlone = underWay.every(({ attestors }) => attestors !== batch.attestors);
      if (!isAlone && batch.entries.length < this.#bounds.itemsMax) {
        this.#queue.unshift(batch.entries.map(({ operation }) => operation));
        return;
      }
      this.#expected = Number.POSITIVE_INFINITY;
      this.#parts.onBatch?.(batch.entries.length);
      const flight = this.#instruct(batch.entries).finally(() => {
        this.#flights.delete(batch);
        this.#expected = batch.entries.length + this.#queue.length;
        if (this.#queue.length > 0) this.#collect();
      });
      this.#flights.set(batch, flight);
    }
  }

  /** What cannot be settled at once because an attestor does not answer is entered all the same. */
  async #instruct(batch: readonly Entry[]): Promise<void> {
    for (let settling = true; ; settling = false) {
      try {
        await this.#conclude(batch, await this.#parts.ledger.submitEach(commandsOf(batch), settling));
        return;
      } catch (error) {
        if (!(error instanceof LedgerUnavailable)) return this.#divide(batch, error);
        this.#parts.logger.warn({ err: error, items: batch.length }, 'instructions wait for the ledger');
      }
      await delay(this.#bounds.pauseMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      if (this.#stop.signal.aborted) return;
    }
  }

  /** Notes what became of each instruction of a batch. */
  async #conclude(batch: readonly Entry[], { outcomes, written }: BatchReceipt): Promise<void> {
    const { operations, onChange, readModel, ledger } = this.#parts;
    const isNew = (outcome: CommandOutcome | undefined): boolean =>
      outcome !== undefined && 'result' in outcome && outcome.replayed !== true;
    const entered = batch.flatMap(({ operation }, index) => (isNew(outcomes[index]) ? [operation.id] : []));
    if (written !== undefined) operations.instructed(entered, written.transactionId, written.block);
    entered.forEach(onChange);
    const earlier: Promise<void>[] = [];
    for (const [index, { operation }] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined || isNew(outcome)) continue;
      if ('result' in outcome) earlier.push(this.#findEarlier(operation));
      else if (outcome.refusal.code === 'INSTRUCTION_EXISTS')
        earlier.push(this.#findEarlier(operation, outcome.refusal));
      else this.#end(operation, outcome.refusal);
    }
    await Promise.all(earlier);
    // a full batch waits for nobody: it sets out while the read model takes the last one in
    if (written === undefined || this.#queue.length >= this.#bounds.itemsMax) return;
    await readModel.waitForBlock(ledger.channel, written.block, TELLING_MS);
  }

  /** A batch that is refused as a whole is split until the culprit stands alone, so that no other suffers for it. */
  async #divide(batch: readonly Entry[], error: unknown): Promise<void> {
    const [first] = batch;
    if (batch.length === 1 && first !== undefined) {
      this.#end(first.operation, error);
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await this.#instruct(batch.slice(0, half));
    await this.#instruct(batch.slice(half));
  }

  #end({ id }: StoredOperation, error: unknown): void {
    const { operations, logger, describe, onChange } = this.#parts;
    const isRefusal = error instanceof LedgerRefusal;
    if (!isRefusal) logger.error({ err: error, operation: id }, 'an instruction failed');
    operations.end(id, isRefusal ? 'refused' : 'failed', describe(error));
    onChange(id);
  }

  /**
   * The ledger has an instruction of this id already. One of ours is from before a crash. One of another organisation,
   * which saw the id in a proposal before it was final, is a different transfer: then this one is refused. Until the read
   * model tells which, the operation stays accepted.
   */
  async #findEarlier(operation: StoredOperation, refusal?: LedgerRefusal): Promise<void> {
    const { operations, readModel, ledger, onChange } = this.#parts;
    const queries = new ChannelQueries(readModel.database, operation.channel);
    const isKnown = (): boolean => queries.instruction(operation.id) !== undefined;
    await readModel.waitUntil(isKnown, READ_MODEL_WAIT_MS, this.#stop.signal);
    const known = queries.instruction(operation.id);
    if (known === undefined) this.enqueue(operation);
    else if (known.custodian !== ledger.mspId && refusal !== undefined) this.#end(operation, refusal);
    else {
      operations.instructed([operation.id], known.transactionId, known.block);
      onChange(operation.id);
    }
  }
}

const commandsOf = (batch: readonly Entry[]): readonly Command[] => batch.map(({ command }) => command);

/** What of a security says who attests its lots; a protocol names its attestors by their places. */
interface AttestedFacts {
  readonly screener?: string;
  readonly issuer?: { readonly mspId: string };
  readonly title?: {
    readonly protocol: string;
    readonly notary?: string;
    readonly register: { readonly confirmedBy?: string };
  };
}

/** Whose peers attest the lots of a security besides the custodian's; undefined while the security is not known. */
function attestorsOf(security: SecurityRow | undefined): string | undefined {
  if (security === undefined) return undefined;
  const { screener, title, issuer } = security.facts as AttestedFacts;
  const places = title === undefined ? [] : [title.protocol, title.notary, title.register.confirmedBy, issuer?.mspId];
  return JSON.stringify([security.registrar, screener, ...places]);
}
