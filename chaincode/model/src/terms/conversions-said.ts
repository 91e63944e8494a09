import type { ConversionTerms } from '../security/conversion-terms.js';
import { TERMS } from './catalogue.js';
import type { SaidTerms } from './checks/said.js';

/**
 * Into what terms convert the units of a security, by a right, by an event or on a date, each security once. A class that is
 * named by a label alone is none that a register is kept of.
 */
export function conversionsSaid(said: SaidTerms): readonly ConversionTerms[] {
  const byRight = said.of(TERMS.holderMayConvert).map(({ with: { into, price, ratio } }) => ({
    into,
    ...(price === undefined ? {} : { price }),
    ...(ratio === undefined ? {} : { ratio }),
  }));
  const byFormula = [TERMS.convertsOn, TERMS.convertsAt].flatMap((kind) =>
    said.of<Pick<(typeof byRight)[number], 'into'>>(kind).map(({ with: { into } }) => ({ into })),
  );
  const found = new Map<string, ConversionTerms>();
  for (const { into, ...terms } of [...byRight, ...byFormula]) {
    if ('isin' in into && !found.has(into.isin)) found.set(into.isin, { isin: into.isin, ...terms });
  }
  return [...found.values()];
}
