import { minorUnits } from '../../identifiers/currency.js';
import { compareDecimals, formatDecimal, parseDecimal, rescale, type Decimal } from '../../numbers/decimal.js';
import type { Money } from '../../numbers/money.js';
import { TERMS } from '../catalogue.js';
import type { Checked } from './context.js';
import { problem, type TermProblem } from './problem.js';
import { datesOf, maturityOf } from './schedule.js';
import type { SaidTerms } from './said.js';

/** Sums are whole, bounds are the right way round. Codes: SUM_NOT_WHOLE, BOUNDS_REVERSED, CURRENCY_DIFFERS, DENOMINATION_MISSING. */
export function checkAmounts(of: Checked): readonly TermProblem[] {
  const { said, currency } = of;
  return [
    ...checkParts(said),
    ...checkInstalmentAmounts(of),
    ...checkSinking(said),
    ...checkTotals(said),
    ...checkUnitAmounts(of),
    ...said.all.flatMap(({ is, path, with: values }) =>
      (BOUNDS.get(is) ?? []).flatMap((bound) => checkBound(`${path}/with`, values, bound)),
    ),
    ...said
      .of(TERMS.roundsPayments)
      .flatMap(({ path, with: { per, digits } }) =>
        per === 'unit' || digits <= minorUnits(currency)
          ? []
          : [problem('BOUNDS_REVERSED', `${path}/with/digits`, { least: digits, most: minorUnits(currency) })],
      ),
  ];
}

/** Two values of a term of which the first is not greater than the second. */
interface Bound {
  readonly least: string;
  readonly most: string;
  /** Whether they may be the same. */
  readonly same?: true;
}

const NOTICE: readonly Bound[] = [{ least: 'notice/daysMin', most: 'notice/daysMax', same: true }];

const BOUNDS: ReadonlyMap<string, readonly Bound[]> = new Map<string, readonly Bound[]>([
  [TERMS.paysFloating.is, [{ least: 'floorPercent', most: 'capPercent', same: true }]],
  [TERMS.changesRateByRating.is, [{ least: 'perStepPercent', most: 'mostPercent', same: true }]],
  [TERMS.takesLosses.is, [{ least: 'fromPercent', most: 'toPercent' }]],
  [TERMS.liquidationPreference.is, [{ least: 'multiple', most: 'capMultiple' }]],
  [TERMS.repaysByBarrier.is, [{ least: 'barrierPercent', most: 'strikePercent', same: true }]],
  ...[TERMS.issuerMayRedeem, TERMS.issuerMayRedeemMakeWhole, TERMS.issuerMayRedeemAfter, TERMS.issuerMayCleanUp].map(
    ({ is }) => [is, NOTICE] as const,
  ),
  [TERMS.holderMayRequire.is, NOTICE],
]);

function checkBound(path: string, values: object, { least, most, same }: Bound): readonly TermProblem[] {
  const [low, high] = [valueAt(values, least), valueAt(values, most)];
  if (low === undefined || high === undefined) return [];
  const compared = compareDecimals(low, high);
  if (compared < 0 || (compared === 0 && same === true)) return [];
  return [problem('BOUNDS_REVERSED', `${path}/${most}`, { least: formatDecimal(low), most: formatDecimal(high) })];
}

/** A number of a term by its path; undefined where it is not there. */
function valueAt(values: object, path: string): Decimal | undefined {
  const value = path
    .split('/')
    .reduce<unknown>((of, name) => (of as Readonly<Record<string, unknown>> | undefined)?.[name], values);
  return typeof value === 'string' || typeof value === 'number' ? parseDecimal(String(value)) : undefined;
}

/** Instalments, and steps of vesting, make all of it. */
function checkParts(said: SaidTerms): readonly TermProblem[] {
  const lists = [
    ...said
      .of(TERMS.repaysInParts)
      .map(({ path, with: of }) => ({ path: `${path}/with/instalments`, of: of.instalments })),
    ...said.of(TERMS.vests).map(({ path, with: of }) => ({ path: `${path}/with/steps`, of: of.steps })),
  ];
  return lists.flatMap(({ path, of }) =>
    requireSum(
      path,
      of.map(({ percent }) => percent),
      '100',
    ),
  );
}

function checkInstalmentAmounts({ said, denomination }: Checked): readonly TermProblem[] {
  return said.of(TERMS.repaysInAmounts).flatMap(({ path, with: { instalments } }) => {
    const at = `${path}/with/instalments`;
    if (denomination === undefined) return [problem('DENOMINATION_MISSING', at, { term: TERMS.repaysInAmounts.is })];
    const foreign = instalments.findIndex(({ amount }) => amount.currency !== denomination.currency);
    if (foreign >= 0) return [currencyDiffers(`${at}/${String(foreign)}/amount`, denomination)];
    return requireSum(
      at,
      instalments.map(({ amount }) => amount.amount),
      denomination.amount,
    );
  });
}

/** What one unit costs at least, or is called for it, is in the currency of the security. */
function checkUnitAmounts({ said, currency }: Checked): readonly TermProblem[] {
  const amounts = [
    ...said
      .of(TERMS.dragsAlong)
      .flatMap(({ path, with: { least } }) =>
        least !== undefined && 'price' in least ? [{ path: `${path}/with/least/price`, of: least.price }] : [],
      ),
    ...said
      .of(TERMS.callsCapital)
      .map(({ path, with: { perUnit } }) => ({ path: `${path}/with/perUnit`, of: perUnit })),
  ];
  return amounts
    .filter(({ of }) => of.currency !== currency)
    .map(({ path }) => problem('CURRENCY_DIFFERS', path, { expected: currency }));
}

const currencyDiffers = (path: string, { currency }: Money): TermProblem =>
  problem('CURRENCY_DIFFERS', path, { expected: currency });

/** What is sunk is not more than there is. */
function checkSinking(said: SaidTerms): readonly TermProblem[] {
  return said.of(TERMS.sinks).flatMap(({ path, with: sinking }) => {
    const times = datesOf(sinking, maturityOf(said)?.date).length;
    const { coefficient, scale } = parseDecimal(sinking.percent);
    const sum = { coefficient: coefficient * BigInt(times), scale };
    if (compareDecimals(sum, parseDecimal('100')) <= 0) return [];
    return [problem('SUM_NOT_WHOLE', `${path}/with/percent`, { sum: formatDecimal(sum), whole: '100' })];
  });
}

/** What is made up at the end is not more than is owed at most. */
function checkTotals(said: SaidTerms): readonly TermProblem[] {
  const most = said.one(TERMS.endsAtTotal)?.with.multiple;
  if (most === undefined) return [];
  return said.of(TERMS.repaysShortfall).flatMap(({ path, with: { multiple: least } }) => {
    if (compareDecimals(parseDecimal(least), parseDecimal(most)) <= 0) return [];
    return [problem('BOUNDS_REVERSED', `${path}/with/multiple`, { least, most })];
  });
}

function requireSum(path: string, parts: readonly string[], whole: string): readonly TermProblem[] {
  const sum = parts.map(parseDecimal).reduce(add, parseDecimal('0'));
  if (compareDecimals(sum, parseDecimal(whole)) === 0) return [];
  return [problem('SUM_NOT_WHOLE', path, { sum: formatDecimal(sum), whole })];
}

function add(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  const [first, second] = [rescale(left, scale, 'exact'), rescale(right, scale, 'exact')];
  return { coefficient: first.coefficient + second.coefficient, scale };
}
