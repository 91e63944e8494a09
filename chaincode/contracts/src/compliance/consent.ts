import { compliance, DomainError, isOpen, type BusinessDate, type InstructionId } from '@scrip/model';
import { jointMoment } from '../joint/joint-moment.js';
import { readConsents, writeConsent } from '../records/compliance-records.js';
import { readInstruction } from '../records/instruction-records.js';
import { findJoint } from '../records/joint-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** What an organisation says to one pending transfer or joint instruction, once: rules say whose consent counts. */
export const consentTo: CommandHandler<compliance.ConsentStatement> = {
  body: compliance.consentStatement,
  run: async (work, { instructionId, decision }) => {
    const businessDate = await dateOfPending(work, instructionId);
    const before = await readConsents(work.state, instructionId);
    if (before.some(({ mspId }) => mspId === work.callerMspId))
      throw new DomainError('CONSENT_EXISTS', { instructionId });
    const consent = { instructionId, decision, mspId: work.callerMspId, givenOn: businessDate };
    writeConsent(work.state, consent);
    work.events.push({ type: 'ConsentStated', consent });
    return { instructionId, decision };
  },
};

/** The business date of what can still settle. @throws DomainError INSTRUCTION_UNKNOWN, INSTRUCTION_NOT_PENDING */
async function dateOfPending(work: UnitOfWork, instructionId: InstructionId): Promise<BusinessDate> {
  const joint = await findJoint(work.state, instructionId);
  if (joint !== undefined) {
    if (!isOpen(joint)) throw new DomainError('INSTRUCTION_NOT_PENDING', { instructionId });
    return (await jointMoment(work, joint.legs)).today;
  }
  const { status, isin } = await readInstruction(work.state, instructionId);
  if (status !== 'pending') throw new DomainError('INSTRUCTION_NOT_PENDING', { instructionId });
  const { calendar } = await readSecurity(work.state, isin);
  return (await work.moment(calendar)).businessDate;
}
