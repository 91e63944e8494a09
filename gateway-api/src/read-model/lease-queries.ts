import { integer, text, type Database } from '../storage/database.js';

type Facts = Readonly<Record<string, unknown>>;

/** Who settles for a registrar. */
export interface LeaseRow {
  readonly registrar: string;
  readonly holder: string;
  readonly version: number;
  readonly takenOn?: string;
}

/** Who settles for each registrar of a security of the channel, in the order of the registrars. */
export function leasesOf(database: Database, channel: string): readonly LeaseRow[] {
  const rows = database.all(
    `SELECT DISTINCT security.registrar AS registrar, lease.facts AS facts FROM security
       LEFT JOIN settlement_lease AS lease ON lease.channel = security.channel AND lease.registrar = security.registrar
       WHERE security.channel = ? ORDER BY security.registrar`,
    channel,
  );
  return rows.map((row) => {
    const registrar = text(row, 'registrar');
    if (row['facts'] === null) return { registrar, holder: registrar, version: 0 };
    return JSON.parse(text(row, 'facts')) as LeaseRow & Facts;
  });
}

/** What shows whether somebody settles for a registrar: transfers that wait, and the last one that was decided. */
export interface SettlementProgress {
  /** Due transfers, the one that waits longest first; not all of them where there are many. */
  readonly due: readonly string[];
  readonly lastDecidedBlock: number;
}

/** How settlement for a registrar goes on, as its transfers show. */
export function settlementProgress(database: Database, channel: string, registrar: string): SettlementProgress {
  const due = database.all(
    `SELECT instruction_id FROM instruction
       JOIN security ON security.channel = instruction.channel AND security.isin = instruction.isin
       JOIN business_date ON business_date.channel = instruction.channel AND business_date.calendar = security.calendar
       WHERE instruction.channel = ? AND status = 'pending' AND registrar = ? AND settlement_date <= date
         AND phase IN ('open', 'instructionCutOff')
       ORDER BY registered_block, registered_tx, registered_position LIMIT 100`,
    ...[channel, registrar],
  );
  const decided = database.get(
    `SELECT coalesce(max(block), -1) AS block FROM instruction
       JOIN security ON security.channel = instruction.channel AND security.isin = instruction.isin
       WHERE instruction.channel = ? AND status <> 'pending' AND registrar = ?`,
    ...[channel, registrar],
  );
  const lastDecidedBlock = decided === undefined ? -1 : integer(decided, 'block');
  return { due: due.map((row) => text(row, 'instruction_id')), lastDecidedBlock };
}
