import { text, type Database, type Row } from '../storage/database.js';

/** A freeze as the ledger has it. */
export type FreezeFacts = Readonly<Record<string, unknown>> & { readonly until?: string };

const factsOf = (row: Row): FreezeFacts => JSON.parse(text(row, 'facts')) as FreezeFacts;
const ORDER = 'ORDER BY scope, holder_id, isin, imposed_by, dispute';

/** Freezes that name a security. */
export function freezesIn(database: Database, channel: string, isin: string): readonly FreezeFacts[] {
  return database.all(`SELECT facts FROM freeze WHERE channel = ? AND isin = ? ${ORDER}`, channel, isin).map(factsOf);
}

/** Freezes that name a holder. */
export function freezesOf(database: Database, channel: string, holderId: string): readonly FreezeFacts[] {
  const sql = `SELECT facts FROM freeze WHERE channel = ? AND holder_id = ? ${ORDER}`;
  return database.all(sql, channel, holderId).map(factsOf);
}
