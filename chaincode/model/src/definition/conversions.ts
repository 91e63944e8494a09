import type { ConversionTerms } from '../security/conversion-terms.js';
import { TERMS, type ReadTerm } from '../terms/catalogue.js';
import { SaidTerms } from '../terms/checks/said.js';

/**
 * Into what the terms of a definition convert its units, by a right, on a date or by an event, each security once. A class
 * that is named by a label alone is none that a register is kept of.
 */
export function conversionsOf({
  terms = [],
}: {
  readonly terms?: readonly ReadTerm[] | undefined;
}): readonly ConversionTerms[] {
  const said = new SaidTerms(terms);
  const byRight = said.of(TERMS.holderMayConvert).map(({ with: { into, price, ratio } }) => ({
    into,
    ...(price === undefined ? {} : { price }),
    ...(ratio === undefined ? {} : { ratio }),
  }));
  const byFormula = [TERMS.convertsAt, TERMS.convertsOn].flatMap((kind) =>
    said.of<Pick<(typeof byRight)[number], 'into'>>(kind).map(({ with: { into } }) => ({ into })),
  );
  const found = new Map<string, ConversionTerms>();
  for (const { into, ...terms } of [...byRight, ...byFormula]) {
    if ('isin' in into && !found.has(into.isin)) found.set(into.isin, { isin: into.isin, ...terms });
  }
  return [...found.values()];
}
