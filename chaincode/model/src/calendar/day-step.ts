import { askedAlso } from '../authority/asked-also.js';
import type { Participants } from '../authority/participant.js';
import { businessDate, compareDates, daysBetween, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { calendarId, mspId, type CalendarId, type MspId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { list, optional, record, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import type { BusinessCalendar } from './business-calendar.js';
import { isBusinessDay, nextBusinessDay } from './business-day.js';

/** The phases of a business day in their order. Each cut-off begins the phase that has its name. */
export const DAY_PHASES = ['open', 'instructionCutOff', 'settlementCutOff', 'closed'] as const;

/** A phase of a business day. */
export type DayPhase = (typeof DAY_PHASES)[number];

/** A moment of a calendar: time on the ledger has no finer grain. */
export interface DayMoment {
  readonly businessDate: BusinessDate;
  readonly phase: DayPhase;
}

/** Why business days are left out: nothing ran on them, the market was closed at short notice, or a date was wrong. */
export const CORRECTION_REASONS = ['outage', 'closure', 'error'] as const;

/** A reason of a correction. */
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

/** A move of a calendar to a later moment; with a reason it is a correction, which leaves out what lies between. */
export interface DayStep extends DayMoment {
  readonly correction?: CorrectionReason;
}

/** A step that was asked for and lacks the agreement of another organisation. */
export interface AskedStep extends DayStep {
  readonly by: readonly MspId[];
}

/** A calendar with the business date that holds on the ledger. */
export interface CalendarDate extends DayMoment {
  readonly calendar: CalendarId;
  readonly asked?: AskedStep;
}

const momentFields = { businessDate, phase: word(...DAY_PHASES) } as const;
const correction = word(...CORRECTION_REASONS);

/** How a business date is stored. Schema 1 had no phases. */
export const calendarDateRecord = storedRecord<CalendarDate>(
  'business date',
  record({
    ...momentFields,
    calendar: calendarId,
    asked: optional(
      record({
        ...momentFields,
        correction: optional(correction),
        by: list(mspId, { min: 1, max: LIMITS.participantsMax }),
      }),
    ),
  }),
  [(fields) => ({ ...fields, phase: 'open' })],
);

/** A step with the calendar that is to take it. */
export interface StepRequest extends DayStep {
  readonly calendar: CalendarId;
}

/** Reader of the body of `calendar:advance`. */
export const advanceRequest: Reader<StepRequest> = record({ calendar: calendarId, ...momentFields });

const correctionFields = record({ calendar: calendarId, businessDate, reason: correction });

/** Reader of the body of `calendar:correct`: the corrected day begins open. */
export const correctionRequest: Reader<StepRequest> = (value, path) => {
  const { reason, ...named } = correctionFields(value, path);
  return { ...named, phase: 'open', correction: reason };
};

const compareMoments = (left: DayMoment, right: DayMoment): number =>
  compareDates(left.businessDate, right.businessDate) ||
  DAY_PHASES.indexOf(left.phase) - DAY_PHASES.indexOf(right.phase);

/** The one moment that can follow another: the next cut-off, the close, then the next business day. */
export function nextMoment(calendar: BusinessCalendar, { businessDate: date, phase }: DayMoment): DayMoment {
  const following = DAY_PHASES[DAY_PHASES.indexOf(phase) + 1];
  return following === undefined
    ? { businessDate: nextBusinessDay([calendar], date), phase: 'open' }
    : { businessDate: date, phase: following };
}

/**
 * Refuses a step that a calendar cannot take from where it stands. A correction may leave out moments, but is no way
 * back either; because it cannot be undone, its length is limited: a mistyped year does not end the use of a calendar.
 *
 * @throws DomainError BUSINESS_DATE_NOT_LATER, NOT_A_BUSINESS_DAY, DAY_STEP_OUT_OF_ORDER, BUSINESS_DATE_STEP_EXCEEDED
 */
export function requireStep(calendar: BusinessCalendar, current: DayMoment, step: DayStep): void {
  if (compareMoments(current, step) >= 0) {
    throw new DomainError('BUSINESS_DATE_NOT_LATER', { businessDate: current.businessDate, phase: current.phase });
  }
  requireBusinessDay(calendar, step.businessDate);
  if (step.correction !== undefined) {
    requireCorrection(current, step);
    return;
  }
  const next = nextMoment(calendar, current);
  if (compareMoments(next, step) !== 0) {
    throw new DomainError('DAY_STEP_OUT_OF_ORDER', { nextDate: next.businessDate, nextPhase: next.phase });
  }
}

/** @throws DomainError NOT_A_BUSINESS_DAY with the next one */
export function requireBusinessDay(calendar: BusinessCalendar, date: BusinessDate): void {
  if (isBusinessDay([calendar], date)) return;
  throw new DomainError('NOT_A_BUSINESS_DAY', {
    calendar: calendar.id,
    date,
    nextBusinessDay: nextBusinessDay([calendar], date),
  });
}

function requireCorrection({ businessDate: today }: DayMoment, { businessDate: date }: DayStep): void {
  const { businessDateStepDaysMax: daysMax } = LIMITS;
  if (daysBetween(today, date) > daysMax) {
    throw new DomainError('BUSINESS_DATE_STEP_EXCEEDED', { businessDate: today, daysMax });
  }
}

/** Whether a step ends the business day that is running. */
export const endsDay = (current: DayMoment, step: DayStep): boolean =>
  current.phase !== 'closed' && (step.phase === 'closed' || isBefore(current.businessDate, step.businessDate));

/**
 * A step after one more organisation has asked for it: agreed, or waiting for another one. Only those who ask for the
 * same step are counted; who asks for another one takes back what was asked before.
 */
export function askStep(current: CalendarDate, step: DayStep, by: MspId): AskedStep {
  const { asked } = current;
  const isSame = asked !== undefined && compareMoments(asked, step) === 0 && asked.correction === step.correction;
  return { ...step, by: askedAlso(isSame ? asked.by : [], by) };
}

/**
 * The two groups of which one organisation each must ask, and not the same one: calendar authority and registrar. Where
 * a single organisation in good standing is left for both, a regulator stands in for the second.
 */
function decidingGroups(participants: Participants): readonly [readonly MspId[], readonly MspId[]] {
  const { acting } = participants;
  const authorities = acting.withRole('calendarAuthority');
  const registrars = acting.withRole('registrar');
  const isOne = new Set([...authorities, ...registrars]).size === 1;
  return [authorities, isOne ? acting.withRole('regulator') : registrars];
}

/** Whether an organisation has a say in the steps of the calendars. */
export const decidesSteps = (participants: Participants, id: MspId): boolean =>
  decidingGroups(participants).some((group) => group.includes(id));

/** Whether those who ask for a step suffice for it. */
export function isAgreed(participants: Participants, by: readonly MspId[]): boolean {
  const [authorities, seconds] = decidingGroups(participants);
  return by.some((first) => authorities.includes(first) && by.some((id) => id !== first && seconds.includes(id)));
}
