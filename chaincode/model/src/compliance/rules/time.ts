import { businessDate, isBefore } from '../../dates/business-date.js';
import { hasElapsed, period, periodInWords } from '../../dates/period.js';
import { LIMITS } from '../../limits.js';
import { list, record, refuseField, type Reader } from '../../serialisation/reader.js';
import type { BusinessDate } from '../../dates/business-date.js';
import { MOVING_EVENTS } from '../facts.js';
import { metIf, ruleKind, unknownFor } from '../rule-kind.js';

/** Days from the first to the last, both included. */
export interface Window {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

const dates = record({ from: businessDate, to: businessDate });
const window: Reader<Window> = (value, path) => {
  const read = dates(value, path);
  return isBefore(read.to, read.from) ? refuseField(`${path}/to`, 'not before its first day') : read;
};

const windows = list(window, { min: 1, max: LIMITS.windowsPerRuleMax });

/** Only from a date on, that date included. */
export const notBefore = ruleKind({
  is: 'notBefore@1',
  events: MOVING_EVENTS,
  parameters: { date: businessDate },
  needs: () => [],
  judge: (rule, { movement }) => metIf(!isBefore(movement.today, rule.date), 'TOO_EARLY'),
  says: (rule) => `it is ${rule.date} or later`,
});

/** Only up to a date, that date included. */
export const notAfter = ruleKind({
  is: 'notAfter@1',
  events: MOVING_EVENTS,
  parameters: { date: businessDate },
  needs: () => [],
  judge: (rule, { movement }) => metIf(!isBefore(rule.date, movement.today), 'TOO_LATE'),
  says: (rule) => `it is ${rule.date} or earlier`,
});

/** Not within any of the closed periods, their first and last days included. */
export const outsideBlackouts = ruleKind({
  is: 'outsideBlackouts@1',
  events: MOVING_EVENTS,
  parameters: { windows },
  needs: () => [],
  judge: (rule, { movement: { today } }) => {
    const isClosed = rule.windows.some(({ from, to }) => !isBefore(today, from) && !isBefore(to, today));
    return metIf(!isClosed, 'BLACKOUT');
  },
  says: (rule) => `today is outside ${rule.windows.map(({ from, to }) => `${from} to ${to}`).join(' and ')}`,
});

/** A period since the close of the offering is over. While the offering is open, it has not begun. */
export const sinceOffering = ruleKind({
  is: 'sinceOffering@1',
  events: MOVING_EVENTS,
  parameters: { period },
  needs: () => [],
  judge: (rule, { movement: { closedOn, today } }) =>
    closedOn === undefined
      ? unknownFor('OFFERING_NOT_CLOSED')
      : metIf(hasElapsed(closedOn, rule.period, today), 'DISTRIBUTION_PERIOD_RUNNING'),
  says: (rule) => `${periodInWords(rule.period)} have passed since the offering was closed`,
});

/** A period since the units were first issued is over. */
export const sinceIssue = ruleKind({
  is: 'sinceIssue@1',
  events: MOVING_EVENTS,
  parameters: { period },
  needs: () => [],
  judge: (rule, { movement: { issuedOn, today } }) =>
    issuedOn === undefined ? unknownFor('NOT_ISSUED') : metIf(hasElapsed(issuedOn, rule.period, today), 'LOCKED_UP'),
  says: (rule) => `${periodInWords(rule.period)} have passed since the issue`,
});

/** Time to reconsider: a period between the entry of an instruction and its settlement is over. */
export const reconsidered = ruleKind({
  is: 'reconsidered@1',
  events: MOVING_EVENTS,
  parameters: { period },
  needs: () => [],
  judge: (rule, { movement: { enteredOn, today } }) =>
    metIf(hasElapsed(enteredOn, rule.period, today), 'COOLING_OFF_RUNNING'),
  says: (rule) => `${periodInWords(rule.period)} have passed since the instruction`,
});

/**
 * Time to withdraw: from a day on, what was instructed up to that day settles only when the last day of the right to
 * withdraw is over. Later instructions are not concerned.
 */
export const reconsideredUntil = ruleKind({
  is: 'reconsideredUntil@1',
  events: MOVING_EVENTS,
  parameters: { from: businessDate, lastDay: businessDate },
  needs: () => [],
  judge: ({ from, lastDay }, { movement: { enteredOn, today } }) => {
    const isOpen = !isBefore(today, from) && !isBefore(lastDay, today);
    return metIf(isBefore(from, enteredOn) || !isOpen, 'COOLING_OFF_RUNNING');
  },
  says: (rule) => `from ${rule.from} to ${rule.lastDay} nothing settles that was instructed up to ${rule.from}`,
});
