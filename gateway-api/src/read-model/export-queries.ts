import { integer, optionalText, text, type Database } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** An instruction as a table shows it. */
type InstructionLine = Readonly<Record<string, string | undefined>>;

/** Settlement instructions of a security in the order of their ids. */
export function instructionsOf(
  database: Database,
  channel: string,
  isin: string,
  { limit, after }: Page,
): PageOf<InstructionLine> {
  const sql =
    'SELECT * FROM instruction WHERE channel = ? AND isin = ? AND instruction_id > ? ORDER BY instruction_id LIMIT ?';
  const rows = database.all(sql, channel, isin, after, limit + 1);
  return pageOf(rows, limit, 'instruction_id', (row) => ({
    ...{ instructionId: text(row, 'instruction_id'), isin: text(row, 'isin'), custodian: text(row, 'custodian') },
    ...{ settlementDate: text(row, 'settlement_date'), status: text(row, 'status') },
    ...{ refusal: optionalText(row, 'refusal'), lateSince: optionalText(row, 'late_since') },
    block: integer(row, 'block').toString(),
  }));
}
