import type { Choose, SaidSoFar } from '../../mapping/mapping.js';

/** Sentences of interest: a bond of FpML has place for one of them. */
export const INTEREST = ['paysFixed@1', 'paysStepped@1', 'paysFloating@1'] as const;

/** What makes a rate that is written down another one. */
const CHANGING = ['paysStepped@1', 'followsIndex@1', 'changesRateByTarget@1', 'changesRateOn@1'];

/** FpML coding scheme coupon-type: fixed, floating, or structured for all else. */
export function couponTypeOf(said: SaidSoFar): string | undefined {
  const regimes = INTEREST.reduce((sum, is) => sum + said.all(is).length, 0);
  if (regimes === 0) return said.has('paysNoInterest@1') ? 'Fixed' : undefined;
  if (regimes > 1) return 'Struct';
  if (said.has('paysFloating@1')) return 'Float';
  return CHANGING.some((is) => said.has(is)) ? 'Struct' : 'Fixed';
}

/** Which sentence of interest a bond says: a rate that is fixed, or only that it floats. */
export const interestOf: Choose = (bond) => {
  if (bond.at('couponType/#text')?.value === 'Float') return 'paysFloating@1';
  return bond.at('couponRate') === undefined ? undefined : 'paysFixed@1';
};
