import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';

/** Media types of tables that are uploaded and handed out: RFC 4180, and one JSON object a line. */
export const TABLE_TYPES = ['text/csv', 'application/x-ndjson'] as const;

/** Media type of a table. */
export type TableType = (typeof TABLE_TYPES)[number];

/** A row as it was read: its number from 1 without the header, and its fields or what keeps them from being read. */
export type TableRow =
  | { readonly row: number; readonly fields: Readonly<Record<string, string>> }
  | { readonly row: number; readonly fault: string };

/** Why a table cannot be read at all. */
export class TableError extends Error {
  override readonly name = 'TableError';
}

/** Which columns a table has; those that are not needed may be left out, in any order. */
export interface TableForm {
  readonly columns: readonly string[];
  readonly needed: readonly string[];
}

/** Characters of one row; a longer one is the sign of an unclosed quote. */
const ROW_CHARACTERS_MAX = 64 * 1024;

/**
 * Reads a table row by row, however long it is. A row that cannot be read is told and the next one read.
 *
 * @throws TableError when header or quotes leave no rows to read
 */
export function readTable(file: string, type: TableType, form: TableForm): AsyncGenerator<TableRow> {
  return type === 'text/csv' ? readCsv(file, form) : readJsonLines(file, form);
}

async function* readCsv(file: string, form: TableForm): AsyncGenerator<TableRow> {
  const options = { bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: ROW_CHARACTERS_MAX };
  const input = createReadStream(file);
  const parser = input.pipe(parse({ ...options, trim: true }));
  input.once('error', (error) => parser.destroy(error));
  let header: readonly string[] | undefined;
  let row = 0;
  try {
    for await (const values of parser as AsyncIterable<readonly string[]>) {
      if (header === undefined) header = requireHeader(values, form);
      else yield csvRow((row += 1), header, values);
    }
  } catch (error) {
    if (error instanceof TableError || !isCsvError(error)) throw error;
    throw new TableError(`row ${String(row + 1)} cannot be read: ${error.code}`, { cause: error });
  } finally {
    input.destroy();
  }
  if (header === undefined) throw new TableError('the table is empty: its first line names the columns');
}

const isCsvError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('CSV_');

/** @throws TableError */
function requireHeader(names: readonly string[], { columns, needed }: TableForm): readonly string[] {
  const unknown = names.find((name) => !columns.includes(name));
  const missing = needed.filter((name) => !names.includes(name));
  const known = `the columns are ${columns.join(', ')}`;
  if (unknown !== undefined) throw new TableError(`column ${unknown.slice(0, 40)} is not known; ${known}`);
  if (missing.length > 0) throw new TableError(`columns are missing: ${missing.join(', ')}; ${known}`);
  if (new Set(names).size !== names.length) throw new TableError('a column occurs twice');
  return names;
}

function csvRow(row: number, header: readonly string[], values: readonly string[]): TableRow {
  if (values.length !== header.length) {
    return { row, fault: `has ${String(values.length)} fields in place of ${String(header.length)}` };
  }
  const given = header.map((name, index) => [name, values[index] ?? ''] as const);
  return { row, fields: Object.fromEntries(given.filter(([, value]) => value !== '')) };
}

async function* readJsonLines(file: string, form: TableForm): AsyncGenerator<TableRow> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  let row = 0;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    row += 1;
    yield line.length > ROW_CHARACTERS_MAX ? { row, fault: 'is too long' } : jsonRow(row, line, form);
  }
}

function jsonRow(row: number, line: string, { columns }: TableForm): TableRow {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { row, fault: 'is not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { row, fault: 'is no JSON object' };
  const given = Object.entries(value as Readonly<Record<string, unknown>>).filter(([, each]) => each !== null);
  if (given.some(([, each]) => typeof each !== 'string')) return { row, fault: 'has a field that is no text' };
  if (given.some(([name]) => !columns.includes(name)))
    return { row, fault: `has a field other than ${columns.join(', ')}` };
  return { row, fields: Object.fromEntries(given as [string, string][]) };
}
