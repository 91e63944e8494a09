import { transferAct, withdrawnAct, withdrawTransfer, type PartyWord, type SettlementInstruction } from '@scrip/model';
import { requirePartyWord } from '../mandate/party-word.js';
import { decideInstructionRecord, keepInstructionRecord } from '../records/instruction-records.js';
import { readSecurity } from '../records/security-records.js';
import { closeBallot } from '../title/close-ballot.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Enters that a party no longer wants a transfer; with the word of the other one it has ended. */
export async function withdrawFromTransfer(
  work: UnitOfWork,
  instruction: SettlementInstruction,
  word: PartyWord,
): Promise<unknown> {
  const { instructionId, party, authorisation } = word;
  const security = await readSecurity(work.state, instruction.isin);
  const { businessDate: withdrawnOn } = await work.moment(security.calendar);
  const said = { party, custodian: work.callerMspId, withdrawnOn };
  const withdrawn = withdrawTransfer(instruction, authorisation === undefined ? said : { ...said, authorisation });
  await requirePartyWord(work, word, withdrawnAct(word), [transferAct(security, instruction.units)]);
  if (withdrawn.status === 'pending') keepInstructionRecord(work.state, withdrawn);
  else {
    decideInstructionRecord(work.state, withdrawn);
    await closeBallot(work, security, instruction, 'ended', withdrawnOn);
  }
  work.events.push({ type: 'WithdrawalStated', instruction: withdrawn });
  return { instructionId, status: withdrawn.status };
}
