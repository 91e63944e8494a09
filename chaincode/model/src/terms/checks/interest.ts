import { isBefore, type BusinessDate } from '../../dates/business-date.js';
import { TERMS } from '../catalogue.js';
import type { Checked } from './context.js';
import { problem, type TermProblem } from './problem.js';
import {
  accrualOf,
  datesOf,
  isPeriodBefore,
  isSameDue,
  maturityOf,
  periodsAfter,
  regimesOf,
  type Regime,
} from './schedule.js';
import type { SaidTerms } from './said.js';

/** What says something of interest that somebody pays, and of nothing else. */
const OF_INTEREST: ReadonlySet<string> = new Set(
  [
    TERMS.changesRateByTarget,
    TERMS.changesRateOn,
    TERMS.defersInterest,
    TERMS.countsDays,
    TERMS.hasStub,
    TERMS.accruesFrom,
    TERMS.paysAfterPeriod,
    TERMS.changesRateByRating,
    TERMS.paysInKind,
  ].map(({ is }) => is),
);

/**
 * There is one regime of interest at a time, with all that it needs. Codes: TERMS_EXCLUDE_EACH_OTHER, TERM_WITHOUT_OBJECT,
 * TERM_MISSING, STUB_NOT_SAID, STUB_DIFFERS.
 */
export function checkInterest(of: Checked): readonly TermProblem[] {
  const regimes = regimesOf(of.said);
  return [
    ...checkNone(of.said, regimes),
    ...checkSuccession(regimes),
    ...checkFloating(of.said),
    ...checkOvernight(of.said),
    ...checkDayCount(of.said, regimes),
    ...checkStubs(of, regimes),
  ];
}

/** Who pays no interest says nothing else of it; without any interest nothing is said of it either. */
function checkNone(said: SaidTerms, regimes: readonly Regime[]): readonly TermProblem[] {
  const none = said.one(TERMS.paysNoInterest);
  const excluded = none === undefined ? [] : regimes;
  const hasOther = said.has(TERMS.paysShareOf) || said.has(TERMS.paysIfAbove);
  const idle = regimes.length > 0 || hasOther ? [] : said.all.filter(({ is }) => OF_INTEREST.has(is));
  return [
    ...excluded.map(({ path, is }) =>
      problem('TERMS_EXCLUDE_EACH_OTHER', path, { term: is, other: TERMS.paysNoInterest.is }),
    ),
    ...idle.map(({ path, is }) => problem('TERM_WITHOUT_OBJECT', path, { term: is, needs: 'interest' })),
  ];
}

/** Each regime ends before the next one begins, and the next one goes on where it ends. */
function checkSuccession(regimes: readonly Regime[]): readonly TermProblem[] {
  return regimes.flatMap(({ path, is, with: next }, index) => {
    const before = regimes[index - 1];
    if (before === undefined) return [];
    const { until } = before.with;
    if (until === undefined || !isBefore(until, next.from)) {
      return [problem('TERMS_EXCLUDE_EACH_OTHER', path, { term: is, other: before.is })];
    }
    if (isPeriodBefore(until, next.every, next.from)) return [];
    return [problem('DATES_OUT_OF_ORDER', `${path}/with/from`, { earlier: until, later: next.from })];
  });
}

/** A floating rate says when it is fixed and what stands for it when it is not published. */
function checkFloating(said: SaidTerms): readonly TermProblem[] {
  const floating = said.one(TERMS.paysFloating);
  if (floating === undefined) return said.of(TERMS.fixesRate).map(({ path }) => withoutObject(path, 'fixesRate'));
  const { index, method, tenor } = floating.with;
  const path = `${floating.path}/with/index`;
  const hasFallback = said.of(TERMS.fallsBackOn).some(({ with: fallback }) => fallback.index === index);
  return [
    ...(hasFallback
      ? []
      : [problem('TERM_MISSING', path, { needs: `what stands for ${index}`, terms: TERMS.fallsBackOn.is })]),
    ...(said.has(TERMS.fixesRate)
      ? []
      : [problem('TERM_MISSING', path, { needs: 'when the rate is fixed', terms: TERMS.fixesRate.is })]),
    ...((method === 'term') === (tenor !== undefined)
      ? []
      : [
          problem('TERM_INCOMPLETE', `${floating.path}/with/tenor`, {
            rule: 'a tenor for a term rate, and for no other',
          }),
        ]),
  ];
}

