import { integer, text, type Database } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** Movements of a security that their holders have not instructed, in the order of the ledger. */
export function orderedMovements(database: Database, channel: string, isin: string, page: Page): PageOf<object> {
  const sql = `SELECT * FROM ordered_movement WHERE channel = ? AND isin = ? AND place > ? ORDER BY place LIMIT ?`;
  const rows = database.all(sql, channel, isin, page.after, page.limit + 1);
  return pageOf(rows, page.limit, 'place', (row) => ({
    ...(JSON.parse(text(row, 'facts')) as object),
    transactionId: text(row, 'transaction_id'),
    block: integer(row, 'block'),
  }));
}
