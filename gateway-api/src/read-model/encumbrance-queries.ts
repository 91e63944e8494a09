import { text, type Database, type Row } from '../storage/database.js';

/** An encumbrance as the ledger has it. */
export type EncumbranceFacts = Readonly<Record<string, unknown>> & { readonly until?: string };

const factsOf = (row: Row): EncumbranceFacts => JSON.parse(text(row, 'facts')) as EncumbranceFacts;
const ORDER = 'ORDER BY holder_id, isin, encumbrance_id';

/** Encumbrances of units of a security that nobody has ended. */
export function encumbrancesIn(database: Database, channel: string, isin: string): readonly EncumbranceFacts[] {
  const sql = `SELECT facts FROM encumbrance WHERE channel = ? AND isin = ? ${ORDER}`;
  return database.all(sql, channel, isin).map(factsOf);
}

/** Encumbrances of units of a holder that nobody has ended. */
export function encumbrancesOf(database: Database, channel: string, holderId: string): readonly EncumbranceFacts[] {
  const sql = `SELECT facts FROM encumbrance WHERE channel = ? AND holder_id = ? ${ORDER}`;
  return database.all(sql, channel, holderId).map(factsOf);
}
