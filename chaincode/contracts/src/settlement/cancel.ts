import { cancellationOrder, cancelTransfer, DomainError, type CancellationOrder } from '@scrip/model';
import { decideInstructionRecord, readInstruction } from '../records/instruction-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';

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
    const endedBy = { basis, document, by: work.callerMspId };
    const ended = cancelTransfer(instruction, businessDate, endedBy);
    decideInstructionRecord(work.state, ended);
    const code = 'ENDED_BY_ORDER';
    work.events.push({ type: 'InstructionRefused', isin, instructionId, businessDate, code, endedBy });
    return { instructionId, status: ended.status, code };
  },
};
