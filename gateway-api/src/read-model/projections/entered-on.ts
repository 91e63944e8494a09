import { text, type Database } from '../../storage/database.js';

/** The business date of a security at this event: each register dates its entries by its own calendar. */
export function businessDateOf(database: Database, channel: string, isin: string): string | undefined {
  const sql = `SELECT date FROM security JOIN business_date ON business_date.channel = security.channel
    AND business_date.calendar = security.calendar WHERE security.channel = ? AND isin = ?`;
  const row = database.get(sql, channel, isin);
  return row === undefined ? undefined : text(row, 'date');
}

/**
 * The business date from which a register shows a change: that of the act, or the later one on which it was entered, where
 * an override states the date of the act. A register of a past day stays what it was.
 */
export function enteredOn(database: Database, channel: string, isin: string, dateOfAct: string): string {
  const today = businessDateOf(database, channel, isin) ?? dateOfAct;
  return today > dateOfAct ? today : dateOfAct;
}
