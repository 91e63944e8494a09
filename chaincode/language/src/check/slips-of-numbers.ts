import { compareDecimals, definitions, parseDecimal } from '@scrip/model';
import type { DefinedSecurity } from './defined.js';
import type { Problems } from './problem.js';

const { TERMS } = definitions;

/** Between which percentages a number is not doubted. */
type Usual = readonly [least: string, most: string];

const OF_PRICE: Usual = ['50', '150'];
const OF_RATE: Usual = ['0', '30'];

/** Percentages of terms: a path within their parameters, `*` for each item of a list. */
const USUAL: readonly (readonly [is: string, path: string, usual: Usual])[] = [
  [TERMS.issuerMayRedeem.is, 'prices/*/percent', OF_PRICE],
  [TERMS.issuerMayRedeemAfter.is, 'percent', OF_PRICE],
  [TERMS.issuerMayCleanUp.is, 'percent', OF_PRICE],
  [TERMS.holderMayRequire.is, 'prices/*/percent', OF_PRICE],
  [TERMS.holderMayRequireAfter.is, 'percent', OF_PRICE],
  [TERMS.repaysOn.is, 'percent', OF_PRICE],
  [TERMS.prepaysFrom.is, 'percent', OF_PRICE],
  [TERMS.mustRedeemAfter.is, 'percent', OF_PRICE],
  [TERMS.sharesGains.is, 'percent', ['1', '50']],
  [TERMS.sharesGains.is, 'hurdlePercent', OF_RATE],
  [TERMS.paysFixed.is, 'ratePercent', OF_RATE],
  [TERMS.paysStepped.is, 'steps/*/ratePercent', OF_RATE],
  [TERMS.dragsAlong.is, 'majorityPercent', ['50', '100']],
  [TERMS.changingNeeds.is, 'percent', ['10', '100']],
];

/** Notes percentages and prices that are far from what is usual: a shifted decimal point is the commonest slip. */
export function slipsOfNumbers({ of, said, draft }: DefinedSecurity, problems: Problems): void {
  const note = (path: string, percent: unknown, usual: Usual): void => {
    if (typeof percent !== 'string' || isWithin(percent, usual)) return;
    const message = `${percent}% is far from what is usual here (${usual[0]}% to ${usual[1]}%): look at its decimal point`;
    problems.note('VALUE_DOUBTFUL', message, draft.rangeOf(path));
  };
  for (const { is, path, with: values } of said.all) {
    for (const [, steps, usual] of USUAL.filter(([kind]) => kind === is)) {
      for (const [at, percent] of valuesAt(values, steps.split('/'), `${path}/with`)) note(at, percent, usual);
    }
  }
  const { values } = of.instrument;
  const isDiscounted = said.has(TERMS.paysNoInterest);
  if ('issuePercent' in values && !isDiscounted) note('/instrument/with/issuePercent', values.issuePercent, OF_PRICE);
}

const isWithin = (percent: string, [least, most]: Usual): boolean => {
  const value = parseDecimal(percent);
  return compareDecimals(value, parseDecimal(least)) >= 0 && compareDecimals(value, parseDecimal(most)) <= 0;
};

function valuesAt(
  value: unknown,
  [step, ...rest]: readonly string[],
  at: string,
): readonly (readonly [string, unknown])[] {
  if (step === undefined) return [[at, value]];
  if (step === '*')
    return (value as readonly unknown[]).flatMap((each, index) => valuesAt(each, rest, `${at}/${index}`));
  return valuesAt((value as Readonly<Record<string, unknown>>)[step], rest, `${at}/${step}`);
}
