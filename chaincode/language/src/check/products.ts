import { definitions, isBefore } from '@scrip/model';
import type { DefinedSecurity } from './defined.js';
import type { Problems } from './problem.js';
import { observedInVain } from './observed-in-vain.js';
import { scheduleEnds } from './schedule-ends.js';

const { TERMS, maturityOf } = definitions;

/** Where something contradicts, why, and what to do about it. */
export interface Contradiction {
  readonly path: string;
  readonly message: string;
}

/** What a check looks at. */
export interface Product {
  readonly is: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly said: definitions.SaidTerms;
  readonly currency: string;
}

type Check = (of: Product) => readonly Contradiction[];

const tell = (path: string, message: string): Contradiction => ({ path, message });
const tellIf = (isSo: boolean, path: string, message: string): readonly Contradiction[] =>
  isSo ? [tell(path, message)] : [];

/** Tells of terms of which each is sound and which make no product together. Checked of texts, never of what is stored. */
export function products({ of, said, draft }: DefinedSecurity, problems: Problems): void {
  const { written, values } = of.instrument;
  const product = { is: written.is, values: values as Product['values'], said, currency: of.currency };
  for (const { path, message } of CHECKS.flatMap((check) => check(product))) {
    problems.add('TERMS_CONTRADICT', message, draft.rangeOf(path));
  }
}

const observedPrices: Check = ({ said }) =>
  said.of(TERMS.observes).flatMap(({ path, with: { underlyings, fixedOn } }) => {
    const barrier = said.one(TERMS.repaysByBarrier)?.with;
    const end = barrier?.observedOn ?? maturityOf(said)?.date;
    const zero = underlyings.findIndex(({ initial }) => initial !== undefined && !isPositive(initial));
    const index = underlyings.findIndex(({ of: each }) => 'index' in each);
    return [
      ...tellIf(
        end !== undefined && !isBefore(fixedOn, end),
        `${path}/with/fixedOn`,
        `the first price is fixed on ${fixedOn} and compared on ${String(end)}: fix it before that day`,
      ),
      ...tellIf(
        zero >= 0,
        `${path}/with/underlyings/${String(zero)}`,
        'a performance is measured from this price, and from 0 there is none: say the price on the day of fixing',
      ),
      ...tellIf(
        index >= 0 && barrier?.otherwise === 'delivery',
        `${path}/with/underlyings/${String(index)}`,
        'an index cannot be delivered: say "in cash" in the sentence of repayment, or name a security',
      ),
    ];
  });

const protection: Check = ({ said }) => {
  const barrier = said.one(TERMS.repaysByBarrier)?.with;
  return said
    .of(TERMS.protectsCapital)
    .flatMap(({ path, with: { percent } }) =>
      tellIf(
        barrier !== undefined && (barrier.otherwise === 'delivery' || Number(percent) >= 100),
        path,
        `${percent}% come back whatever happens, and below ${String(barrier?.barrierPercent)}% less may come back: leave one of the two sentences`,
      ),
    );
};

const additionalTier1: Check = ({ is, values, said }) =>
  said
    .of(TERMS.ranks)
    .filter(({ with: { as } }) => is === 'bond@1' && as === 'additional-tier-1')
    .flatMap(({ path }) => [
      ...tellIf(
        !said.has(TERMS.neverMatures),
        path,
        'additional tier 1 has no maturity (Regulation (EU) No 575/2013, article 52(1)(g)): say "no maturity", or another rank such as tier 2',
      ),
      ...tellIf(
        values['issuerKind'] !== 'bank',
        path,
        'additional tier 1 is capital of a bank: say "bond of a bank", or another rank such as subordinated',
      ),
    ]);

const income: Check = ({ is, values, said }) => {
  if (is !== 'fundUnit@1') return [];
  const [of, other] =
    values['income'] === 'accumulating'
      ? [TERMS.distributesIncome, 'distributing']
      : [TERMS.accumulatesIncome, 'accumulating'];
  return said.all
    .filter((each) => each.is === of.is)
    .map(({ path }) =>
      tell(path, `the unit is ${String(values['income'])}: say "${other} unit of …", or leave this out`),
    );
};

