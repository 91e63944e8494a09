import {
  breakAssignment,
  breakNote,
  breakReport,
  DomainError,
  LIMITS,
  requireOpen,
  resolveBreak,
  type Break,
  type BreakAssignment,
  type BreakNote,
  type BreakReport,
} from '@scrip/model';
import { findBreak, openBreakIds, readBreak, writeBreak } from '../records/break-records.js';
import { readInstruction } from '../records/instruction-records.js';
import { readParty } from '../records/party-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Raises a break over a security or an instruction: while it is blocking and open, the business day of its calendar cannot
 * end. An organisation raises so many at most, for no member alone may make the end of day too long to be computed.
 */
export const raiseBreak: CommandHandler<BreakReport> = {
  body: breakReport,
  run: async (work, { severity = 'blocking', owner, ...report }) => {
    const { breakId, isin, instructionId, holderId } = report;
    const { calendar, registrar } = await readSecurityOnRecord(work.state, isin);
    if (instructionId !== undefined && (await readInstruction(work.state, instructionId)).isin !== isin) {
      throw new DomainError('INSTRUCTION_UNKNOWN', { isin, instructionId });
    }
    if (holderId !== undefined) await readParty(work.state, holderId);
    if ((await findBreak(work.state, calendar, breakId)) !== undefined) {
      throw new DomainError('BREAK_EXISTS', { calendar, breakId });
    }
    if (owner !== undefined) await requireOwner(work, owner);
    if ((await roomForBreaks(work, { calendar, severity })) === 0)
      throw new DomainError('BREAKS_TOO_MANY', { calendar });
    const { businessDate } = await work.moment(calendar);
    const raised: Break = {
      ...{ ...report, severity, owner: owner ?? { mspId: registrar, role: 'registrar' } },
      ...{ calendar, raisedBy: work.callerMspId, raisedOn: businessDate },
    };
    writeBreak(work.state, raised);
    work.events.push({ type: 'BreakRaised', break: raised });
    return { calendar, breakId };
  },
};

/** How many more breaks of a severity the caller's organisation may have open. */
export async function roomForBreaks(
  work: UnitOfWork,
  { calendar, severity }: Pick<Break, 'calendar' | 'severity'>,
): Promise<number> {
  const own = await openBreakIds(work.state, calendar, [work.callerMspId], severity);
  return Math.max(LIMITS.openBreaksPerOrganisationMax - own.length, 0);
}

/** Gives a break to another organisation to clear up, by who raised it, who has it, or a regulator. */
export const assignBreak: CommandHandler<BreakAssignment> = {
  body: breakAssignment,
  run: async (work, { calendar, breakId, owner }) => {
    const open = requireOpen(await readBreak(work.state, calendar, breakId));
    if (open.owner.mspId !== work.callerMspId) await requireRaiser(work, open);
    await requireOwner(work, owner);
    return change(work, { ...open, owner });
  },
};

/** Says where a difference comes from, by the organisation that is to clear it up; the break stays open. */
export const explainBreak: CommandHandler<BreakNote> = {
  body: breakNote,
  run: async (work, { calendar, breakId, noteHash }) => {
    const open = requireOpen(await readBreak(work.state, calendar, breakId));
    const by = work.callerMspId;
    if (open.owner.mspId !== by) throw new DomainError('AUTHORITY_DENIED', { rule: 'owner of the break' });
    const { businessDate: on } = await work.moment(calendar);
    return change(work, { ...open, explanation: { by, on, noteHash } });
  },
};

/** Resolves a break, by the organisation that raised it; a regulator may do so in its place. */
export const endBreak: CommandHandler<BreakNote> = {
  body: breakNote,
  run: async (work, { calendar, breakId, noteHash }) => {
    const open = await readBreak(work.state, calendar, breakId);
    await requireRaiser(work, open);
    const { businessDate: on } = await work.moment(calendar);
    const resolved = resolveBreak(open, { by: work.callerMspId, on, noteHash });
    writeBreak(work.state, resolved);
    work.events.push({ type: 'BreakResolved', break: resolved });
    return { calendar, breakId };
  },
};

function change(work: UnitOfWork, changed: Break): unknown {
  const { calendar, breakId } = changed;
  writeBreak(work.state, changed);
  work.events.push({ type: 'BreakChanged', break: changed });
  return { calendar, breakId };
}

/** @throws DomainError AUTHORITY_DENIED */
async function requireRaiser(work: UnitOfWork, { raisedBy }: Break): Promise<void> {
  if (raisedBy === work.callerMspId || (await work.callerHas('regulator'))) return;
  throw new DomainError('AUTHORITY_DENIED', { rule: 'organisation that raised the break, or regulator' });
}

/** An owner must be a participant, in a role that it has. @throws DomainError PARTICIPANT_UNKNOWN, BREAK_OWNER_UNFIT */
async function requireOwner(work: UnitOfWork, { mspId, role }: Break['owner']): Promise<void> {
  const { roles } = (await work.participants()).require(mspId);
  if (role !== undefined && !roles.includes(role)) throw new DomainError('BREAK_OWNER_UNFIT', { role });
}
