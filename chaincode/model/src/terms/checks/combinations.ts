import { TERMS } from '../catalogue.js';
import type { Checked } from './context.js';
import { problem, type TermProblem } from './problem.js';
import type { SaidTerms } from './said.js';

/**
 * What one term says is complete, and no two terms exclude each other. Codes: TERM_INCOMPLETE, TERMS_EXCLUDE_EACH_OTHER,
 * TERM_WITHOUT_OBJECT, TERM_REPEATED.
 */
export function checkCombinations({ said, denomination, instrument }: Checked): readonly TermProblem[] {
  return [
    ...COMPLETE.flatMap((check) => check(said)),
    ...EXCLUSIONS.flatMap((kinds) => checkExclusive(said, kinds)),
    ...OBJECTS.flatMap(([kind, needs]) => checkObject(said, kind, needs)),
    ...checkProofs(said),
    ...checkMultiples(said, 'issuePrice' in instrument.values),
    ...said
      .of(TERMS.holderMayConvert)
      .flatMap(({ path, with: { price } }) =>
        price === undefined || denomination !== undefined
          ? []
          : [problem('DENOMINATION_MISSING', `${path}/with/price`, { term: TERMS.holderMayConvert.is })],
      ),
  ];
}

/** Evidence of one kind is shown by one organisation, every so often. */
function checkProofs(said: SaidTerms): readonly TermProblem[] {
  const proofs = said.of(TERMS.provesAsset);
  const first = (of: string): number => proofs.findIndex(({ with: { evidence } }) => evidence === of);
  return proofs
    .filter(({ with: { evidence } }, index) => first(evidence) < index)
    .map(({ path }) => problem('TERM_REPEATED', `${path}/with/evidence`, { term: TERMS.provesAsset.is }));
}

/** A multiple is of an issue price that the instrument has. */
const checkMultiples = (said: SaidTerms, hasIssuePrice: boolean): readonly TermProblem[] =>
  said
    .of(TERMS.dragsAlong)
    .filter(({ with: { least } }) => least !== undefined && 'multiple' in least && !hasIssuePrice)
    .map(({ path }) =>
      problem('TERM_INCOMPLETE', `${path}/with/least`, {
        rule: 'a price for each unit, where there is no issue price',
      }),
    );

/** Proceeds that stand for something that the issuer had, and can have again. */
const REINVESTED: ReadonlySet<string> = new Set(['asset-sales', 'insurance-claims', 'acquisition-claims']);
const isMore = (number: string): boolean => /[1-9]/.test(number);

type Kind = (typeof TERMS)[keyof typeof TERMS];

/** A rule about the parameters of one kind of term, with the parameter that it is about. */
function complete<T extends object>(
  kind: { readonly is: string; readonly read: (value: unknown, path: string) => T },
  parameter: keyof T & string,
  rule: string,
  holds: (values: T) => boolean,
): (said: SaidTerms) => readonly TermProblem[] {
  return (said) =>
    said
      .of(kind)
      .filter(({ with: values }) => !holds(values))
      .map(({ path }) => problem('TERM_INCOMPLETE', `${path}/with/${parameter}`, { rule }));
}

const COMPLETE: readonly ((said: SaidTerms) => readonly TermProblem[])[] = [
  complete(
    TERMS.holderMayConvert,
    'price',
    'a price or a ratio, and not both',
    ({ price, ratio }) => (price === undefined) !== (ratio === undefined),
  ),
  complete(
    TERMS.defersInterest,
    'while',
    'the event that makes it a duty',
    ({ by, while: event }) => by !== 'duty' || event !== undefined,
  ),
  complete(
    TERMS.extendsTo,
    'event',
    'the event by which it extends, and otherwise none',
    ({ by, event }) => (by === 'event') === (event !== undefined),
  ),
  complete(
    TERMS.extendsTo,
    'noticeDays',
    'a notice of whoever chooses',
    ({ by, noticeDays }) => (by === 'event') === (noticeDays === undefined),
  ),
  complete(
    TERMS.liquidationPreference,
    'capMultiple',
    'a cap where it is capped',
    ({ participates, capMultiple }) => (participates === 'capped') === (capMultiple !== undefined),
  ),
  complete(
    TERMS.linkedToCredit,
    'recoveryPercent',
    'a recovery where it is fixed',
    ({ recovery, recoveryPercent }) => (recovery === 'fixed') === (recoveryPercent !== undefined),
  ),
  complete(
    TERMS.holderMayExercise,
    'dates',
    'dates for a bermudan right, and for no other',
    ({ style, dates }) => (style === 'bermudan') === (dates !== undefined),
  ),
  complete(
    TERMS.ranksAmong,
    'with',
    'somebody beside, before or after whom it ranks',
    ({ with: beside, after, before }) => beside !== undefined || after !== undefined || before !== undefined,
  ),
  complete(
    TERMS.observes,
    'counts',
    'only one underlying, or which of several counts',
    ({ underlyings, counts }) => (underlyings.length === 1) === (counts === 'only'),
  ),
  ...[TERMS.repaysShortfall, TERMS.endsAtTotal].map((kind) =>
    complete(kind, 'multiple', 'more than none', ({ multiple }) => /[1-9]/.test(multiple)),
  ),
  complete(
    TERMS.prepaysFrom,
    'reinvestWithin',
    'reinvestment of what comes for assets, and of nothing else',
    ({ of, reinvestWithin }) => reinvestWithin === undefined || REINVESTED.has(of),
  ),
  complete(TERMS.prepaysFrom, 'proceedsPercent', 'more than none', ({ proceedsPercent }) => isMore(proceedsPercent)),
  complete(TERMS.rescindsAcceleration, 'holdersPercent', 'more than none', ({ holdersPercent }) =>
    isMore(holdersPercent),
  ),
  complete(TERMS.needsConsentFor, 'percent', 'more than none', ({ percent }) => isMore(percent)),
  complete(TERMS.changingTogetherNeeds, 'percent', 'more than none', ({ percent }) => isMore(percent)),
  complete(TERMS.changesRateByRating, 'perStepPercent', 'more than none', ({ perStepPercent }) =>
    isMore(perStepPercent),
  ),
  complete(TERMS.sharesGains, 'percent', 'more than none', ({ percent }) => isMore(percent)),
  ...[TERMS.shiftsObservations, TERMS.locksOutRate, TERMS.paysAfterPeriod].map((kind) =>
    complete(kind, 'days', 'at least one day', ({ days }) => days > 0),
  ),
  complete(TERMS.votes, 'perUnit', 'more than no vote', ({ perUnit }) => /[1-9]/.test(perUnit)),
];

