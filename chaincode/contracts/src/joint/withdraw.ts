import { partyWord, withdrawJoint, withdrawnAct, type PartyWord } from '@scrip/model';
import { requirePartyWord } from '../mandate/party-word.js';
import { findInstruction } from '../records/instruction-records.js';
import { readJoint, writeJoint } from '../records/joint-records.js';
import { withdrawFromTransfer } from '../settlement/withdraw.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { jointMoment } from './joint-moment.js';
import { actsOf } from './party-authority.js';

/**
 * Ends an instruction for one of its parties: a joint one before all are bound; a transfer, which binds from its entry, with
 * the word of both.
 */
export const withdrawInstruction: CommandHandler<PartyWord> = {
  body: partyWord,
  run: async (work, word) => {
    const transfer = await findInstruction(work.state, word.instructionId);
    return transfer === undefined ? withdrawFromJoint(work, word) : withdrawFromTransfer(work, transfer, word);
  },
};

async function withdrawFromJoint(work: UnitOfWork, word: PartyWord): Promise<unknown> {
  const { instructionId, party } = word;
  const instruction = await readJoint(work.state, instructionId);
  const moment = await jointMoment(work, instruction.legs);
  const withdrawn = withdrawJoint(instruction, party, moment.today);
  await requirePartyWord(work, word, withdrawnAct(word), actsOf(instruction, moment, party));
  writeJoint(work.state, withdrawn);
  work.events.push({ type: 'JointInstructionWithdrawn', instruction: withdrawn });
  return { instructionId, status: withdrawn.status };
}
