import { writeFileSync } from 'node:fs';
import type { Import } from '@scrip/gateway-api';
import { businessDate, isin } from '@scrip/model';
import { anyText, argument, by, choice, flag, option, required, requiredChoice } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { readTableFile } from '../input/table.js';
import { messageOf } from '../output/message-of.js';
import { showList, showRecord } from '../output/shows.js';

const IMPORT = argument('import', 'name of the import', anyText);

const countsText = ({ rows }: Import): string =>
  (['checked', 'waiting', 'submitted', 'done', 'refused'] as const)
    .filter((state) => rows[state] > 0)
    .map((state) => `${String(rows[state])} ${state}`)
    .join(', ') || 'no rows';

const start = verb({
  name: 'start',
  kind: 'command',
  summary: 'Import holders, the lots of a register, or transfers from a table; send it again after an interruption',
  example: 'take-on-2026 --kind holders --file holders.csv --dry-run',
  args: { import: IMPORT },
  options: {
    kind: requiredChoice('--kind <kind>', 'what the rows are', ['holders', 'register', 'instructions']),
    file: required('--file <file>', 'the table as CSV, or JSON lines (.ndjson)', anyText),
    isin: option('--isin <isin>', 'security of a register', by(isin)),
    dryRun: flag('--dry-run', 'only look at the rows'),
  },
  run: async (call, { import: importId, kind, file, isin: of, dryRun }) => {
    const about = stated({ importId, kind, isin: of, dryRun });
    const reply = await call.client.tables.startImport(about, readTableFile(file), call.command);
    const next = `scrip imports rows ${importId} --state refused`;
    const lines = [`${importId}: ${countsText(reply)}.`, ...(reply.rows.refused > 0 ? [`What is wrong: ${next}`] : [])];
    return { reply, lines };
  },
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the imports of this organisation',
  example: '',
  args: {},
  options: {},
  run: async (call) =>
    showList(
      await call.client.tables.imports(call.channel),
      [
        { heading: 'import', cell: (row: Import) => row.importId },
        { heading: 'kind', cell: ({ kind, dryRun }) => (dryRun ? `${kind}, dry run` : kind) },
        { heading: 'at', cell: ({ at }) => at },
        { heading: 'status', cell: ({ status }) => status },
        { heading: 'rows', cell: countsText },
      ],
      'There are none.',
    ),
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show how an import stands',
  example: 'take-on-2026',
  args: { import: IMPORT },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.tables.import(given.import, call.channel);
    const { importId, kind, isin: of, status, operator, at } = reply.import;
    return showRecord(reply, [
      ['import', importId],
      ['kind', kind],
      ['security', of],
      ['by', `${operator} at ${at}`],
      ['status', status],
      ['rows', countsText(reply.import)],
    ]);
  },
});

const rows = verb({
  name: 'rows',
  kind: 'read',
  summary: 'List the rows of an import: what each has become, or what is wrong with it and what to do',
  example: 'take-on-2026 --state refused',
  args: { import: IMPORT },
  options: {
    state: choice('--state <state>', 'only those', ['checked', 'waiting', 'submitted', 'done', 'refused']),
    ...PAGE_OPTIONS,
  },
  run: async (call, given) => {
    const reply = await pages(call, given, (options) =>
      call.client.tables.importRows(given.import, stated({ ...options, state: given.state })),
    );
    return showList(
      reply,
      [
        { heading: 'row', cell: (row: (typeof reply.items)[number]) => row.row, isNumber: true },
        { heading: 'state', cell: ({ state }) => state },
        { heading: 'became', cell: ({ reference }) => reference },
        { heading: 'column', cell: ({ errors }) => errors[0]?.column },
        { heading: 'wrong', cell: ({ errors }) => errors[0] && `${errors[0].code}: ${errors[0].detail}` },
        { heading: 'what to do', cell: ({ errors }) => errors[0]?.hint },
      ],
      'There are no such rows.',
    );
  },
});

const save = verb({
  name: 'save',
  kind: 'read',
  summary: 'Save a table of own holders, or of a register, its lots, entries or instructions',
  example: 'lots --isin DE0007236101 --out lots.csv',
  args: { table: argument('table', 'holders, register, lots, entries or instructions', anyText) },
  options: {
    isin: option('--isin <isin>', 'security; needed for all but holders', by(isin)),
    on: option('--on <date>', 'business date at whose end a register is shown (else today)', by(businessDate)),
    format: choice('--format <format>', 'form of the rows (else csv)', ['csv', 'ndjson']),
    purpose: option('--purpose <text>', 'what personal data are read for; needed for holders', anyText),
    out: required('--out <file>', 'where it is written', anyText),
  },
  run: async (call, { table, isin: of, on, format, purpose, out }) => {
    const wish = stated({ ...call.channel, isin: of, recordDate: on, format, purpose });
    const { content, asOf } = await call.client.tables.export(table, wish);
    try {
      writeFileSync(out, content, { mode: 0o600 });
    } catch (error) {
      throw new UsageError(`${out} cannot be written: ${messageOf(error)}`);
    }
    const reply = { table, out, asOf };
    return { reply, lines: [`${out}: ${table} as of ${asOf.businessDate}, block ${String(asOf.block)}.`] };
  },
});

/** Tables whose rows become commands. */
export const IMPORTS: Noun = {
  name: 'imports',
  summary: 'Tables of holders, registers and transfers, each row done once',
  verbs: [start, list, show, rows],
};

/** Tables that are handed out. */
export const EXPORTS: Noun = { name: 'exports', summary: 'Tables of what the organisation may see', verbs: [save] };