/** Terms of which a security says one at most. */
const EXCLUSIONS: readonly (readonly Kind[])[] = [
  [
    ...[TERMS.repaysOn, TERMS.repaysByFormula, TERMS.repaysInParts, TERMS.repaysInAmounts, TERMS.repaysRegularly],
    ...[TERMS.repaysByBarrier, TERMS.repaysShortfall, TERMS.neverMatures],
  ],
  [TERMS.votes, TERMS.hasNoVote],
  [TERMS.distributesIncome, TERMS.accumulatesIncome],
  [TERMS.hasNoDefault, TERMS.acceleratesIfLate],
  [TERMS.hasNoDefault, TERMS.acceleratesAfter],
  [TERMS.neverMatures, TERMS.sinks],
  [TERMS.fundEnds, TERMS.repaysOn],
  [TERMS.neverMatures, TERMS.extendsTo],
];

function checkExclusive(said: SaidTerms, kinds: readonly Kind[]): readonly TermProblem[] {
  const all = said.all.filter(({ is }) => kinds.some((kind) => kind.is === is));
  const [first, ...others] = all;
  if (first === undefined) return [];
  return others
    .filter(({ is }) => is !== first.is)
    .map(({ is, path }) => problem('TERMS_EXCLUDE_EACH_OTHER', path, { term: is, other: first.is }));
}

/** Terms that say something about another, without which they say nothing. */
const OBJECTS: readonly (readonly [Kind, readonly Kind[]])[] = [
  [
    TERMS.adjustsConversion,
    [TERMS.holderMayConvert, TERMS.convertsOn, TERMS.convertsAt, TERMS.holderMayExercise, TERMS.observes],
  ],
  [TERMS.antiDilution, [TERMS.holderMayConvert, TERMS.convertsOn]],
  [TERMS.vests, [TERMS.holderMayExercise, TERMS.votes, TERMS.hasNoVote]],
  [TERMS.redeemsEarly, [TERMS.observes]],
  [TERMS.paysIfAbove, [TERMS.observes]],
  [TERMS.repaysByBarrier, [TERMS.observes]],
  [TERMS.gatesRedemptions, [TERMS.deals]],
  [TERMS.swingsPrice, [TERMS.deals]],
  [TERMS.provesAsset, [TERMS.standsFor]],
  [TERMS.tradesExFrom, [TERMS.recordsHolders]],
  [TERMS.repaysShortfall, [TERMS.paysShareOf]],
  [TERMS.endsAtTotal, [TERMS.paysShareOf]],
  [TERMS.rescindsAcceleration, [TERMS.acceleratesIfLate, TERMS.acceleratesAfter]],
  [TERMS.changingTogetherNeeds, [TERMS.changingNeeds]],
  [TERMS.paysToPlay, [TERMS.preEmption, TERMS.mayParticipate]],
  [TERMS.takesDividendsInUnits, [TERMS.mayPayDividends, TERMS.paysPreferredDividend, TERMS.distributesIncome]],
];

function checkObject(said: SaidTerms, kind: Kind, needs: readonly Kind[]): readonly TermProblem[] {
  if (needs.some((other) => said.has(other))) return [];
  const missing = needs.map(({ is }) => is).join(', ');
  return said.all
    .filter(({ is }) => is === kind.is)
    .map(({ path }) => problem('TERM_WITHOUT_OBJECT', path, { term: kind.is, needs: missing }));
}
