import { text, type Database } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** Units of a security in certificates that are out. */
export function unitsOnPaper(database: Database, channel: string, isin: string): bigint {
  const row = database.get('SELECT units FROM on_paper WHERE channel = ? AND isin = ?', channel, isin);
  return row === undefined ? 0n : BigInt(text(row, 'units'));
}

/** Certificates of a security that are on record, by number. @param status - only those of it; absent: all */
export function paperCertificates(
  database: Database,
  channel: string,
  isin: string,
  status: string | undefined,
  page: Page,
): PageOf<object> {
  const sql = `SELECT number, facts FROM paper_certificate
    WHERE channel = ? AND isin = ? AND (? IS NULL OR status = ?) AND number > ? ORDER BY number LIMIT ?`;
  const asked = [channel, isin, status ?? null, status ?? null, page.after, page.limit + 1];
  const rows = database.all(sql, ...asked);
  return pageOf(rows, page.limit, 'number', (row) => JSON.parse(text(row, 'facts')) as object);
}
