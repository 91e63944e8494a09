import type { JsonObject } from '../ledger/ledger.js';
import { text, type Database, type Row } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** A published definition: its canonical form, and who published it when. */
export interface DefinitionRow {
  readonly name: string;
  readonly kind: string;
  readonly hash: string;
  readonly form: JsonObject;
  readonly publishedBy: string;
  readonly author: string;
  readonly publishedOn: string;
}

const toDefinition = (row: Row): DefinitionRow => ({
  ...{ name: text(row, 'name'), kind: text(row, 'kind'), hash: text(row, 'hash') },
  ...(JSON.parse(text(row, 'facts')) as Omit<DefinitionRow, 'name' | 'kind' | 'hash'>),
});

/** The definition of a name with its version; undefined: nobody has published it. */
export function definitionOf(database: Database, channel: string, name: string): DefinitionRow | undefined {
  const row = database.get('SELECT * FROM definition WHERE channel = ? AND name = ?', channel, name);
  return row === undefined ? undefined : toDefinition(row);
}

/** Definitions of a channel by name. @param kind - only those of it; absent: all */
export function definitionsOf(
  database: Database,
  channel: string,
  kind: string | undefined,
  { after, limit }: Page,
): PageOf<DefinitionRow> {
  const sql = `SELECT * FROM definition WHERE channel = ? AND (? IS NULL OR kind = ?) AND name > ?
    ORDER BY name LIMIT ?`;
  const rows = database.all(sql, ...[channel, kind ?? null, kind ?? null, after, limit + 1]);
  return pageOf(rows, limit, 'name', toDefinition);
}
