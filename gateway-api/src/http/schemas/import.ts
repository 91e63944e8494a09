import { z } from 'zod';
import { IMPORT_FORMS, IMPORT_KINDS } from '../../imports/import-row.js';
import { ROW_STATES } from '../../imports/import-store.js';
import { AsOf, ChannelName, Isin, oneOf, PageQuery } from './fields.js';

const columns = IMPORT_KINDS.map((kind) => `${kind}: ${IMPORT_FORMS[kind].columns.join(', ')}`).join('; ');

/** The client's name of an import. */
export const ImportId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'must be letters, digits, dots and dashes, at most 40')
  .meta({
    description: 'Name of the import, chosen by who sends it: each row of it becomes one command',
    example: 'take-on-2026',
  });

const flag = z
  .enum(['true', 'false'])
  .optional()
  .transform((value) => value === 'true');

/** Query of POST /v1/imports. */
export const ImportQuery = z.strictObject({
  channel: ChannelName.optional(),
  importId: ImportId,
  kind: oneOf(IMPORT_KINDS).meta({ description: `What the rows are. Columns of ${columns}` }),
  isin: Isin.optional().meta({ description: 'Security of a register' }),
  dryRun: flag.meta({ description: 'true: the rows are looked at, and nothing is done or kept of them' }),
});

/** Where the rows of an import stand. */
const RowCounts = z
  .strictObject({
    checked: z.int().meta({ description: 'Good by their form, of a dry run' }),
    waiting: z.int().meta({ description: 'To become commands' }),
    submitted: z.int().meta({ description: 'With the ledger, or with a checker' }),
    done: z.int(),
    refused: z.int(),
  })
  .meta({ id: 'ImportRowCounts' });

/** An import. */
export const Import = z
  .strictObject({
    importId: ImportId,
    channel: ChannelName,
    kind: oneOf(IMPORT_KINDS),
    isin: Isin.optional(),
    operator: z.string(),
    dryRun: z.boolean(),
    at: z.string(),
    status: z.enum(['running', 'ended']).meta({ description: 'running: rows are waiting or on their way' }),
    rows: RowCounts,
  })
  .meta({ id: 'Import' });

/** Answer of GET /v1/imports/{importId}. */
export const ImportReply = z.strictObject({ asOf: AsOf, import: Import }).meta({ id: 'ImportReply' });

/** Answer of GET /v1/imports. */
export const ImportList = z.strictObject({ asOf: AsOf, items: z.array(Import) }).meta({ id: 'ImportList' });

/** Query of GET /v1/imports/{importId}/rows. */
export const ImportRowsQuery = PageQuery.extend({ state: oneOf(ROW_STATES).optional() });

/** Answer of GET /v1/imports/{importId}/rows. */
export const ImportRows = z
  .strictObject({
    asOf: AsOf,
    importId: ImportId,
    items: z.array(
      z.strictObject({
        row: z.int().meta({ description: 'Number of the row, from 1, without the header' }),
        state: oneOf(ROW_STATES),
        reference: z.string().optional().meta({ description: 'Party, operation or approval that it has become' }),
        errors: z.array(
          z.strictObject({ column: z.string().optional(), code: z.string(), detail: z.string(), hint: z.string() }),
        ),
      }),
    ),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'ImportRows' });
