import { mayCommand, type MspId } from '@scrip/model';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Whether the caller may undo what an organisation did: that organisation, or a regulator while it may not command. */
export async function mayUndo(work: UnitOfWork, doneBy: MspId): Promise<boolean> {
  if (doneBy === work.callerMspId) return true;
  const participants = await work.participants();
  const { roles, standing } = participants.require(work.callerMspId);
  const isRegulator = roles.includes('regulator') && mayCommand(standing);
  return isRegulator && !mayCommand(participants.require(doneBy).standing);
}
