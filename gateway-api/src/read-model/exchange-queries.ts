import { integer, text, type Database } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** Exchanges out of a security and into it, in the order of the ledger. */
export function exchangesOf(database: Database, channel: string, isin: string, page: Page): PageOf<object> {
  const sql = `SELECT * FROM exchange WHERE channel = ? AND (isin = ? OR into_isin = ?) AND place > ?
    ORDER BY place LIMIT ?`;
  const rows = database.all(sql, channel, isin, isin, page.after, page.limit + 1);
  return pageOf(rows, page.limit, 'place', (row) => ({
    ...(JSON.parse(text(row, 'facts')) as object),
    transactionId: text(row, 'transaction_id'),
    block: integer(row, 'block'),
  }));
}
