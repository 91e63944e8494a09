import { affirmedAct, affirmJoint, partyWord, reached, type PartyWord } from '@scrip/model';
import { requirePartyWord } from '../mandate/party-word.js';
import { readJoint, writeJoint } from '../records/joint-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { requirePresentDeed } from './joint-deed.js';
import { jointMoment } from './joint-moment.js';
import { actsOf } from './party-authority.js';
import { reserveNow } from './reserve.js';

/** Enters the affirmation of one party; that of the last one reserves the units of all senders, where it can. */
export const affirmInstruction: CommandHandler<PartyWord> = {
  body: partyWord,
  run: async (work, word) => {
    const { instructionId, party, authorisation } = word;
    const instruction = await readJoint(work.state, instructionId);
    const moment = await jointMoment(work, instruction.legs);
    const custodian = work.callerMspId;
    const said = { party, custodian, affirmedOn: moment.today };
    const joined = affirmJoint(instruction, authorisation === undefined ? said : { ...said, authorisation });
    const affirmed = joined.status === 'affirmed' ? reached(joined, 'irrevocable', work.at(moment.today)) : joined;
    await requirePresentDeed(work, moment, instruction);
    await requirePartyWord(work, word, affirmedAct(instruction), actsOf(instruction, moment, party));
    writeJoint(work.state, affirmed);
    work.events.push({ type: 'JointInstructionAffirmed', instruction: affirmed });
    if (affirmed.status !== 'affirmed') return { instructionId, status: affirmed.status };
    const { status, code } = await reserveNow(work, moment, affirmed);
    return { instructionId, status, ...(code === undefined ? {} : { code }) };
  },
};
