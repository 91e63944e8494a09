import { businessDate, isBefore } from '../../dates/business-date.js';
import { addPeriod, hasElapsed, period, periodInWords, type Period } from '../../dates/period.js';
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

/** Only from the date on, that date included. */
export const notBefore = ruleKind({
  is: 'notBefore@1',
  events: MOVING_EVENTS,
  parameters: { date: businessDate },
  needs: () => [],
  judge: (rule, { movement }) => metIf(!isBefore(movement.today, rule.date), 'TOO_EARLY'),
  says: (rule) => `it is ${rule.date} or later`,
});

/** Only up to the date, that date included. */
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

const yearly: Reader<readonly Window[]> = (value, path) => {
  const read = windows(value, path);
  for (const [index, { from, to }] of read.entries()) {
    if (!isBefore(to, addPeriod(from, 'P1Y' as Period))) {
      refuseField(`${path}/${String(index)}/to`, 'less than a year after its first day');
    }
  }
  return read;
};

/** Years that lie between two dates by their numbers; the earlier window of two that may be open begins one before. */
const yearsBetween = (from: BusinessDate, today: BusinessDate): number =>
  Number(today.slice(0, 4)) - Number(from.slice(0, 4));

function isInYearly({ from, to }: Window, today: BusinessDate): boolean {
  const years = yearsBetween(from, today);
  return [years - 1, years]
    .filter((each) => each >= 0)
    .some((each) => {
      const later = (date: BusinessDate): BusinessDate =>
        each === 0 ? date : addPeriod(date, `P${String(each)}Y` as Period);
      return !isBefore(today, later(from)) && !isBefore(later(to), today);
    });
}

/**
 * Not within any of the closed periods, their first and last days included, nor within the same days of any later year: a
 * period is said as it is for the first time, is shorter than a year, and may go on into the next one. The 29th of February
 * is the 28th in years that have none.
 */
export const outsideYearlyBlackouts = ruleKind({
  is: 'outsideYearlyBlackouts@1',
  events: MOVING_EVENTS,
  parameters: { windows: yearly },
  needs: () => [],
  judge: (rule, { movement: { today } }) => metIf(!rule.windows.some((each) => isInYearly(each, today)), 'BLACKOUT'),
  says: (rule) =>
    `today is outside ${rule.windows.map(({ from, to }) => `${from} to ${to}`).join(' and ')} and the same days of later years`,
});

/** The period since the day on which the offering was closed is over. While the offering is open, it is not known. */
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

/** The period since the day of the first issue is over. Before the first issue, it is not known. */
export const sinceIssue = ruleKind({
  is: 'sinceIssue@1',
  events: MOVING_EVENTS,
  parameters: { period },
  needs: () => [],
  judge: (rule, { movement: { issuedOn, today } }) =>
    issuedOn === undefined ? unknownFor('NOT_ISSUED') : metIf(hasElapsed(issuedOn, rule.period, today), 'LOCKED_UP'),
  says: (rule) => `${periodInWords(rule.period)} have passed since the issue`,
});

/** Time to reconsider: the period since the day on which the instruction was entered is over. */
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
 * Time to withdraw: nothing settles from the first to the last day, both included, that was instructed up to the first day,
 * that day included. Later instructions are not concerned.
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
