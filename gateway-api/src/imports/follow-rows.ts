import { kindOfLedgerCode } from '../http/ledger-problems.js';
import type { OperationView } from '../operations/operation-view.js';
import type { Services } from '../services.js';
import type { RowError } from './import-row.js';
import type { ImportJob, ImportRow } from './import-store.js';

/** Rows that are looked at again at once. */
const ROWS_MAX = 1_000;

/**
 * Looks what has become of the rows that are on their way: a transfer settles or is refused, an issue is approved or not.
 * Their ends are kept with the import.
 */
export function followRows(services: Services, job: ImportJob): void {
  for (let after = 0; ;) {
    const rows = services.imports.rows(job.channel, job.importId, 'submitted', { limit: ROWS_MAX, after });
    const ends = job.kind === 'register' ? endsOfActs(services, job, rows) : endsOfTransfers(services, job, rows);
    const ended = rows.flatMap(({ row, reference = '' }) => {
      const end = ends.get(reference);
      return end === undefined ? [] : [[row, end.state, { errors: end.errors }] as const];
    });
    if (ended.length > 0) services.imports.settleAll(job, ended);
    const last = rows.at(-1);
    if (rows.length < ROWS_MAX || last === undefined) return;
    after = last.row;
  }
}

interface RowEnd {
  readonly state: 'done' | 'refused';
  readonly errors: readonly RowError[];
}

/** Ends by what the rows have become. */
type Ends = ReadonlyMap<string, RowEnd>;

const DONE: RowEnd = { state: 'done', errors: [] };

function endsOfTransfers({ operations }: Services, { channel }: ImportJob, rows: readonly ImportRow[]): Ends {
  const ids = rows.flatMap(({ reference }) => reference ?? []);
  return new Map(operations.ended(channel, ids).map((view) => [view.id, endOfTransfer(view)]));
}

function endOfTransfer({ status, problem }: OperationView): RowEnd {
  if (status === 'settled') return DONE;
  if (status === 'withdrawn') return refusedAs('INSTRUCTION_WITHDRAWN');
  const { code, detail, hint } = problem as RowError;
  return { state: 'refused', errors: [{ code, detail, hint }] };
}

function endsOfActs(services: Services, { channel }: ImportJob, rows: readonly ImportRow[]): Ends {
  const { approvals } = services.channel(channel);
  const acts = new Set(rows.flatMap(({ reference }) => reference ?? []));
  const ends = new Map<string, RowEnd>();
  for (const id of acts) {
    const status = approvals.approval(id)?.status;
    if (status === undefined || status === 'proposed') continue;
    ends.set(
      id,
      status === 'approved' ? DONE : refusedAs(status === 'expired' ? 'APPROVAL_EXPIRED' : 'APPROVAL_CLOSED'),
    );
  }
  return ends;
}

function refusedAs(code: string): RowEnd {
  const { title, hint } = kindOfLedgerCode(code);
  return { state: 'refused', errors: [{ code, detail: title, hint }] };
}
