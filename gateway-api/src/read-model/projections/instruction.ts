import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { ProjectionsOf } from './projections.js';

/** Settlement instructions; what settles one is with the register. */
export const instructionProjections: ProjectionsOf<
  'InstructionRegistered' | 'InstructionRefused' | 'WithdrawalStated'
> = {
  InstructionRegistered: (database, place, { instruction }) => {
    const { channel, block, tx, position, transactionId } = place;
    const { instructionId, isin, custodian, settlementDate, instructedOn: businessDate } = instruction;
    // earlier programs named the transaction of the event once more
    const now = { transactionId, businessDate };
    const moments = { entered: now, irrevocable: now };
    database.run(
      `INSERT INTO instruction (channel, instruction_id, isin, custodian, settlement_date, status,
         facts, registered_block, registered_tx, registered_position, transaction_id, block)
         VALUES (?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?, ?)`,
      ...[
        channel,
        instructionId,
        isin,
        custodian,
        settlementDate,
        JSON.stringify({ moments, ...instruction }),
        block,
        tx,
        position,
        transactionId,
        block,
      ],
    );
  },
  InstructionRefused: (database, place, { instructionId, code, businessDate, endedBy }) => {
    decideInstruction(database, place, instructionId, { status: 'refused', refusal: code, decidedOn: businessDate });
    if (endedBy === undefined) return;
    const sql = `UPDATE instruction SET facts = json_set(facts, '$.endedBy', json(?))
      WHERE channel = ? AND instruction_id = ?`;
    database.run(sql, canonicalJson(endedBy), place.channel, instructionId);
  },
  WithdrawalStated: (database, place, { instruction }) => {
    const { instructionId, status, decidedOn } = instruction;
    const sql = 'UPDATE instruction SET facts = ? WHERE channel = ? AND instruction_id = ?';
    database.run(sql, canonicalJson(instruction), place.channel, instructionId);
    if (status === 'pending' || decidedOn === undefined) return;
    decideInstruction(database, place, instructionId, { status, refusal: null, decidedOn });
  },
};

/** What became of an instruction. */
interface Decision {
  readonly status: 'settled' | 'refused' | 'withdrawn';
  readonly refusal: string | null;
  readonly decidedOn: string;
}

/** Enters what became of an instruction. */
export function decideInstruction(
  database: Database,
  { channel, block, transactionId }: EventPlace,
  instructionId: string,
  decision: Decision,
): void {
  const { status, refusal, decidedOn } = decision;
  database.run(
    `UPDATE instruction SET status = ?, refusal = ?, decided_on = ?, transaction_id = ?, block = ?
       WHERE channel = ? AND instruction_id = ?`,
    ...[status, refusal, decidedOn, transactionId, block, channel, instructionId],
  );
}
