import { TERMS } from './catalogue.js';
import { parameterOf, type Checked } from './checks/context.js';
import { regimesOf } from './checks/schedule.js';
import type { SaidTerms } from './checks/said.js';

/** What kind of product the terms make, in the words of the market: `callable fixed-rate bond`. */
export function productOf(of: Checked): string {
  const name = PRODUCTS.get(of.instrument.is);
  return name === undefined ? of.instrument.is : name(of);
}

const phrase = (...words: readonly (string | false | undefined)[]): string =>
  words.filter((word) => typeof word === 'string' && word !== '').join(' ');

/** The interest in words; undefined: there is none to speak of. */
function interestInWords(said: SaidTerms): string | undefined {
  if (said.has(TERMS.paysNoInterest)) return 'zero-coupon';
  const rates = regimesOf(said).map(({ is }) => RATES.get(is) ?? '');
  return rates.length > 1 ? `${rates.map((rate) => rate.replace('-rate', '')).join('-to-')}-rate` : rates[0];
}

const RATES: ReadonlyMap<string, string> = new Map([
  [TERMS.paysFixed.is, 'fixed-rate'],
  [TERMS.paysStepped.is, 'stepped-rate'],
  [TERMS.paysFloating.is, 'floating-rate'],
]);

const LABELS: Readonly<Record<string, string>> = {
  green: 'green',
  social: 'social',
  sustainability: 'sustainability',
  blue: 'blue',
};

const RANKED: Readonly<Record<string, string>> = {
  'senior-secured': 'secured',
  'senior-non-preferred': 'senior non-preferred',
  subordinated: 'subordinated',
  'tier-2': 'Tier 2',
  'additional-tier-1': 'Additional Tier 1',
};

/** What all debt says of itself before its noun. */
function debtInWords(of: Checked): string {
  const { said } = of;
  const label = said.one(TERMS.usesProceedsFor)?.with.label ?? 'general';
  const rank = said.one(TERMS.ranks)?.with.as ?? '';
  return phrase(
    LABELS[label],
    said.has(TERMS.changesRateByTarget) && 'sustainability-linked',
    said.has(TERMS.neverMatures) && 'perpetual',
    said.has(TERMS.extendsTo) && 'extendible',
    said.has(TERMS.issuerMayRedeem) && 'callable',
    said.has(TERMS.holderMayRequire) && 'puttable',
    RANKED[rank],
    said.has(TERMS.followsIndex) && 'inflation-linked',
    interestInWords(said),
    [TERMS.repaysInParts, TERMS.repaysInAmounts].some((kind) => said.has(kind)) && 'amortising',
    said.has(TERMS.repaysRegularly) && 'amortising',
    said.has(TERMS.sinks) && 'sinking-fund',
  );
}

const ISSUERS: Readonly<Record<string, string>> = {
  state: 'government',
  supranational: 'supranational',
  municipality: 'municipal',
};

function bond(of: Checked): string {
  const { said } = of;
  const contingent = said.has(TERMS.writesDownOn) || said.has(TERMS.convertsOn);
  return phrase(
    debtInWords(of),
    contingent && 'contingent',
    said.has(TERMS.holderMayConvert) && 'convertible',
    said.has(TERMS.convertsAt) && 'mandatory convertible',
    said.has(TERMS.coveredBy) && 'covered',
    ISSUERS[parameterOf(of.instrument, 'issuerKind')],
    'bond',
  );
}

function preferredShare({ said }: Checked): string {
  const dividend = said.one(TERMS.paysPreferredDividend)?.with;
  const preference = said.one(TERMS.liquidationPreference)?.with;
  return phrase(
    said.has(TERMS.hasNoVote) && 'non-voting',
    said.has(TERMS.issuerMayRedeem) && 'redeemable',
    dividend !== undefined && dividend.unpaid !== 'lost' && 'cumulative',
    (dividend?.participates === 'fully' || (preference !== undefined && preference.participates !== 'not')) &&
      'participating',
    (said.has(TERMS.holderMayConvert) || said.has(TERMS.convertsOn)) && 'convertible',
    'preferred share',
  );
}

function certificate({ said }: Checked): string {
  return phrase(
    said.has(TERMS.protectsCapital) && 'capital-protected',
    said.has(TERMS.redeemsEarly) && 'autocallable',
    said.has(TERMS.repaysByBarrier) && !said.has(TERMS.redeemsEarly) && 'barrier',
    said.has(TERMS.linkedToCredit) && 'credit-linked',
    'certificate',
  );
}

const PRODUCTS: ReadonlyMap<string, (of: Checked) => string> = new Map<string, (of: Checked) => string>([
  ['bond@1', bond],
  ['share@1', ({ said }) => phrase(said.has(TERMS.hasNoVote) && 'non-voting', 'ordinary share')],
  ['preferredShare@1', preferredShare],
  [
    'fundUnit@1',
    (of) =>
      phrase(
        of.said.has(TERMS.fundEnds) && !of.said.has(TERMS.deals) && 'closed-end',
        of.said.has(TERMS.accumulatesIncome) && 'accumulating',
        of.said.has(TERMS.distributesIncome) && 'distributing',
        parameterOf(of.instrument, 'structure')
          .replace('exchange-traded-fund', 'exchange-traded fund')
          .replace('mutual-fund', 'mutual fund'),
        'unit',
      ),
  ],
  ['warrant@1', ({ said }) => phrase(said.one(TERMS.holderMayExercise)?.with.right, 'warrant')],
  ['certificate@1', certificate],
  ['safe@1', (of) => `${parameterOf(of.instrument, 'measured')} SAFE`],
  ['convertibleNote@1', (of) => phrase(debtInWords(of), 'convertible note')],
  [
    'trancheNote@1',
    (of) =>
      phrase(
        debtInWords(of),
        parameterOf(of.instrument, 'pool') === 'mortgages' ? 'mortgage-backed' : 'asset-backed',
        'note',
      ),
  ],
  ['sukuk@1', (of) => `sukuk al-${parameterOf(of.instrument, 'structure')}`],
  ['profitNote@1', (of) => phrase(debtInWords(of), 'profit-participating note')],
  ['tokenisedCash@1', () => 'tokenised cash'],
]);
