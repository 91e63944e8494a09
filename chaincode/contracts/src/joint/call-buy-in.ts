import { buyInCall, calledAct, endByBuyIn, type BuyInCall } from '@scrip/model';
import { requirePartyWord } from '../mandate/party-word.js';
import { noteOnEnded, readJoint, writeJoint } from '../records/joint-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { accrued } from './failing.js';
import { jointMoment } from './joint-moment.js';
import { actsOf } from './party-authority.js';

/**
 * Ends an instruction whose units the receiving party had delivered by another one, or values where they could not be
 * had. Nothing is reserved for it, for its units are not there; what is owed is recorded, and paid elsewhere.
 */
export const callBuyIn: CommandHandler<BuyInCall> = {
  body: buyInCall,
  run: async (work, call) => {
    const { instructionId, outcome } = call;
    const instruction = await readJoint(work.state, instructionId);
    const moment = await jointMoment(work, instruction.legs);
    const named = outcome.kind === 'delivery' ? await readJoint(work.state, outcome.delivery) : undefined;
    const scene = { calendar: moment.lead.calendar, today: moment.today };
    const { ended, cover } = endByBuyIn(
      accrued(moment, instruction),
      call,
      named === undefined ? scene : { ...scene, cover: named },
    );
    await requirePartyWord(work, call, calledAct(call), actsOf(instruction, moment, call.party));
    writeJoint(work.state, ended);
    if (cover !== undefined) noteOnEnded(work.state, cover);
    work.events.push({
      type: 'JointInstructionBoughtIn',
      instruction: ended,
      ...(cover === undefined ? {} : { cover }),
    });
    return { instructionId, status: ended.status };
  },
};
