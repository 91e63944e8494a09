import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LIMITS } from '@scrip/model';
import type { Logger } from 'pino';
import { proposeAct } from '../approvals/approval-view.js';
import { toProblem } from '../http/ledger-problems.js';
import type { Problem } from '../http/problem.js';
import { takeOn } from '../http/routes/take-on.js';
import type { ChannelServices, Services } from '../services.js';
import { allocationOf, holderOf, transferOf, type RowError } from './import-row.js';
import type { ImportJob, ImportStore, WaitingRow } from './import-store.js';

/** How an importer paces itself. */
export interface ImporterBounds {
  /** Rows that are looked at for the next commands. */
  readonly rowsMax: number;
  /** Holders that are taken on at a time. */
  readonly holdersInFlightMax: number;
  /** Pause before a row is tried again that the ledger could not take now. */
  readonly pauseMs: number;
}

const DEFAULT_BOUNDS: ImporterBounds = { rowsMax: 500, holdersInFlightMax: 8, pauseMs: 1_000 };

type Submitted = readonly [row: number, state: 'submitted', what: { readonly reference: string; readonly errors: [] }];

/** What an importer works with. */
export interface ImporterParts {
  readonly services: Services;
  readonly store: ImportStore;
  readonly logger: Logger;
  readonly bounds?: ImporterBounds;
}

/**
 * Makes commands of the rows of imports, one import after the other. Every row has the id of its command before it is sent,
 * so that what breaks off is done again under the same id, by this process or by the next one.
 */
export class Importer {
  readonly #parts: ImporterParts;
  readonly #bounds: ImporterBounds;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #isWoken = false;

  constructor(parts: ImporterParts) {
    this.#parts = parts;
    this.#bounds = parts.bounds ?? DEFAULT_BOUNDS;
    parts.store.onWaiting(() => this.start());
  }

  /** Takes up what is waiting, from an earlier process too. */
  start(): void {
    this.#isWoken = true;
    if (this.#stop.signal.aborted) return;
    this.#running ??= this.#work()
      .catch((error: unknown) => this.#parts.logger.error({ err: error }, 'imports stand still'))
      .finally(() => {
        this.#running = undefined;
        if (this.#isWoken) this.start();
      });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #work(): Promise<void> {
    this.#isWoken = false;
    const { store, logger } = this.#parts;
    for (const job of store.withRows(['waiting'])) {
      while (!this.#stop.signal.aborted) {
        const rows = store.waiting(job, this.#bounds.rowsMax);
        if (rows.length === 0) break;
        const channel = this.#parts.services.channel(job.channel);
        const isAllTaken = await this.#take(job, channel, rows);
        if (isAllTaken) continue;
        logger.warn({ importId: job.importId }, 'rows of an import wait for the ledger');
        await delay(this.#bounds.pauseMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      }
    }
  }

  /** @returns whether the ledger took, or refused for good, all of them */
  #take(job: ImportJob, channel: ChannelServices, rows: readonly WaitingRow[]): Promise<boolean> {
    switch (job.kind) {
      case 'holders':
        return this.#takeHolders(job, rows);
      case 'register':
        return this.#propose(job, channel, rows);
      case 'instructions':
        return this.#instruct(job, channel, rows);
    }
  }

  async #takeHolders(job: ImportJob, rows: readonly WaitingRow[]): Promise<boolean> {
    const { services } = this.#parts;
    const queue = [...rows];
    let isAllTaken = true;
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined && !this.#stop.signal.aborted; next = queue.shift()) {
        const { fields, commandId, seed } = next;
        const identity = { operator: job.operator, commandId, seed };
        const taken = await this.#attempt(job, [next], async () => {
          const { body } = await takeOn(services, job.channel, holderOf(fields), identity);
          return { state: 'done', reference: (body as { readonly partyId: string }).partyId };
        });
        isAllTaken &&= taken;
      }
    };
    await Promise.all(Array.from({ length: this.#bounds.holdersInFlightMax }, work));
    return isAllTaken;
  }

  /** Transfers become operations, which are durable, and are put on the ledger many at a time. */
  async #instruct(job: ImportJob, channel: ChannelServices, rows: readonly WaitingRow[]): Promise<boolean> {
    const { services, store } = this.#parts;
    const accept = async ({ row, commandId, fields }: WaitingRow): Promise<Submitted> => {
      const request = transferOf(fields);
      await services.operations.accept(channel.instructor, commandId, job.channel, job.operator, request);
      return [row, 'submitted', { reference: commandId, errors: [] }];
    };
    const outcomes = await Promise.allSettled(rows.map(accept));
    // a transaction for all of them: each one waits for the disk
    store.settleAll(
      job,
      outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    );
    const ended = rows.map((each, index) => {
      const outcome = outcomes[index];
      return outcome?.status !== 'rejected' || this.#endedBy(job, [each], outcome.reason);
    });
    return ended.every(Boolean);
  }

  /** Lots are proposed many at a time: a checker of the issuer approves each proposal. */
  async #propose(job: ImportJob, channel: ChannelServices, rows: readonly WaitingRow[]): Promise<boolean> {
    const batch = this.#batchOf(job, rows);
    const [first] = batch;
    if (first?.batch === undefined) return true;
    const body = { isin: job.isin ?? '', allocations: batch.map(({ fields }) => allocationOf(fields)) };
    const command = { name: 'register:issue', commandId: first.batch, operator: job.operator, body };
    return this.#attempt(job, batch, async () => {
      await proposeAct(this.#parts.services, channel, command);
      return { state: 'submitted', reference: command.commandId };
    });
  }

