import {
  DomainError,
  expireJoint,
  hasExpired,
  isOpen,
  jointBatch,
  jointObstacle,
  openLegs,
  refuseJoint,
  settleJoint,
  unpaidLegs,
  type ErrorCode,
  type InstructionId,
  type JointInstruction,
} from '@scrip/model';
import { findJoint, writeJoint } from '../records/joint-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { requireCalled } from './called.js';
import { accrued, noteIfDue } from './failing.js';
import { jointMoment, type JointMoment } from './joint-moment.js';
import { Blocked, closedObstacle, moveNet } from './net-movement.js';
import { releaseAll, reserveNow, type JointProgress } from './reserve.js';
import { settleAvailablePart } from './settle-part.js';

/**
 * Takes joint instructions as far as they can go now: reserved, settled, in part where that is agreed, refused or
 * expired. Each goes alone, so that one that cannot go on never keeps another back. The lead registrar does it, and
 * whoever takes part.
 */
export const settleInstructions: CommandHandler<{ readonly instructionIds: readonly InstructionId[] }> = {
  body: jointBatch,
  run: async (work, { instructionIds }) => {
    const outcomes = [];
    for (const instructionId of instructionIds) {
      const before = work.events.length;
      const outcome = await goOn(work, instructionId);
      const progress = work.events.length > before ? { progressed: true } : {};
      outcomes.push({ instructionId, ...outcome, ...progress });
    }
    return { instructions: outcomes };
  },
};

type Outcome = Pick<JointProgress, 'code'> & { readonly status: JointProgress['status'] | 'unknown' };

async function goOn(work: UnitOfWork, instructionId: InstructionId): Promise<Outcome> {
  const instruction = await findJoint(work.state, instructionId);
  if (instruction === undefined) return { status: 'unknown', code: 'INSTRUCTION_UNKNOWN' };
  const moment = await jointMoment(work, instruction.legs);
  await requireCalled(work, moment, instruction);
  if (!isOpen(instruction)) return { status: instruction.status, code: 'INSTRUCTION_NOT_PENDING' };
  try {
    return await work.attempt(() => advance(work, moment, instruction));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return keepWaiting(work, moment, instruction, error.code);
  }
}

async function advance(work: UnitOfWork, moment: JointMoment, instruction: JointInstruction): Promise<Outcome> {
  if (hasExpired(instruction, moment.today)) return end(work, expireJoint(accrued(moment, instruction), moment.today));
  if (instruction.status === 'reserved') return settleReserved(work, moment, instruction);
  const { status, code, legs } = await reserveNow(work, moment, instruction);
  if (status === 'refused') return { status, ...(code === undefined ? {} : { code }) };
  if (code === undefined) {
    const reserved = (await findJoint(work.state, instruction.instructionId)) ?? instruction;
    return settleReserved(work, moment, reserved);
  }
  return legs === undefined
    ? keepWaiting(work, moment, instruction, code)
    : settleWhatIsThere(work, moment, instruction, code, legs);
}

async function settleWhatIsThere(
  work: UnitOfWork,
  moment: JointMoment,
  instruction: JointInstruction,
  code: ErrorCode,
  legs: readonly number[],
): Promise<Outcome> {
  return unlessBlocked(work, moment, instruction, async () => {
    const settled = await settleAvailablePart(work, moment, instruction, { code, legs });
    return settled ? { status: instruction.status, code } : keepWaiting(work, moment, instruction, code, legs);
  });
}

async function settleReserved(work: UnitOfWork, moment: JointMoment, instruction: JointInstruction): Promise<Outcome> {
  const isOrdered = work.callerMspId === instruction.proposedBy;
  const obstacle = jointObstacle(instruction, moment.today, isOrdered) ?? closedObstacle(moment);
  if (obstacle !== undefined) return keepWaiting(work, moment, instruction, obstacle);
  return unlessBlocked(work, moment, instruction, () => settleWhole(work, moment, instruction));
}

/** What settles, or else what a rule against it makes of the instruction: nothing else is left of the attempt. */
async function unlessBlocked(
  work: UnitOfWork,
  moment: JointMoment,
  instruction: JointInstruction,
  act: () => Promise<Outcome>,
): Promise<Outcome> {
  return work.attempt(act).catch((error: unknown) => {
    if (error instanceof Blocked) return decideBlocked(work, moment, instruction, error);
    if (error instanceof DomainError) return keepWaiting(work, moment, instruction, error.code);
    throw error;
  });
}

/**
 * Settles all that is open of a reserved instruction.
 *
 * @throws {Blocked} where a rule forbids it
 * @throws DomainError of the register itself
 */
export async function settleWhole(
  work: UnitOfWork,
  moment: JointMoment,
  instruction: JointInstruction,
): Promise<Pick<JointProgress, 'status'>> {
  await releaseAll(work, instruction);
  const movements = await moveNet(work, moment, [{ instruction, legs: openLegs(instruction) }]);
  const settled = settleJoint(accrued(moment, instruction), work.at(moment.today));
  writeJoint(work.state, settled);
  work.events.push({ type: 'JointInstructionSettled', instruction: settled, movements });
  return { status: settled.status };
}

async function decideBlocked(
  work: UnitOfWork,
  moment: JointMoment,
  instruction: JointInstruction,
  { code, isForGood }: Blocked,
): Promise<Outcome> {
  if (!isForGood) return keepWaiting(work, moment, instruction, code);
  await end(work, refuseJoint(accrued(moment, instruction), moment.today, code));
  return { status: 'refused', code };
}

async function end(work: UnitOfWork, ended: JointInstruction): Promise<Outcome> {
  await releaseAll(work, ended);
  writeJoint(work.state, ended);
  const type = ended.status === 'expired' ? 'JointInstructionExpired' : 'JointInstructionRefused';
  work.events.push({ type, instruction: ended });
  return { status: ended.status };
}

function keepWaiting(
  work: UnitOfWork,
  moment: JointMoment,
  instruction: JointInstruction,
  code: ErrorCode,
  legs: readonly number[] = code === 'PAYMENT_NOT_RECEIVED' ? unpaidLegs(instruction) : [],
): Outcome {
  noteIfDue(work, moment, instruction, { code, legs });
  return { status: instruction.status, code };
}
