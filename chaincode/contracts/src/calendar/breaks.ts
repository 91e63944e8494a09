import {
  breakReport,
  DomainError,
  LIMITS,
  resolveBreak,
  resolveBreakRequest,
  type Break,
  type BreakId,
  type BreakReport,
  type CalendarId,
  type Sha256,
} from '@scrip/model';
import { findBreak, openBreakIds, readBreak, writeBreak } from '../records/break-records.js';
import { readInstruction } from '../records/instruction-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';

/**
 * Raises a break over a security or an instruction: from now on the business day of its calendar cannot end. An
 * organisation raises so many at most, for no member alone may make the end of day too long to be computed.
 */
export const raiseBreak: CommandHandler<BreakReport> = {
  body: breakReport,
  run: async (work, report) => {
    const { breakId, isin, instructionId } = report;
    const { calendar } = await readSecurity(work.state, isin);
    if (instructionId !== undefined && (await readInstruction(work.state, instructionId)).isin !== isin) {
      throw new DomainError('INSTRUCTION_UNKNOWN', { isin, instructionId });
    }
    if ((await findBreak(work.state, calendar, breakId)) !== undefined) {
      throw new DomainError('BREAK_EXISTS', { calendar, breakId });
    }
    const own = await openBreakIds(work.state, calendar, [work.callerMspId]);
    if (own.length >= LIMITS.openBreaksPerOrganisationMax) throw new DomainError('BREAKS_TOO_MANY', { calendar });
    const { businessDate } = await work.moment(calendar);
    const raised: Break = { ...report, calendar, raisedBy: work.callerMspId, raisedOn: businessDate };
    writeBreak(work.state, raised);
    work.events.push({ type: 'BreakRaised', break: raised });
    return { calendar, breakId };
  },
};

/** The body of `calendar:resolveBreak`. */
interface ResolveBreakRequest {
  readonly calendar: CalendarId;
  readonly breakId: BreakId;
  readonly noteHash: Sha256;
}

/** Resolves a break, by the organisation that raised it; a regulator may do so in its place. */
export const endBreak: CommandHandler<ResolveBreakRequest> = {
  body: resolveBreakRequest,
  run: async (work, { calendar, breakId, noteHash }) => {
    const open = await readBreak(work.state, calendar, breakId);
    const by = work.callerMspId;
    const isRegulator = await work.callerHas('regulator');
    if (open.raisedBy !== by && !isRegulator) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'organisation that raised the break, or regulator' });
    }
    const { businessDate: on } = await work.moment(calendar);
    const resolved = resolveBreak(open, { by, on, noteHash });
    writeBreak(work.state, resolved);
    work.events.push({ type: 'BreakResolved', break: resolved });
    return { calendar, breakId };
  },
};
