import { integer, optionalText, text, type Database, type Row } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** What a list of entries is narrowed to. */
export interface EntryFilter {
  readonly holder?: string | undefined;
  readonly businessDate?: string | undefined;
}

/** An entry of a register, with the one that it corrects and those that correct it. */
export type EntryRow = Readonly<Record<string, unknown>> & { readonly entry: string };

/** Entries of a register in the order of the ledger. */
export function entriesOf(
  database: Database,
  channel: string,
  isin: string,
  { holder, businessDate }: EntryFilter,
  { limit, after }: Page,
): PageOf<EntryRow> {
  const rows = database.all(
    `SELECT * FROM entry WHERE channel = ? AND isin = ? AND place > ? AND business_date = coalesce(?, business_date)
       AND (? IS NULL OR from_holder = ? OR to_holder = ?) ORDER BY place LIMIT ?`,
    ...[channel, isin, after, businessDate ?? null, holder ?? null, holder ?? null, holder ?? null, limit + 1],
  );
  return pageOf(rows, limit, 'place', (row) => shown(database, channel, isin, row));
}

/** An entry, or undefined when the register has none of that id. */
export function entryOf(database: Database, channel: string, isin: string, entry: string): EntryRow | undefined {
  const sql = 'SELECT * FROM entry WHERE channel = ? AND isin = ? AND entry_id = ? ORDER BY place LIMIT 1';
  const row = database.get(sql, channel, isin, entry);
  return row === undefined ? undefined : shown(database, channel, isin, row);
}

function shown(database: Database, channel: string, isin: string, row: Row): EntryRow {
  const entry = text(row, 'entry_id');
  const corrects = optionalText(row, 'corrects');
  const corrections = database.all(
    `SELECT entry_id, business_date, json_extract(facts, '$.units') AS units, place FROM entry
       WHERE channel = ? AND isin = ? AND corrects IS NOT NULL AND json_extract(corrects, '$.entry') = ? ORDER BY place`,
    ...[channel, isin, entry],
  );
  return {
    entry,
    ...(JSON.parse(text(row, 'facts')) as object),
    ...(corrects === undefined ? {} : { corrects: JSON.parse(corrects) as object }),
    correctedBy: corrections.map((each) => ({
      ...{ entry: text(each, 'entry_id'), on: text(each, 'business_date'), units: text(each, 'units') },
    })),
    transactionId: text(row, 'transaction_id'),
    block: integer(row, 'block'),
  };
}
