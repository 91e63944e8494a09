import {
  DomainError,
  hasExpired,
  jointObstacle,
  LIMITS,
  netDeliveries,
  nettingObstacle,
  nettingSet,
  openLegs,
  reservationObstacle,
  settleInSet,
  type ErrorCode,
  type JointInstruction,
  type NettingSet,
  type SettledMovement,
} from '@scrip/model';
import { readJoint, writeJoint } from '../records/joint-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { requireCalled } from './called.js';
import { accrued } from './failing.js';
import { jointMoment, type JointMoment } from './joint-moment.js';
import { Blocked, closedObstacle, moveNet } from './net-movement.js';
import { jointAuthorityObstacle } from './party-authority.js';
import { lackOf, releaseAll } from './reserve.js';

/** An instruction of a set with its own lead and date: the calendar of another one makes nothing due, and nothing lasts longer. */
interface Member {
  readonly instruction: JointInstruction;
  readonly moment: JointMoment;
}

/**
 * Settles instructions on the net of all, or none of them: what each has reserved by itself is set free for it, and the
 * net alone must be there. The set is judged like one instruction. What keeps one of them from settling refuses the set
 * and names it where it can be named, so that the set can be tried without it.
 */
export const settleNetted: CommandHandler<NettingSet> = {
  body: nettingSet,
  run: async (work, set) => {
    const instructions: JointInstruction[] = [];
    for (const id of set.instructionIds) instructions.push(await readJoint(work.state, id));
    const legs = instructions.flatMap((instruction) => openLegs(instruction));
    if (legs.length > LIMITS.legsPerNettingSetMax) {
      throw new DomainError('LIMIT_EXCEEDED', { legsMax: LIMITS.legsPerNettingSetMax });
    }
    const members: Member[] = [];
    for (const instruction of instructions) {
      members.push({ instruction, moment: await jointMoment(work, instruction.legs) });
    }
    const moment = await jointMoment(work, legs);
    for (const member of members) await requireReady(work, member);
    const closed = closedObstacle(moment);
    if (closed !== undefined) throw new DomainError(closed);
    const movements = await moveAll(work, moment, instructions);
    work.events.push({ type: 'JointInstructionsNetted', instructionIds: set.instructionIds, movements });
    for (const member of members) {
      const settled = settleInSet(accrued(member.moment, member.instruction), set, work.at(member.moment.today));
      writeJoint(work.state, settled);
      work.events.push({ type: 'JointInstructionSettled', instruction: settled, movements: [] });
    }
    return { instructions: set.instructionIds.map((instructionId) => ({ instructionId, status: 'settled' })) };
  },
};

/** @throws DomainError with what keeps an instruction from being one of the set */
async function requireReady(work: UnitOfWork, { instruction, moment }: Member): Promise<void> {
  await requireCalled(work, moment, instruction);
  const { instructionId, proposedBy, status } = instruction;
  const { today } = moment;
  const expired: ErrorCode | undefined = hasExpired(instruction, today) ? 'INSTRUCTION_EXPIRED' : undefined;
  const notDue = status === 'affirmed' ? reservationObstacle(instruction, today) : undefined;
  const lapsed = status === 'affirmed' ? await jointAuthorityObstacle(work, instruction, moment) : undefined;
  const code =
    nettingObstacle(instruction) ??
    expired ??
    notDue ??
    lapsed?.code ??
    jointObstacle(instruction, today, work.callerMspId === proposedBy);
  if (code !== undefined) throw new DomainError(code, { instructionId });
}

/** @throws DomainError UNITS_INSUFFICIENT and others where the net is not there, or with the rule that forbids it */
async function moveAll(
  work: UnitOfWork,
  moment: JointMoment,
  instructions: readonly JointInstruction[],
): Promise<readonly SettledMovement[]> {
  for (const instruction of instructions) await releaseAll(work, instruction);
  const moving = instructions.map((instruction) => ({ instruction, legs: openLegs(instruction) }));
  for (const position of netDeliveries(moving.flatMap(({ legs }) => legs))) {
    const lack = await lackOf(work, moment, position);
    if (lack !== undefined) throw new DomainError(lack, { isin: position.isin, holderId: position.holderId });
  }
  try {
    return await moveNet(work, moment, moving);
  } catch (error) {
    if (!(error instanceof Blocked)) throw error;
    const { code, instructionId } = error;
    throw new DomainError(code, instructionId === undefined ? {} : { instructionId });
  }
}
