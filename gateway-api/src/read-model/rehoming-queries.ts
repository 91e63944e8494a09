import { text, type Database } from '../storage/database.js';

/** Securities of a registrar that have not ended. */
export function registeredBy(database: Database, channel: string, registrar: string): readonly string[] {
  const rows = database.all(
    `SELECT isin FROM security WHERE channel = ? AND registrar = ?
       AND json_extract(facts, '$.deactivated') IS NULL ORDER BY isin`,
    channel,
    registrar,
  );
  return rows.map((row) => text(row, 'isin'));
}

/** Of some securities those of which lots may not be at home, by what has happened since a block. */
export function rehomingCalledFor(
  database: Database,
  channel: string,
  block: number,
  own: readonly string[],
): readonly string[] {
  const rows = database.all(
    `SELECT type, json_extract(facts, '$.isin') AS isin FROM event
       WHERE channel = ? AND block > ? AND type IN ('AttestorReplaced', 'CustodyMoved', 'ScreenerChanged')`,
    channel,
    block,
  );
  // a party with another custodian may hold any of them
  if (rows.some((row) => text(row, 'type') === 'CustodyMoved')) return own;
  const named = new Set(rows.map((row) => text(row, 'isin')));
  return own.filter((isin) => named.has(isin));
}
