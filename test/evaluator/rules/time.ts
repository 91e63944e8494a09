import { dayOf, over } from '../values/days.js';
import { metIf, type Answer, type RuleMeaning, type Said } from './rule.js';

interface Since {
  readonly from: string | undefined;
  readonly today: string;
  readonly notYet: string;
  readonly running: string;
}

function since(said: Said, { from, today, notYet, running }: Since): Answer {
  if (from === undefined) return { unknown: notYet };
  return metIf(over(dayOf(from), said.period('period')) <= dayOf(today), running);
}

/** How many years later something comes again, from its first time up to the year of a day. */
function yearsUpTo(today: string, first: string): readonly number[] {
  const years = Number(today.slice(0, 4)) - Number(first.slice(0, 4));
  return Array.from({ length: Math.max(0, years + 1) }, (_, count) => count);
}

/** Rules on the time of a movement. */
export const TIME_RULES: readonly RuleMeaning[] = [
  {
    name: 'notBefore@1',
    sentence: 'from {date}',
    judge: (said, { movement: { today } }) => metIf(dayOf(today) >= said.day('date'), 'TOO_EARLY'),
  },
  {
    name: 'notAfter@1',
    sentence: 'until {date}',
    judge: (said, { movement: { today } }) => metIf(dayOf(today) <= said.day('date'), 'TOO_LATE'),
  },
  {
    name: 'outsideBlackouts@1',
    sentence: 'outside {windows}',
    judge: (said, { movement: { today } }) => {
      const isClosed = said.list('windows').some((window) => {
        const [from = '', to = ''] = window.split(' to ');
        return dayOf(from) <= dayOf(today) && dayOf(today) <= dayOf(to);
      });
      return metIf(!isClosed, 'BLACKOUT');
    },
  },
  {
    name: 'outsideYearlyBlackouts@1',
    sentence: 'outside {windows}, each year',
    judge: (said, { movement: { today } }) => {
      const isClosed = said.list('windows').some((window) => {
        const [from = '', to = ''] = window.split(' to ');
        return yearsUpTo(today, from).some((count) => {
          const later = (written: string): number => over(dayOf(written), { count, unit: 'years' });
          return later(from) <= dayOf(today) && dayOf(today) <= later(to);
        });
      });
      return metIf(!isClosed, 'BLACKOUT');
    },
  },
  {
    name: 'sinceOffering@1',
    sentence: '{period} after the offering closed',
    judge: (said, { movement: { closedOn: from, today } }) =>
      since(said, { from, today, notYet: 'OFFERING_NOT_CLOSED', running: 'DISTRIBUTION_PERIOD_RUNNING' }),
  },
  {
    name: 'sinceIssue@1',
    sentence: '{period} after the issue',
    judge: (said, { movement: { issuedOn: from, today } }) =>
      since(said, { from, today, notYet: 'NOT_ISSUED', running: 'LOCKED_UP' }),
  },
  {
    name: 'reconsidered@1',
    sentence: '{period} after the instruction',
    judge: (said, { movement: { enteredOn, today } }) =>
      metIf(over(dayOf(enteredOn), said.period('period')) <= dayOf(today), 'COOLING_OFF_RUNNING'),
  },
  {
    name: 'reconsideredUntil@1',
    sentence: 'instructions up to {from} wait until {lastDay} is over',
    judge: (said, { movement: { enteredOn, today } }) => {
      const [from, lastDay, now] = [said.day('from'), said.day('lastDay'), dayOf(today)];
      const waits = dayOf(enteredOn) <= from && from <= now && now <= lastDay;
      return metIf(!waits, 'COOLING_OFF_RUNNING');
    },
  },
];
