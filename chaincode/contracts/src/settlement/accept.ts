import {
  acceptedAct,
  acceptTransfer,
  DomainError,
  givenAcceptance,
  transferAct,
  type GivenAcceptance,
  type Security,
  type SettlementInstruction,
} from '@scrip/model';
import { requirePartyWord } from '../mandate/party-word.js';
import { keepInstructionRecord, readInstruction } from '../records/instruction-records.js';
import { readSecurity } from '../records/security-records.js';
import { presentTerms } from '../title/present-deed.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Enters that the receiver of a transfer consents to the terms of its deed; its custodian brings it in. */
export const acceptDeed: CommandHandler<GivenAcceptance> = {
  body: givenAcceptance,
  run: async (work, given) => {
    const { instructionId } = given;
    const instruction = await readInstruction(work.state, instructionId);
    const security = await readSecurity(work.state, instruction.isin);
    await work.moment(security.calendar);
    const accepted = await withAcceptance(work, security, instruction, given);
    keepInstructionRecord(work.state, accepted);
    work.events.push({ type: 'DeedAccepted', instruction: accepted });
    return { instructionId, terms: accepted.terms };
  },
};

/**
 * The instruction with the consent of its receiver, whose word is checked.
 *
 * @throws DomainError INSTRUCTION_NOT_PENDING, DEED_DIFFERS, DEED_SUPERSEDED, PARTY_NOT_OF_INSTRUCTION, ACCEPTED_ALREADY, AUTHORITY_DENIED and
 *   why the party does not act
 */
export async function withAcceptance(
  work: UnitOfWork,
  security: Security,
  instruction: SettlementInstruction,
  given: GivenAcceptance,
): Promise<SettlementInstruction> {
  const { party, terms, authorisation } = given;
  const acceptedOn = work.businessDate ?? (await work.today());
  const said = { party, custodian: work.callerMspId, acceptedOn };
  const word = authorisation === undefined ? said : { ...said, authorisation };
  const accepted = acceptTransfer(instruction, terms, word);
  if ((await presentTerms(work, security, instruction)) !== terms) {
    throw new DomainError('DEED_SUPERSEDED', { instructionId: instruction.instructionId });
  }
  await requirePartyWord(work, given, acceptedAct(given), [transferAct(security, instruction.units)]);
  return accepted;
}
