import { kindOfLedgerCode } from '../http/ledger-problems.js';
import type { EndedOperation, Operations } from '../operations/operations.js';
import type { ApprovalQueries } from '../read-model/approval-queries.js';
import { changesSince } from '../read-model/changes.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { RowError } from './import-row.js';
import type { ImportJob, ImportStore, RowEnd } from './import-store.js';

/** References that are looked at at once. */
const REFERENCES_MAX = 1_000;

/** The last look at an import. */
interface Look {
  readonly block: number;
  /** How many rows had set out. */
  readonly setOut: number;
  /** Operations that have changed since, some of them without a block. */
  readonly changed: Set<string>;
}

/** What a follower of rows works with. */
export interface RowFollowerParts {
  readonly store: ImportStore;
  readonly operations: Operations;
  readonly readModel: ReadModel;
  readonly approvalsOf: (channel: string) => ApprovalQueries;
}

/**
 * Looks what has become of the rows that are on their way: a transfer settles or is refused, an issue is approved or not.
 * Their ends are kept with the import. After the first look at an import of transfers only what has happened since is
 * looked at, however many rows are still on their way.
 */
export class RowFollower {
  readonly #parts: RowFollowerParts;
  readonly #looks = new Map<string, Look>();

  constructor(parts: RowFollowerParts) {
    this.#parts = parts;
    parts.operations.onChanged((id) => {
      for (const { changed } of this.#looks.values()) changed.add(id);
    });
  }

  /** Brings the rows of an import up to what the read model knows. */
  look(job: ImportJob): void {
    if (this.#parts.store.onTheirWay(job, '', 1).length === 0) return;
    if (job.kind === 'register') this.#look(job, (references) => this.#endsOfActs(job, references));
    else if (job.kind === 'instructions') this.#lookAtTransfers(job);
  }

  #lookAtTransfers(job: ImportJob): void {
    const { store, readModel } = this.#parts;
    const { channel } = job;
    const name = JSON.stringify([channel, job.importId]);
    const last = this.#looks.get(name);
    // rows that have set out since then may have ended before they were noted to be on their way
    const since = last?.setOut === store.setOut ? last : undefined;
    const changes = since && { ...changesSince(readModel.database, channel, since.block), operations: since.changed };
    const block = changes?.block ?? readModel.block(channel);
    this.#looks.set(name, { block, setOut: store.setOut, changed: new Set() });
    if (changes === undefined || changes.isGeneral) {
      this.#look(job, (references) => this.#endsOfTransfers(channel, references));
    } else {
      store.end(job, this.#endsOfTransfers(channel, [...changes.named, ...changes.operations]));
    }
    if (store.onTheirWay(job, '', 1).length === 0) this.#looks.delete(name);
  }

  /** Looks at all that rows of an import have become. */
  #look(job: ImportJob, endsOf: (references: readonly string[]) => readonly RowEnd[]): void {
    const { store } = this.#parts;
    for (let after = ''; ;) {
      const references = store.onTheirWay(job, after, REFERENCES_MAX);
      const last = references.at(-1);
      if (last === undefined) return;
      store.end(job, endsOf(references));
      after = last;
    }
  }

  #endsOfTransfers(channel: string, ids: readonly string[]): readonly RowEnd[] {
    return this.#parts.operations.ended(channel, ids).map(endOfTransfer);
  }

  #endsOfActs({ channel }: ImportJob, ids: readonly string[]): readonly RowEnd[] {
    const approvals = this.#parts.approvalsOf(channel);
    return ids.flatMap((reference) => {
      const status = approvals.approval(reference)?.status;
      if (status === undefined || status === 'proposed') return [];
      if (status === 'approved') return [{ reference, state: 'done', errors: [] }];
      return [refused(reference, status === 'expired' ? 'APPROVAL_EXPIRED' : 'APPROVAL_CLOSED')];
    });
  }
}

function endOfTransfer({ id, status, problem }: EndedOperation): RowEnd {
  if (status === 'settled') return { reference: id, state: 'done', errors: [] };
  if (status === 'withdrawn') return refused(id, 'INSTRUCTION_WITHDRAWN');
  const { code, detail, hint } = problem as RowError;
  return { reference: id, state: 'refused', errors: [{ code, detail, hint }] };
}

function refused(reference: string, code: string): RowEnd {
  const { title, hint } = kindOfLedgerCode(code);
  return { reference, state: 'refused', errors: [{ code, detail: title, hint }] };
}
