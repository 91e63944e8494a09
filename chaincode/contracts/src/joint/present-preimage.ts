import {
  DomainError,
  jointObstacle,
  openLock,
  preimagePresented,
  type ErrorCode,
  type JointInstruction,
  type PreimagePresented,
} from '@scrip/model';
import { readJoint, writeJoint } from '../records/joint-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { jointMoment, type JointMoment } from './joint-moment.js';
import { Blocked, closedObstacle } from './net-movement.js';
import { settleWhole } from './settle-joint.js';

/**
 * Settles an instruction by the preimage of its hash lock, whoever presents it. Whoever endorses has seen the bytes and
 * can use them on the other ledger, so a lock that was opened in time stays open: what time or a document can cure makes
 * the settlement wait, reserved, and the last day no longer ends it. What is refused for good, or is not due yet, leaves
 * nothing.
 */
export const presentPreimage: CommandHandler<PreimagePresented> = {
  body: preimagePresented,
  run: async (work, presented) => {
    const instruction = await readJoint(work.state, presented.instructionId);
    const moment = await jointMoment(work, instruction.legs);
    const opened = openLock(instruction, presented, moment.today);
    const { instructionId } = instruction;
    const early = jointObstacle(opened, moment.today, false);
    if (early !== undefined) throw new DomainError(early, { instructionId });
    const obstacle = closedObstacle(moment) ?? (await settledOr(work, moment, opened));
    if (obstacle === undefined) return { instructionId, status: 'settled' };
    writeJoint(work.state, opened);
    work.events.push({ type: 'JointInstructionOpened', instruction: opened });
    return { instructionId, status: 'reserved', code: obstacle };
  },
};

/** Settles, or says what makes it wait. @throws DomainError where it is refused for good */
async function settledOr(
  work: UnitOfWork,
  moment: JointMoment,
  opened: JointInstruction,
): Promise<ErrorCode | undefined> {
  try {
    await work.attempt(() => settleWhole(work, moment, opened));
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    if (!(error instanceof Blocked)) throw error;
    if (error.isForGood) throw new DomainError(error.code, { instructionId: opened.instructionId });
    return error.code;
  }
}
