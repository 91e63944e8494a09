import { DomainError, jointObstacle, openLock, preimagePresented, type PreimagePresented } from '@scrip/model';
import { readJoint } from '../records/joint-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { jointMoment } from './joint-moment.js';
import { Blocked, closedObstacle } from './net-movement.js';
import { settleWhole } from './settle-joint.js';

/**
 * Settles an instruction by the preimage of its hash lock, whoever presents it. With the settlement the preimage is
 * public; what does not settle now is refused and publishes nothing, so that nobody shows the other ledger's key for
 * units that do not come.
 */
export const presentPreimage: CommandHandler<PreimagePresented> = {
  body: preimagePresented,
  run: async (work, presented) => {
    const instruction = await readJoint(work.state, presented.instructionId);
    const moment = await jointMoment(work, instruction.legs);
    const opened = openLock(instruction, presented, moment.today);
    const { instructionId } = instruction;
    const obstacle = jointObstacle(opened, moment.today, false) ?? closedObstacle(moment);
    if (obstacle !== undefined) throw new DomainError(obstacle, { instructionId });
    try {
      return { instructionId, ...(await settleWhole(work, moment, opened)) };
    } catch (error) {
      throw error instanceof Blocked ? new DomainError(error.code, { instructionId }) : error;
    }
  },
};
