import type { ChannelQueries } from '../read-model/queries.js';
import { readTable, type TableType } from '../storage/table-file.js';
import {
  dated,
  faultOf,
  IMPORT_FORMS,
  rowError,
  type ImportKind,
  type RowContext,
  type RowError,
  type RowFields,
} from './import-row.js';
import type { EnteredRow, ImportJob, ImportStore } from './import-store.js';

/** Rows that are entered at once. */
const CHUNK = 500;
/** Most rows of one import. */
export const IMPORT_ROWS_MAX = 200_000;

/** What rows are looked at with. */
export interface ReceivingParts {
  readonly store: ImportStore;
  readonly queries: ChannelQueries;
  readonly mspId: string;
  /** Business date of a calendar; absent: of the reference calendar. */
  readonly today: (calendar: string | undefined) => string;
}

/**
 * Takes the rows of a table into an import, each looked at by its form and by what the read model knows. However long the
 * table is, only some rows are in memory.
 *
 * @throws TableError when it cannot be read at all; rows before the fault are entered, and wait for the whole table
 */
export async function receiveRows(
  { store, queries, mspId, today }: ReceivingParts,
  job: ImportJob,
  file: string,
  type: TableType,
): Promise<void> {
  const found = new Map<string, string | undefined>();
  const custodian = (partyId: string): string | undefined => {
    if (!found.has(partyId)) found.set(partyId, queries.custodian(partyId));
    return found.get(partyId);
  };
  const known: KnownParties = { custodian, mspId, hasSecurity: (isin) => queries.security(isin) !== undefined };
  const contexts = new Map<string, RowContext>();
  const contextOf = ({ isin = job.isin ?? '' }: RowFields): RowContext => {
    const known = contexts.get(isin) ?? contextIn(queries.security(isin));
    contexts.set(isin, known);
    return known;
  };
  const contextIn = (security: ReturnType<ChannelQueries['security']>): RowContext => ({
    ...{ businessDate: today(security?.calendar), isin: job.isin },
    isTitled: security?.facts['title'] !== undefined,
  });
  let chunk: EnteredRow[] = [];
  for await (const read of readTable(file, type, IMPORT_FORMS[job.kind])) {
    const fields = 'fields' in read ? read.fields : {};
    const context = contextOf(fields);
    const error =
      'fault' in read
        ? rowError('ROW_UNREADABLE', `The row ${read.fault}.`)
        : (faultOf(job.kind, fields, context) ?? unknownIn(job.kind, fields, known));
    const isTooMany = read.row > IMPORT_ROWS_MAX;
    const fault = isTooMany ? rowError('LIMIT_EXCEEDED', 'The table has too many rows.') : error;
    chunk.push({ row: read.row, fields, done: dated(job.kind, fields, context), error: fault });
    if (isTooMany) break;
    if (chunk.length < CHUNK) continue;
    store.enter(job, chunk);
    chunk = [];
  }
  store.enter(job, chunk);
}

/** What the read model knows of those that rows name. */
interface KnownParties {
  readonly custodian: (partyId: string) => string | undefined;
  readonly hasSecurity: (isin: string) => boolean;
  readonly mspId: string;
}

/** What a row names that is not there, or is not this organisation's. */
function unknownIn(kind: ImportKind, fields: RowFields, known: KnownParties): RowError | undefined {
  const { holderId = '', fromHolderId = '', toHolderId = '', isin = '' } = fields;
  const unknown = (column: string): RowError => rowError('PARTY_UNKNOWN', 'There is no such party.', column);
  if (kind === 'register') return known.custodian(holderId) === undefined ? unknown('holderId') : undefined;
  if (kind !== 'instructions') return undefined;
  if (!known.hasSecurity(isin))
    return rowError('SECURITY_UNKNOWN', 'There is no such security on this channel.', 'isin');
  if (known.custodian(toHolderId) === undefined) return unknown('toHolderId');
  const sender = known.custodian(fromHolderId);
  if (sender === undefined) return unknown('fromHolderId');
  if (sender === known.mspId) return undefined;
  return rowError('AUTHORITY_DENIED', 'The sender is a holder of another organisation.', 'fromHolderId');
}