const ownRank: Check = ({ values, said }) =>
  said.of(TERMS.ranksAmong).flatMap(({ path, with: { with: beside = [], after = [], before = [] } }) => {
    const own = values['class'];
    const both = after.find((each) => before.includes(each));
    return [
      ...tellIf(
        [...beside, ...after, ...before].some((each) => each === own),
        path,
        `this is class "${String(own)}" itself: name the classes beside, after or before which it ranks`,
      ),
      ...tellIf(both !== undefined, path, `it cannot rank after "${String(both)}" and before it: leave one of the two`),
    ];
  });

const ownConversion: Check = ({ values, said }) =>
  said
    .of(TERMS.holderMayConvert)
    .flatMap(({ path, with: { into } }) =>
      tellIf(
        'class' in into && into.class === values['class'],
        path,
        `units of class "${String(values['class'])}" cannot become units of their own class: name another one`,
      ),
    );

const issuePrice: Check = ({ is, values, currency }) => {
  const price = values['issuePrice'] as { readonly currency: string } | undefined;
  return tellIf(
    is === 'preferredShare@1' && price !== undefined && price.currency !== currency,
    '/instrument/with/issuePrice',
    `the security is in ${currency}: say the issue price in ${currency}, or "currency ${String(price?.currency)}"`,
  );
};

const fixings: Check = ({ said }) => {
  const method = said.one(TERMS.paysFloating)?.with.method;
  return said
    .of(TERMS.fixesRate)
    .flatMap(({ path, with: { of } }) =>
      tellIf(
        of === 'beginning' && (method === 'compounded' || method === 'averaged'),
        path,
        `a rate that is ${String(method)} over the period is not known before its beginning: say "before the end of each period"`,
      ),
    );
};

const security: Check = ({ is, said }) =>
  said
    .of(TERMS.ranks)
    .flatMap(({ path, with: { as } }) =>
      tellIf(
        is === 'bond@1' && as === 'senior-secured' && !said.has(TERMS.securedBy) && !said.has(TERMS.coveredBy),
        path,
        'nothing says by what it is secured: say it, such as secured by "receivables" in rank 1, or rank as senior',
      ),
    );

const preference: Check = ({ said }) =>
  said
    .of(TERMS.liquidationPreference)
    .flatMap(({ path, with: { multiple, participates } }) => [
      ...tellIf(!isPositive(multiple), path, 'a preference of 0 times is none: say how many times, or leave this out'),
      ...tellIf(
        participates === 'not' && said.has(TERMS.sharesResidue),
        path,
        'it participates not, and what is left belongs to units in proportion: say "participates fully", or leave the other sentence out',
      ),
    ]);

/** Percentages of which none makes no sense. */
const NEVER_NONE: readonly (readonly [is: string, parameter: string, why: string])[] = [
  [TERMS.acceleratesIfLate.is, 'holdersPercent', 'holders of nothing declare nothing'],
  [TERMS.acceleratesAfter.is, 'holdersPercent', 'holders of nothing declare nothing'],
  [TERMS.changingNeeds.is, 'percent', 'what needs no vote is not voted on'],
  [TERMS.dragsAlong.is, 'majorityPercent', 'holders of nothing sell nothing'],
  [TERMS.repaysOn.is, 'percent', 'nothing would be repaid'],
  [TERMS.gatesRedemptions.is, 'percent', 'nothing would ever be redeemed'],
  [TERMS.guaranteedBy.is, 'percent', 'nothing would be guaranteed'],
];

const neverNone: Check = ({ said }) =>
  said.all.flatMap(({ is, path, with: values }) =>
    NEVER_NONE.filter(([kind]) => kind === is).flatMap(([, parameter, why]) =>
      tellIf(
        !isPositive(String((values as Product['values'])[parameter])),
        `${path}/with/${parameter}`,
        `${why}: say more than 0%, or leave this out`,
      ),
    ),
  );

const isPositive = (number: string): boolean => /[1-9]/.test(number);

const CHECKS: readonly Check[] = [
  ...[observedPrices, protection, additionalTier1, income, ownRank, ownConversion, issuePrice],
  ...[fixings, security, preference, neverNone, scheduleEnds, observedInVain],
];
