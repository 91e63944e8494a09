import { text, type Database } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

type Facts = Readonly<Record<string, unknown>>;

/** Securities of which an organisation screens the movements. */
export function screenedSecurities(database: Database, channel: string, screener: string): readonly string[] {
  const sql = "SELECT isin FROM security WHERE channel = ? AND json_extract(facts, '$.screener') = ? ORDER BY isin";
  return database.all(sql, channel, screener).map((row) => text(row, 'isin'));
}

/** Whether transfers of a security are pending. */
export const hasPendingTransfers = (database: Database, channel: string, isin: string): boolean =>
  database.get(
    "SELECT 1 FROM instruction WHERE channel = ? AND isin = ? AND status = 'pending' LIMIT 1",
    channel,
    isin,
  ) !== undefined;

/** Joint instructions to which all parties are bound: what is proposed alone would let anybody ask about anybody. */
export function boundJoints(database: Database, channel: string): readonly Facts[] {
  const sql = "SELECT facts FROM joint_instruction WHERE channel = ? AND status IN ('affirmed', 'reserved')";
  return database.all(sql, channel).map((row) => JSON.parse(text(row, 'facts')) as Facts);
}

/** A sensitive act that waits for a checker. */
export interface ProposedAct {
  readonly function: string;
  readonly body: unknown;
}

/** The acts of all organisations that wait for a checker. */
export function proposedActs(database: Database, channel: string): readonly ProposedAct[] {
  const sql = "SELECT function, body FROM approval WHERE channel = ? AND status = 'proposed'";
  return database
    .all(sql, channel)
    .map((row) => ({ function: text(row, 'function'), body: JSON.parse(text(row, 'body')) as unknown }));
}

/** Those who hold units of a security, in the order of their ids. */
export function holdersOf(database: Database, channel: string, isin: string, { limit, after }: Page): PageOf<string> {
  const sql = `SELECT holder_id FROM holding WHERE channel = ? AND isin = ? AND holder_id > ? AND units <> '0'
    ORDER BY holder_id LIMIT ?`;
  const rows = database.all(sql, channel, isin, after, limit + 1);
  return pageOf(rows, limit, 'holder_id', (row) => text(row, 'holder_id'));
}
