import { z } from 'zod';
import {
  csvLine,
  EXPORT_COLUMNS,
  EXPORTS,
  exportRows,
  jsonLine,
  type ExportSource,
} from '../../exports/export-tables.js';
import type { Services } from '../../services.js';
import type { TableType } from '../../storage/table-file.js';
import { requireSecurity } from '../known.js';
import { Problem } from '../problem.js';
import { recordDay } from '../record-day.js';
import { route, type Route } from '../route.js';
import { BusinessDate, ChannelName, Isin, Name, Nothing, oneOf } from '../schemas/fields.js';
import { DATA_HANDLERS } from './personal-records.js';

const ExportQuery = z.strictObject({
  channel: ChannelName.optional(),
  isin: Isin.optional().meta({ description: 'Security; needed for all but holders' }),
  recordDate: BusinessDate.optional().meta({
    description: 'Business date at whose end a register is shown; today, if absent',
  }),
  format: oneOf(['csv', 'ndjson'])
    .optional()
    .meta({ description: 'csv (RFC 4180), if absent; or one JSON object a line' }),
  purpose: Name.optional().meta({ description: 'What personal data are read for; needed for holders, and logged' }),
});

const columns = EXPORTS.map((name) => `${name}: ${EXPORT_COLUMNS[name].join(', ')}`).join('; ');

/** Routes of exports: tables of what this organisation may see, as of a block and a business date. */
export const exportRoutes = (services: Services): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/exports/{table}',
    operationId: 'exportTable',
    summary: 'A table of own holders, or of a register, its lots, entries or instructions; an import takes it',
    tag: 'Imports and exports',
    roles: DATA_HANDLERS,
    params: z.strictObject({ table: oneOf(EXPORTS).meta({ description: `Columns of ${columns}` }) }),
    query: ExportQuery,
    body: Nothing,
    refusals: [422],
    reply: { status: 200, description: 'The table', schema: z.string(), isTable: true },
    handle: ({ params: { table }, query, operator }) => {
      const { queries, ledger } = services.channel(query.channel);
      const { isin, format = 'csv', purpose } = query;
      if ((table === 'holders') !== (isin === undefined)) throw Problem.of('EXPORT_INCOMPLETE');
      if (table === 'holders' && purpose === undefined) throw Problem.of('EXPORT_INCOMPLETE');
      const asOf = queries.asOf(isin === undefined ? undefined : requireSecurity(queries, isin).calendar);
      const { date } = recordDay(asOf, query.recordDate);
      const source: ExportSource = {
        ...{ database: services.readModel.database, queries, ledger, accessLog: services.accessLog },
        ...{ mspId: services.mspId, isin: isin ?? '', date },
        reader: { operator: operator.id, purpose: purpose ?? '' },
      };
      const type: TableType = format === 'csv' ? 'text/csv' : 'application/x-ndjson';
      const name = [table, isin, date, `block-${String(asOf.block)}`].filter((part) => part !== undefined).join('-');
      return {
        status: 200,
        headers: {
          'Scrip-As-Of-Block': String(asOf.block),
          'Scrip-Business-Date': date,
          'Content-Disposition': `attachment; filename="${name}.${format}"`,
        },
        body: undefined,
        table: { type, lines: linesOf(table, exportRows(table, source), type) },
      };
    },
  }),
];

async function* linesOf(
  table: (typeof EXPORTS)[number],
  rows: ReturnType<typeof exportRows>,
  type: TableType,
): AsyncGenerator<string> {
  const names = EXPORT_COLUMNS[table];
  if (type === 'text/csv') yield csvLine(names);
  for await (const row of rows) {
    yield type === 'text/csv' ? csvLine(names.map((name) => row[name])) : jsonLine(names, row);
  }
}
