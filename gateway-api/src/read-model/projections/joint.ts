import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { EventOf, ProjectionsOf } from './projections.js';
import { writePassing } from './entries.js';
import { consumeLot, createLot } from './lots.js';

type Changed = EventOf<
  | 'JointInstructionProposed'
  | 'JointInstructionAffirmed'
  | 'JointInstructionReserved'
  | 'JointInstructionWithdrawn'
  | 'JointInstructionExpired'
  | 'JointInstructionRefused'
  | 'JointInstructionFailing'
  | 'PaymentStated'
>;

/** Joint instructions as they are after each event, and who settles; their parties are entered once, with the proposal. */
export const jointProjections: ProjectionsOf<Changed['type'] | 'JointInstructionSettled' | 'SettlementLeaseTaken'> = {
  SettlementLeaseTaken: (database, { channel }, { lease }) => {
    const { registrar, holder, version } = lease;
    const sql = 'INSERT OR REPLACE INTO settlement_lease VALUES (?, ?, ?, ?, ?)';
    database.run(sql, channel, registrar, holder, version, canonicalJson(lease));
  },
  JointInstructionProposed: (database, place, event) => {
    keep(database, place, event);
    const { instructionId, legs } = event.instruction;
    const parties = new Set(legs.flatMap(({ from, to }) => [from, to]));
    for (const party of parties) {
      database.run('INSERT INTO joint_party VALUES (?, ?, ?)', place.channel, instructionId, party);
    }
  },
  JointInstructionAffirmed: keep,
  JointInstructionReserved: keep,
  JointInstructionWithdrawn: keep,
  JointInstructionExpired: keep,
  JointInstructionRefused: keep,
  JointInstructionFailing: keep,
  PaymentStated: keep,
  JointInstructionSettled: (database, place, event) => {
    const { instructionId } = event.instruction;
    for (const { consumed, created, businessDate } of event.movements) {
      writePassing(database, place, { consumed, created, businessDate }, { kind: 'transfer', instructionId });
      for (const lotId of consumed) consumeLot(database, place, lotId, { businessDate, instructionId });
      for (const lot of created) createLot(database, place, lot, { businessDate, instructionId });
    }
    keep(database, place, event);
  },
};

function keep(database: Database, { channel, block }: EventPlace, { instruction }: Pick<Changed, 'instruction'>): void {
  const { instructionId, status, legs } = instruction;
  const lead = legs.find(({ isin }) => isin !== undefined)?.isin ?? '';
  database.run(
    'INSERT OR REPLACE INTO joint_instruction VALUES (?, ?, ?, ?, ?, ?)',
    ...[channel, instructionId, status, lead, canonicalJson(instruction), block],
  );
}
