import { text, type Database } from '../storage/database.js';

/** Pending instructions that can be settled together: one security, one custodian of the senders. */
export interface SettlementGroup {
  readonly isin: string;
  readonly custodian: string;
}

/**
 * The groups with instructions that can settle now: due by the business date of their security's calendar, before its
 * settlement cut-off, of the securities for which one organisation settles; the group whose first instruction waits longest comes first.
 */
export function dueGroups(database: Database, channel: string, holder: string): readonly SettlementGroup[] {
  const rows = database.all(
    `SELECT instruction.isin, instruction.custodian, min(registered_block) AS since FROM instruction
       JOIN security ON security.channel = instruction.channel AND security.isin = instruction.isin
       JOIN business_date ON business_date.channel = instruction.channel AND business_date.calendar = security.calendar
       LEFT JOIN settlement_lease AS lease ON lease.channel = security.channel AND lease.registrar = security.registrar
       WHERE instruction.channel = ? AND status = 'pending' AND coalesce(lease.holder, security.registrar) = ? AND settlement_date <= date
         AND phase IN ('open', 'instructionCutOff')
       GROUP BY instruction.isin, instruction.custodian ORDER BY since, instruction.isin, instruction.custodian`,
    channel,
    holder,
  );
  return rows.map((row) => ({ isin: text(row, 'isin'), custodian: text(row, 'custodian') }));
}

/** The due instructions of a group in the order of their registration, which every reader of the ledger sees alike. */
export function dueInstructions(
  database: Database,
  channel: string,
  group: SettlementGroup,
  limit: number,
): readonly string[] {
  const rows = database.all(
    `SELECT instruction_id FROM instruction
       JOIN security ON security.channel = instruction.channel AND security.isin = instruction.isin
       JOIN business_date ON business_date.channel = instruction.channel AND business_date.calendar = security.calendar
       WHERE instruction.channel = ? AND instruction.isin = ? AND instruction.custodian = ? AND status = 'pending'
         AND settlement_date <= date AND phase IN ('open', 'instructionCutOff')
       ORDER BY registered_block, registered_tx, registered_position LIMIT ?`,
    ...[channel, group.isin, group.custodian, limit],
  );
  return rows.map((row) => text(row, 'instruction_id'));
}

/** The security and the parties of an instruction, and its own id: by what its outcome may change. */
export function concernsOf(database: Database, channel: string, instructionId: string): readonly string[] {
  const sql = 'SELECT isin, facts FROM instruction WHERE channel = ? AND instruction_id = ?';
  const row = database.get(sql, channel, instructionId);
  if (row === undefined) return [instructionId];
  const { fromHolderId, toHolderId } = JSON.parse(text(row, 'facts')) as Readonly<Record<string, string | undefined>>;
  return [instructionId, text(row, 'isin'), fromHolderId, toHolderId].flatMap((name) => name ?? []);
}
