import type { ExchangeTerms } from '../security/exchange-terms.js';
import { TERMS, type ReadTerm } from '../terms/catalogue.js';
import { SaidTerms } from '../terms/checks/said.js';

/** Into what the terms of a definition let holders exchange their units. */
export const exchangesOf = ({
  terms = [],
}: {
  readonly terms?: readonly ReadTerm[] | undefined;
}): readonly ExchangeTerms[] =>
  new SaidTerms(terms).of(TERMS.holderMayExchange).map(({ with: { into, ...others } }) => ({ isin: into, ...others }));
