import {
  DomainError,
  endByOrder,
  type InstructionId,
  type Isin,
  type JointInstruction,
  type MovementOrder,
  type PartyId,
} from '@scrip/model';
import { readInstruction } from '../records/instruction-records.js';
import { findJoint, writeJoint } from '../records/joint-records.js';
import { readReservations } from '../records/reservation-records.js';
import { readSecurity } from '../records/security-records.js';
import { endTransfer } from '../settlement/cancel.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { accrued } from './failing.js';
import { jointMoment } from './joint-moment.js';
import { releaseAll } from './reserve.js';

/**
 * Ends the instructions that an order names, for all of their parties: joint ones, and transfers on which it is voted. Units
 * of a holding that were reserved for them are within the reach of the order. The instruction keeps the order with its legal basis. Money that a paying agent has
 * received is paid back outside the ledger, as after a refusal.
 *
 * @throws DomainError INSTRUCTION_NOT_RESERVED where an instruction keeps no units of the holding
 */
export async function endInstructions(
  work: UnitOfWork,
  isin: Isin,
  holderId: PartyId,
  order: MovementOrder,
): Promise<void> {
  const { businessDate } = work;
  for (const instructionId of order.ends ?? []) {
    const keeps = (await readReservations(work.state, isin, holderId)).some(
      (each) => each.instructionId === instructionId,
    );
    if (!keeps) throw new DomainError('INSTRUCTION_NOT_RESERVED', { instructionId, isin });
    const joint = await findJoint(work.state, instructionId);
    if (joint === undefined) await endVoted(work, isin, instructionId, order);
    else await endJoint(work, joint, order);
  }
  // the order is dated by the security that it is about
  work.businessDate = businessDate;
}

/** Ends a transfer on which it is voted, with its ballot. */
async function endVoted(work: UnitOfWork, isin: Isin, id: InstructionId, order: MovementOrder): Promise<void> {
  const security = await readSecurity(work.state, isin);
  const { businessDate } = await work.moment(security.calendar);
  await endTransfer(work, security, await readInstruction(work.state, id), businessDate, order);
}

/** Ends a joint instruction by an order, whatever its parties want. The date of the work is that of its legs afterwards. */
export async function endJoint(work: UnitOfWork, instruction: JointInstruction, order: MovementOrder): Promise<void> {
  const moment = await jointMoment(work, instruction.legs);
  const ended = endByOrder(accrued(moment, instruction), moment.today, order);
  await releaseAll(work, ended);
  writeJoint(work.state, ended);
  work.events.push({ type: 'JointInstructionRefused', instruction: ended });
}
