import {
  DomainError,
  enterInstruction,
  instructBatch,
  type InstructionRequest,
  type SettlementInstruction,
} from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { readParty } from '../records/party-records.js';
import { findInstruction, writeInstruction } from '../records/instruction-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Enters settlement instructions: all or none. It writes only their own new keys and reads no lots, so any number of
 * these commands run beside each other.
 */
export const instruct: CommandHandler<{ readonly instructions: readonly InstructionRequest[] }> = {
  body: instructBatch,
  run: async (work, { instructions }) => {
    const entered: SettlementInstruction[] = [];
    for (const request of instructions) entered.push(await enter(work, request));
    return { instructions: entered.map(({ instructionId, status }) => ({ instructionId, status })) };
  },
};

async function enter(work: UnitOfWork, request: InstructionRequest): Promise<SettlementInstruction> {
  const { instructionId } = request;
  const sender = await readParty(work.state, request.fromHolderId);
  if (sender.custodian !== work.callerMspId) {
    throw new DomainError('AUTHORITY_DENIED', { instructionId, rule: 'custodian of the sender' });
  }
  await readParty(work.state, request.toHolderId);
  const security = await readSecurity(work.state, request.isin);
  if ((await findInstruction(work.state, instructionId)) !== undefined) {
    throw new DomainError('INSTRUCTION_EXISTS', { instructionId });
  }
  const { businessDate } = await readCalendarDate(work.state, security.calendar);
  work.businessDate = businessDate;
  const instruction = enterInstruction(request, sender.custodian, businessDate);
  writeInstruction(work.state, instruction);
  work.events.push({ type: 'InstructionRegistered', instruction });
  return instruction;
}
