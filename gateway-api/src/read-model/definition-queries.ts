import type { JsonObject } from '../ledger/ledger.js';
import { text, type Database, type Row } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** A definition without what it says. */
export type DefinitionRow = JsonObject & { readonly name: string };

/** A definition with its canonical form. */
export type WholeDefinitionRow = DefinitionRow & { readonly form: JsonObject };

const toSummary = (row: Row): DefinitionRow => JSON.parse(text(row, 'facts')) as DefinitionRow;
const toWhole = (row: Row): WholeDefinitionRow => ({
  ...toSummary(row),
  ...(JSON.parse(text(row, 'content')) as { readonly form: JsonObject }),
});

/** The definition of a name with its version; undefined: there is none. */
export function definitionOf(database: Database, channel: string, name: string): WholeDefinitionRow | undefined {
  const row = database.get('SELECT * FROM definition WHERE channel = ? AND name = ?', channel, name);
  return row === undefined ? undefined : toWhole(row);
}

/** Which definitions are asked for; absent: all. */
export interface DefinitionFilter {
  readonly kind: string | undefined;
  readonly status: string | undefined;
}

/** Definitions of a channel by name. */
export function definitionsOf(
  database: Database,
  channel: string,
  asked: DefinitionFilter,
  { after, limit }: Page,
): PageOf<DefinitionRow> {
  const [kind, status] = [asked.kind ?? null, asked.status ?? null];
  const sql = `SELECT name, facts FROM definition WHERE channel = ? AND (? IS NULL OR kind = ?)
    AND (? IS NULL OR status = ?) AND name > ? ORDER BY name LIMIT ?`;
  const rows = database.all(sql, ...[channel, kind, kind, status, status, after, limit + 1]);
  return pageOf(rows, limit, 'name', toSummary);
}
