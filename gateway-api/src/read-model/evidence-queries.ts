import { text, type Database } from '../storage/database.js';

/** All evidence that was ever shown for a security, the newest first. */
export function evidenceShown(database: Database, channel: string, isin: string): readonly object[] {
  const sql = 'SELECT facts FROM asset_evidence WHERE channel = ? AND isin = ? ORDER BY issued_on DESC, evidence_id';
  return database.all(sql, channel, isin).map((row) => JSON.parse(text(row, 'facts')) as object);
}
