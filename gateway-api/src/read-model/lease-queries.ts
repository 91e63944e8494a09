import { integer, text, type Database } from '../storage/database.js';
import { isOverdue } from './joint-progress.js';
import { openJointOf } from './joint-queries.js';

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

/** What shows whether somebody settles for a registrar: what waits, and the last that was decided. */
export interface SettlementProgress {
  /** Due transfers, then joint instructions that can go on, longest waiting first; not all where there are many. */
  readonly due: readonly string[];
  readonly lastDecidedBlock: number;
}

/** How settlement for a registrar goes on, as its transfers and joint instructions show. */
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
  const joint = jointProgress(database, channel, registrar);
  return {
    due: [...due.map((row) => text(row, 'instruction_id')), ...joint.due],
    lastDecidedBlock: Math.max(lastDecidedBlock, joint.lastDecidedBlock),
  };
}

/** The joint instructions of which a registrar is the lead; one that fails for its own reasons is being looked after. */
function jointProgress(database: Database, channel: string, registrar: string): SettlementProgress {
  const rows = database.all(
    `SELECT instruction_id, joint_instruction.facts AS facts, block, date, phase FROM joint_instruction INDEXED BY joint_open
       JOIN security ON security.channel = joint_instruction.channel AND security.isin = lead
       JOIN business_date ON business_date.channel = joint_instruction.channel
         AND business_date.calendar = security.calendar
       WHERE joint_instruction.channel = ? AND status IN ('proposed', 'affirmed', 'reserved') AND registrar = ?
         AND (status = 'reserved' OR json_extract(joint_instruction.facts, '$.lastDay') < date
           OR (status = 'affirmed' AND json_extract(joint_instruction.facts, '$.settlementDate') <= date))
         AND coalesce(json_extract(joint_instruction.facts, '$.failure.accruedTo'), '') < date
       ORDER BY block, instruction_id LIMIT 1000`,
    ...[channel, registrar],
  );
  const decided = database.get(
    `SELECT coalesce(max(block), -1) AS block FROM joint_instruction
       JOIN security ON security.channel = joint_instruction.channel AND security.isin = lead
       WHERE joint_instruction.channel = ? AND status IN ('settled', 'refused', 'expired') AND registrar = ?`,
    ...[channel, registrar],
  );
  const waiting = rows.map(openJointOf).filter(isOverdue);
  return {
    due: waiting.slice(0, 100).map(({ instructionId }) => instructionId),
    lastDecidedBlock: decided === undefined ? -1 : integer(decided, 'block'),
  };
}
