import { isBefore, lastOfMonth, monthOf, type BusinessDate } from '../../dates/business-date.js';
import { addPeriod, type Period } from '../../dates/period.js';
import { LIMITS } from '../../limits.js';
import { TERMS } from '../catalogue.js';
import { issuedOn, type CheckedInstrument } from './context.js';
import type { Said, SaidTerms } from './said.js';

/** Something that happens at the end of every period. */
export interface Regular {
  readonly every: Period;
  readonly from: BusinessDate;
  readonly until?: BusinessDate;
}

/** Interest at some rate for some time. */
export interface Regime extends Said<Regular> {
  readonly is: string;
}

/** The regimes of interest, in the order in which they begin. */
export function regimesOf(said: SaidTerms): readonly Regime[] {
  const { paysFixed, paysStepped, paysFloating, distributes } = TERMS;
  return [paysFixed, paysStepped, paysFloating, distributes]
    .flatMap((kind) => said.of<Regular>(kind).map((each) => ({ ...each, is: kind.is })))
    .sort((left, right) => (left.with.from < right.with.from ? -1 : 1));
}

/** The day from which interest runs: that of issue, unless the text says another. */
export const accrualOf = (instrument: CheckedInstrument, said: SaidTerms): BusinessDate | undefined =>
  said.one(TERMS.accruesFrom)?.with.from ?? issuedOn(instrument);

/** The date so many periods later, by months and years from the first date: the 31st is not lost on the way. */
export function periodsAfter(first: BusinessDate, every: Period, times: number): BusinessDate {
  if (times === 0) return first;
  return addPeriod(first, `P${String(Number(every.slice(1, -1)) * times)}${every.slice(-1)}` as Period);
}

/**
 * Dates of something regular up to a day, that day included, and not more than a schedule may have.
 *
 * @param until - its own last day counts where that is earlier; absent: the schedule has no end and is not unrolled
 */
export function datesOf(
  { every, from, until: own }: Regular,
  until: BusinessDate | undefined,
): readonly BusinessDate[] {
  const last = own !== undefined && (until === undefined || isBefore(own, until)) ? own : until;
  if (last === undefined) return [from];
  const dates: BusinessDate[] = [];
  for (let date = from; !isBefore(last, date) && dates.length < LIMITS.scheduleEntriesMax;) {
    dates.push(date);
    date = periodsAfter(from, every, dates.length);
  }
  return dates;
}

/** Whether a day is a period before another: from the end of a month to the end of a month, too. */
export const isPeriodBefore = (earlier: BusinessDate, every: Period, later: BusinessDate): boolean =>
  isSameDue(addPeriod(earlier, every), later, earlier);

/** Whether a day is the one that is due by reckoning from another: the end of a month stays one. */
export const isSameDue = (due: BusinessDate, date: BusinessDate, from: BusinessDate): boolean =>
  due === date || (monthOf(due) === monthOf(date) && from === lastOfMonth(from) && date === lastOfMonth(date));

/** Last day on which anything is due by the terms themselves, and where that is said; undefined: there is none. */
export function maturityOf(said: SaidTerms): { readonly date: BusinessDate; readonly path: string } | undefined {
  const ends = [
    ...[TERMS.repaysOn, TERMS.repaysByFormula, TERMS.repaysByBarrier, TERMS.repaysShortfall, TERMS.convertsAt].flatMap(
      (kind) =>
        said
          .of<{ readonly on: BusinessDate }>(kind)
          .map(({ path, with: { on } }) => ({ date: on, path: `${path}/with/on` })),
    ),
    ...[TERMS.repaysRegularly, TERMS.holderMayExercise].flatMap((kind) =>
      said
        .of<{ readonly until: BusinessDate }>(kind)
        .map(({ path, with: { until } }) => ({ date: until, path: `${path}/with/until` })),
    ),
    ...[TERMS.repaysInParts, TERMS.repaysInAmounts].flatMap((kind) =>
      said
        .of<{ readonly instalments: readonly { readonly on: BusinessDate }[] }>(kind)
        .flatMap(({ path, with: of }) =>
          of.instalments.slice(-1).map(({ on }) => ({ date: on, path: `${path}/with/instalments` })),
        ),
    ),
  ];
  const ofFund = said
    .of(TERMS.fundEnds)
    .flatMap(({ path, with: { at } }) => ('on' in at ? [{ date: at.on, path: `${path}/with/at/on` }] : []));
  return [...ends, ...ofFund].sort((left, right) => (left.date < right.date ? 1 : -1))[0];
}
