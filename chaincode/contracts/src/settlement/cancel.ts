import {
  cancellationOrder,
  cancelTransfer,
  DomainError,
  type BusinessDate,
  type CancellationOrder,
  type MovementOrder,
  type Security,
  type SettlementInstruction,
} from '@scrip/model';
import { decideInstructionRecord, readInstruction } from '../records/instruction-records.js';
import { readSecurity } from '../records/security-records.js';
import { closeBallot } from '../title/close-ballot.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Ends a pending transfer by the registrar of its security on a legal basis: its parties are bound by it and one of them
 * may be gone, so that they cannot withdraw it. The instruction keeps the order.
 */
export const cancelInstruction: CommandHandler<CancellationOrder> = {
  body: cancellationOrder,
  run: async (work, { instructionId, basis, document }) => {
    const instruction = await readInstruction(work.state, instructionId);
    const { isin } = instruction;
    const security = await readSecurity(work.state, isin);
    if (security.registrar !== work.callerMspId) {
      throw new DomainError('AUTHORITY_DENIED', { instructionId, rule: 'registrar of the security' });
    }
    const { businessDate } = await work.moment(security.calendar);
    const { status } = await endTransfer(work, security, instruction, businessDate, {
      basis,
      document,
      by: work.callerMspId,
    });
    return { instructionId, status, code: 'ENDED_BY_ORDER' };
  },
};

/** Ends a pending transfer by an order, whatever its parties want. @throws DomainError INSTRUCTION_NOT_PENDING */
export async function endTransfer(
  work: UnitOfWork,
  security: Security,
  instruction: SettlementInstruction,
  businessDate: BusinessDate,
  endedBy: MovementOrder,
): Promise<SettlementInstruction> {
  const ended = cancelTransfer(instruction, businessDate, endedBy);
  decideInstructionRecord(work.state, ended);
  await closeBallot(work, security, instruction, 'ended', businessDate);
  const { isin, instructionId } = ended;
  work.events.push({
    ...{ type: 'InstructionRefused', isin, instructionId, businessDate, code: 'ENDED_BY_ORDER', endedBy },
  });
  return ended;
}