/** What is said of the rate of each day is said of one that is made of them; its days are shifted in one way. */
function checkOvernight(said: SaidTerms): readonly TermProblem[] {
  const { shiftsObservations, locksOutRate, floorsDailyRate, fixesRate } = TERMS;
  const method = said.one(TERMS.paysFloating)?.with.method ?? 'term';
  const ofDays = new Set<string>([shiftsObservations, locksOutRate, floorsDailyRate].map(({ is }) => is));
  const idle = method === 'term' ? said.all.filter(({ is }) => ofDays.has(is)) : [];
  const looksBack = said.has(shiftsObservations)
    ? said.of(fixesRate).filter(({ with: { lookbackDays } }) => lookbackDays !== undefined)
    : [];
  return [
    ...idle.map(({ path, is }) =>
      problem('TERM_WITHOUT_OBJECT', path, { term: is, needs: 'a compounded or averaged rate' }),
    ),
    ...looksBack.map(({ path }) =>
      problem('TERMS_EXCLUDE_EACH_OTHER', `${path}/with/lookbackDays`, {
        term: fixesRate.is,
        other: shiftsObservations.is,
      }),
    ),
  ];
}

const withoutObject = (path: string, term: keyof typeof TERMS): TermProblem =>
  problem('TERM_WITHOUT_OBJECT', path, { term: TERMS[term].is, needs: 'a floating rate' });

function checkDayCount(said: SaidTerms, regimes: readonly Regime[]): readonly TermProblem[] {
  const [first] = regimes;
  if (first === undefined || said.has(TERMS.countsDays)) return [];
  return [problem('TERM_MISSING', first.path, { needs: 'how days are counted', terms: TERMS.countsDays.is })];
}

/** A first or last period that is not as long as the others is said to be so, and is so. */
function checkStubs({ instrument, said }: Checked, regimes: readonly Regime[]): readonly TermProblem[] {
  const [first] = regimes;
  const last = regimes.at(-1);
  const begins = accrualOf(instrument, said);
  const end = maturityOf(said)?.date;
  return [
    ...(first === undefined || begins === undefined
      ? []
      : compareStub(said, 'first', firstLength(begins, first), first)),
    ...(last === undefined || end === undefined ? [] : compareStub(said, 'last', lastLength(last, end), last)),
  ];
}

type Length = 'regular' | 'short' | 'long';

function firstLength(begins: BusinessDate, { with: { every, from } }: Regime): Length {
  if (isPeriodBefore(begins, every, from)) return 'regular';
  return isBefore(from, periodsAfter(begins, every, 1)) ? 'short' : 'long';
}

/** Of the last period, where interest is paid for the last time at the end: on a date of the schedule or between two. */
function lastLength({ with: regular }: Regime, end: BusinessDate): Length {
  const dates = datesOf({ every: regular.every, from: regular.from }, regular.until ?? end);
  if (isSameDue(dates.at(-1) ?? regular.from, end, regular.from)) return 'regular';
  return isBefore(end, periodsAfter(regular.from, regular.every, dates.length)) ? 'short' : 'long';
}

function compareStub(said: SaidTerms, at: 'first' | 'last', found: Length, { path }: Regime): readonly TermProblem[] {
  const stated = said.of(TERMS.hasStub).find(({ with: stub }) => stub.at === at);
  if (stated === undefined) {
    return found === 'regular' ? [] : [problem('STUB_NOT_SAID', `${path}/with`, { at, length: found })];
  }
  return stated.with.length === found ? [] : [problem('STUB_DIFFERS', stated.path, { at, length: found })];
}
