import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { ProjectionsOf } from './projections.js';

/** Settlement instructions; what settles one is with the register. */
export const instructionProjections: ProjectionsOf<'InstructionRegistered' | 'InstructionRefused'> = {
  InstructionRegistered: (database, place, { instruction }) => {
    const { channel, block, tx, position, transactionId } = place;
    const { instructionId, isin, custodian, settlementDate } = instruction;
    database.run(
      `INSERT INTO instruction (channel, instruction_id, isin, custodian, settlement_date, status,
         registered_block, registered_tx, registered_position, transaction_id, block)
         VALUES (?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?)`,
      ...[channel, instructionId, isin, custodian, settlementDate, block, tx, position, transactionId, block],
    );
  },
  InstructionRefused: (database, place, { instructionId, code }) => {
    decideInstruction(database, place, instructionId, 'refused', code);
  },
};

/** Enters what became of an instruction. */
export function decideInstruction(
  database: Database,
  { channel, block, transactionId }: EventPlace,
  instructionId: string,
  status: 'settled' | 'refused',
  refusal: string | null,
): void {
  database.run(
    `UPDATE instruction SET status = ?, refusal = ?, transaction_id = ?, block = ?
       WHERE channel = ? AND instruction_id = ?`,
    ...[status, refusal, transactionId, block, channel, instructionId],
  );
}
