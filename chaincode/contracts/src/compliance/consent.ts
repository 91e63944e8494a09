import { compliance, DomainError } from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { readConsents, writeConsent } from '../records/compliance-records.js';
import { readInstruction } from '../records/instruction-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';

/** What an organisation says to one pending transfer, once: rules say whose consent counts. */
export const consentTo: CommandHandler<compliance.ConsentStatement> = {
  body: compliance.consentStatement,
  run: async (work, { instructionId, decision }) => {
    const { status, isin } = await readInstruction(work.state, instructionId);
    if (status !== 'pending') throw new DomainError('INSTRUCTION_NOT_PENDING', { instructionId });
    const before = await readConsents(work.state, instructionId);
    if (before.some(({ mspId }) => mspId === work.callerMspId))
      throw new DomainError('CONSENT_EXISTS', { instructionId });
    const { calendar } = await readSecurity(work.state, isin);
    const { businessDate } = await readCalendarDate(work.state, calendar);
    work.businessDate = businessDate;
    const consent = { instructionId, decision, mspId: work.callerMspId, givenOn: businessDate };
    writeConsent(work.state, consent);
    work.events.push({ type: 'ConsentStated', consent });
    return { instructionId, decision };
  },
};
