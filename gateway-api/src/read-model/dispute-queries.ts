import { text, type Database } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** A dispute; undefined when there is none of the id. */
export function disputeOf(database: Database, channel: string, isin: string, id: string): object | undefined {
  const row = database.get(
    'SELECT facts FROM dispute WHERE channel = ? AND isin = ? AND dispute_id = ?',
    ...[channel, isin, id],
  );
  return row === undefined ? undefined : (JSON.parse(text(row, 'facts')) as object);
}

/** Disputes over transfers of a security, by id. */
export function disputesIn(
  database: Database,
  channel: string,
  isin: string,
  asked: { readonly state: string | undefined; readonly holder: string | undefined },
  page: Page,
): PageOf<object> {
  const { state = null, holder = null } = asked;
  const sql = `SELECT dispute_id, facts FROM dispute WHERE channel = ? AND isin = ? AND (? IS NULL OR state = ?)
    AND (? IS NULL OR holder_id = ?) AND dispute_id > ? ORDER BY dispute_id LIMIT ?`;
  const rows = database.all(sql, channel, isin, state, state, holder, holder, page.after, page.limit + 1);
  return pageOf(rows, page.limit, 'dispute_id', (row) => JSON.parse(text(row, 'facts')) as object);
}