  /** The first rows that share a command: those that were planned to before, or as many different lots as one takes. */
  #batchOf(job: ImportJob, rows: readonly WaitingRow[]): readonly WaitingRow[] {
    const planned = rows.find(({ batch }) => batch !== undefined)?.batch;
    if (planned !== undefined) return rows.filter(({ batch }) => batch === planned);
    const lots = new Set<string>();
    const chosen: WaitingRow[] = [];
    for (const each of rows) {
      const { holderId, price, acquiredOn, titleBasis, titleDocument } = each.fields;
      const lot = JSON.stringify([holderId, price, acquiredOn, titleBasis, titleDocument]);
      if (lots.has(lot)) continue;
      chosen.push(each);
      if (lots.add(lot).size === LIMITS.allocationsPerIssueMax) break;
    }
    const batch = this.#plan(job, chosen);
    return chosen.map((each) => ({ ...each, batch }));
  }

  /** Keeps which rows share a command, before it is sent. @returns its id */
  #plan(job: ImportJob, rows: readonly WaitingRow[]): string {
    const ids = rows.map(({ commandId }) => commandId).join('\n');
    const batch = createHash('sha256').update(ids, 'utf8').digest('hex').slice(0, 40);
    this.#parts.store.plan(
      job,
      rows.map(({ row }) => row),
      batch,
    );
    return batch;
  }

  /** Rows that are refused together are tried in two halves, until the culprit stands alone. */
  #divide(job: ImportJob, rows: readonly WaitingRow[]): void {
    const half = Math.ceil(rows.length / 2);
    for (const part of [rows.slice(0, half), rows.slice(half)]) this.#plan(job, part);
  }

  /** @returns whether the rows came to something: false, when they are to be tried again */
  async #attempt(
    job: ImportJob,
    rows: readonly WaitingRow[],
    act: () => Promise<{ readonly state: 'done' | 'submitted'; readonly reference: string }>,
  ): Promise<boolean> {
    try {
      const { state, reference } = await act();
      this.#parts.store.settleAll(
        job,
        rows.map(({ row }) => [row, state, { reference, errors: [] }]),
      );
      return true;
    } catch (error) {
      return this.#endedBy(job, rows, error);
    }
  }

  /** What an error makes of rows: refused, tried in two halves, or, when the ledger could not take them now, nothing. */
  #endedBy(job: ImportJob, rows: readonly WaitingRow[], error: unknown): boolean {
    const { store, logger } = this.#parts;
    const problem = toProblem(error);
    if (problem.kind.status >= 500 && problem.kind.retrySafe) return this.#isStopped(error);
    if (rows.length > 1) {
      this.#divide(job, rows);
      return true;
    }
    if (problem.kind.status >= 500) logger.error({ err: error, importId: job.importId }, 'a row of an import failed');
    store.settleAll(
      job,
      rows.map(({ row }) => [row, 'refused', { errors: [errorOf(problem)] }]),
    );
    return true;
  }

  #isStopped(error: unknown): boolean {
    this.#parts.logger.warn({ err: error }, 'the ledger cannot take a row now');
    return this.#stop.signal.aborted;
  }
}

/** A refusal of the ledger as a row is told it. */
export function errorOf(problem: Problem): RowError {
  const { hint } = problem.toDocument();
  return { code: problem.code, detail: problem.kind.title, hint };
}
