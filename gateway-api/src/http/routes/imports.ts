import { z } from 'zod';
import type { ImportJob } from '../../imports/import-store.js';
import { receiveRows } from '../../imports/receive-rows.js';
import type { Services } from '../../services.js';
import { TableError } from '../../storage/table-file.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { locationOf } from '../location.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, Nothing } from '../schemas/fields.js';
import {
  Import,
  ImportId,
  ImportList,
  ImportQuery,
  ImportReply,
  ImportRows,
  ImportRowsQuery,
} from '../schemas/import.js';
import { Upload, type UploadedTable } from '../upload.js';
import { DATA_HANDLERS } from './personal-records.js';

const tag = 'Imports and exports';
const LIST = '/v1/imports';
const ONE = '/v1/imports/{importId}';
const params = z.strictObject({ importId: ImportId });
/** Imports that are listed, the latest first. */
const IMPORTS_SHOWN_MAX = 200;

/** Routes of imports: tables whose rows become commands, each once. */
export const importRoutes = (services: Services): readonly Route[] => [
  startImport(services),
  listImports(services),
  getImport(services),
  rowsOfImport(services),
];

const startImport = (services: Services): Route =>
  route({
    method: 'post',
    path: LIST,
    operationId: 'startImport',
    summary: 'Import holders, a register or transfers from a table; the same or a corrected table is sent again safely',
    tag,
    takesTable: true,
    params: Nothing,
    query: ImportQuery,
    body: Upload,
    reply: { status: 201, location: ONE, description: 'Taken, and on its way row by row', schema: Import },
    handle: async ({ query, body, operator }) => {
      const { queries } = services.channel(query.channel);
      const { importId, kind, isin, dryRun } = query;
      const known = services.imports.find(queries.channel, importId);
      const isOther = known !== undefined && (known.kind !== kind || known.isin !== isin || (dryRun && !known.dryRun));
      if (isOther) throw Problem.of('IMPORT_EXISTS');
      if ((kind === 'register') !== (isin !== undefined)) throw Problem.of('IMPORT_SECURITY_MISPLACED');
      if (isin !== undefined) requireSecurity(queries, isin);
      const named = { channel: queries.channel, importId, kind, ...(isin === undefined ? {} : { isin }) };
      const job: ImportJob = { ...named, operator: operator.id, dryRun, at: new Date().toISOString() };
      services.imports.open(job);
      await receive(services, job, body);
      services.imports.wake();
      return { status: 201, headers: locationOf(ONE, { importId }, queries.channel), body: viewOf(services, job) };
    },
  });

async function receive(services: Services, job: ImportJob, { file, type }: UploadedTable): Promise<void> {
  const { queries } = services.channel(job.channel);
  const today = (calendar: string | undefined): string => {
    const { businessDate } = queries.asOf(calendar);
    if (businessDate === null) throw ledgerProblem('NOT_BOOTSTRAPPED');
    return businessDate;
  };
  const parts = { store: services.imports, queries, mspId: services.mspId, today };
  try {
    await receiveRows(parts, job, file, type);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    throw Problem.of('TABLE_INVALID', { detail: error.message, cause: error });
  }
}

const listImports = (services: Services): Route =>
  route({
    method: 'get',
    path: LIST,
    operationId: 'listImports',
    summary: 'The imports of this organisation',
    tag,
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The latest first', schema: ImportList },
    handle: ({ query }) => {
      const { queries } = services.channel(query.channel);
      const items = services.imports.list(queries.channel, IMPORTS_SHOWN_MAX).map((job) => viewOf(services, job));
      return { status: 200, body: { asOf: queries.asOf(), items } };
    },
  });

const getImport = (services: Services): Route =>
  route({
    method: 'get',
    path: ONE,
    operationId: 'getImport',
    summary: 'How an import stands: how many of its rows are done, on their way or refused',
    tag,
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The import', schema: ImportReply },
    handle: ({ params: { importId }, query }) => {
      const { queries } = services.channel(query.channel);
      const job = requireImport(services, queries.channel, importId);
      return { status: 200, body: { asOf: queries.asOf(), import: viewOf(services, job) } };
    },
  });

const rowsOfImport = (services: Services): Route =>
  route({
    method: 'get',
    path: `${ONE}/rows`,
    operationId: 'listImportRows',
    summary: 'The rows of an import: what each has become, or in which column it is wrong and what to do',
    tag,
    roles: DATA_HANDLERS,
    params,
    query: ImportRowsQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of the table', schema: ImportRows },
    handle: ({ params: { importId }, query }) => {
      const { queries } = services.channel(query.channel);
      const job = requireImport(services, queries.channel, importId);
      services.rows.look(job);
      const { limit, after } = askedPage(query);
      const from = /^\d{1,9}$/.test(after) ? Number(after) : 0;
      const found = services.imports.rows(queries.channel, importId, query.state, { limit: limit + 1, after: from });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const more = found.length > limit && last !== undefined ? { nextCursor: String(last.row) } : {};
      return { status: 200, body: { asOf: queries.asOf(), importId, items, ...more } };
    },
  });

function requireImport(services: Services, channel: string, importId: string): ImportJob {
  const job = services.imports.find(channel, importId);
  if (job === undefined) throw Problem.of('IMPORT_NOT_FOUND');
  return job;
}

function viewOf(services: Services, job: ImportJob): z.output<typeof Import> {
  services.rows.look(job);
  const rows = services.imports.counts(job.channel, job.importId);
  return { ...job, status: rows.waiting + rows.submitted > 0 ? 'running' : 'ended', rows };
}
