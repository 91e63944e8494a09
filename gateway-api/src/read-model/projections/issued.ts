import type { Database } from '../../storage/database.js';
import { enteredOn } from './entered-on.js';

/** Enters how many units of a security are issued now, and so at the end of the business date unless more happens on it. */
export function noteIssued(
  database: Database,
  channel: string,
  isin: string,
  { issued, businessDate }: { readonly issued: string; readonly businessDate: string },
): void {
  const since = enteredOn(database, channel, isin, businessDate);
  database.run('UPDATE security SET issued = ? WHERE channel = ? AND isin = ?', issued, channel, isin);
  database.run('INSERT OR REPLACE INTO issued_on VALUES (?, ?, ?, ?)', channel, isin, since, issued);
}
