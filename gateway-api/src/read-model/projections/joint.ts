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
  | 'JointInstructionOpened'
  | 'JointInstructionWithdrawn'
  | 'JointInstructionExpired'
  | 'JointInstructionRefused'
  | 'JointInstructionFailing'
  | 'PaymentStated'
>;
type Moved = EventOf<'JointInstructionSettled' | 'JointInstructionPartSettled'>;

/** Joint instructions as they are after each event, and who settles; their parties are entered once, with the proposal. */
export const jointProjections: ProjectionsOf<
  Changed['type'] | Moved['type'] | 'JointInstructionsNetted' | 'JointInstructionBoughtIn' | 'SettlementLeaseTaken'
> = {
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
  JointInstructionOpened: keep,
  JointInstructionWithdrawn: keep,
  JointInstructionExpired: keep,
  JointInstructionRefused: keep,
  JointInstructionFailing: keep,
  PaymentStated: keep,
  JointInstructionSettled: settle,
  JointInstructionPartSettled: settle,
  // lots name one instruction, and that one names the others of its set
  JointInstructionsNetted: (database, place, { instructionIds: [first = ''], movements }) => {
    move(database, place, first, movements);
  },
  JointInstructionBoughtIn: (database, place, { instruction, cover }) => {
    keep(database, place, { instruction });
    if (cover !== undefined) keep(database, place, { instruction: cover });
  },
};

function settle(database: Database, place: EventPlace, event: Moved): void {
  move(database, place, event.instruction.instructionId, event.movements);
  keep(database, place, event);
}

function move(database: Database, place: EventPlace, instructionId: string, movements: Moved['movements']): void {
  for (const { consumed, created, businessDate } of movements) {
    writePassing(database, place, { consumed, created, businessDate }, { kind: 'transfer', instructionId });
    for (const lotId of consumed) consumeLot(database, place, lotId, { businessDate, instructionId });
    for (const lot of created) createLot(database, place, lot, { businessDate, instructionId });
  }
}

function keep(database: Database, place: EventPlace, { instruction }: Pick<Changed, 'instruction'>): void {
  const { channel, block } = place;
  const { instructionId, status, legs, moments } = instruction;
  const lead = legs.find(({ isin }) => isin !== undefined)?.isin ?? '';
  database.run(
    'INSERT OR REPLACE INTO joint_instruction VALUES (?, ?, ?, ?, ?, ?)',
    ...[channel, instructionId, status, lead, canonicalJson(instruction), block],
  );
  for (const [name, moment] of Object.entries(moments ?? {})) {
    if (moment?.transactionId !== place.transactionId) continue;
    database.run(
      'INSERT OR REPLACE INTO joint_moment VALUES (?, ?, ?, ?, ?, ?)',
      ...[channel, instructionId, name, moment.businessDate, moment.transactionId, block],
    );
  }
}
