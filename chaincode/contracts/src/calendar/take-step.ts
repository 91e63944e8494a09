import {
  advanceRequest,
  askStep,
  correctionRequest,
  decidesSteps,
  DomainError,
  endsDay,
  isAgreed,
  requireNoBreaks,
  requireStep,
  type AskedStep,
  type CalendarDate,
  type StepRequest,
} from '@scrip/model';
import { openBreakIds } from '../records/break-records.js';
import { readCalendar, readCalendarDate, writeCalendarDate, writeDaysPassed } from '../records/calendar-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Asks for the next step of a business day, or agrees to it. */
export const advanceDay: CommandHandler<StepRequest> = { body: advanceRequest, run: takeStep };

/** Asks for a later business day although others lie between, or agrees to it. What was recorded stays. */
export const correctDay: CommandHandler<StepRequest> = { body: correctionRequest, run: takeStep };

/**
 * The calendar authority and the registrar each give the command, in any order; with the second one the date moves. The
 * key's policy asks both their peers as well, but an endorsement is automation and no decision. Breaks hold the day while
 * who raised them may give commands.
 */
async function takeStep(work: UnitOfWork, { calendar, ...step }: StepRequest): Promise<unknown> {
  const participants = await work.participants();
  if (!decidesSteps(participants, work.callerMspId)) {
    throw new DomainError('AUTHORITY_DENIED', { rule: 'calendar authority or registrar' });
  }
  const current = await readCalendarDate(work.state, calendar);
  requireStep(await readCalendar(work.state, calendar), current, step);
  if (endsDay(current, step)) {
    requireNoBreaks(await openBreakIds(work.state, calendar, participants.acting.members));
  }
  const asked = askStep(current, step, work.callerMspId);
  return isAgreed(participants, asked.by) ? move(work, current, asked) : wait(work, current, asked);
}

function move(work: UnitOfWork, { calendar, businessDate: previous }: CalendarDate, asked: AskedStep): unknown {
  const { businessDate, phase } = asked;
  writeCalendarDate(work.state, { calendar, businessDate, phase });
  writeDaysPassed(work.state, calendar, previous, businessDate);
  work.businessDate = businessDate;
  work.events.push({ type: 'BusinessDateAdvanced', calendar, previous, ...asked });
  return { calendar, status: 'moved', ...asked };
}

function wait(work: UnitOfWork, current: CalendarDate, asked: AskedStep): unknown {
  const { calendar, businessDate } = current;
  writeCalendarDate(work.state, { ...current, asked });
  work.businessDate = businessDate;
  work.events.push({ type: 'BusinessDateStepAsked', calendar, ...asked });
  return { calendar, status: 'asked', ...asked };
}
