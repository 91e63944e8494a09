import { TERM_KINDS, TERMS } from '../catalogue.js';
import { APPLICABILITY, termsOf } from '../applicability.js';
import type { Checked } from './context.js';
import { problem, type TermProblem } from './problem.js';

/** Debt whose payments are in per cent of a nominal, which it therefore has. */
const NOMINAL: ReadonlySet<string> = new Set([
  ...['bond@1', 'certificate@1', 'convertibleNote@1', 'trancheNote@1', 'sukuk@1', 'profitNote@1', 'tokenisedCash@1'],
]);

/**
 * The terms are those that go with the kind of instrument, each said once, and all that it must say is there. Codes:
 * TERM_NOT_APPLICABLE, TERM_REPEATED, TERM_MISSING, DENOMINATION_MISSING, CURRENCY_DIFFERS.
 */
export function checkApplicability({
  instrument: { is },
  said,
  denomination,
  currency,
}: Checked): readonly TermProblem[] {
  const allowed = termsOf(is);
  const { needs = [] } = APPLICABILITY[is] ?? {};
  return [
    ...said.all
      .filter((each) => !allowed.has(each.is))
      .map(({ is: term, path }) => problem('TERM_NOT_APPLICABLE', path, { term, instrument: is })),
    ...said.all
      .filter(({ is: term }, index) => repeatsWrongly(term) && said.all.findIndex((each) => each.is === term) < index)
      .map(({ is: term, path }) => problem('TERM_REPEATED', path, { term })),
    ...needs
      .filter(({ terms }) => !terms.some((name) => said.has(TERMS[name])))
      .map(({ what, terms }) =>
        problem('TERM_MISSING', '/terms', { needs: what, terms: terms.map((name) => TERMS[name].is).join(', ') }),
      ),
    ...(NOMINAL.has(is) && denomination === undefined
      ? [problem('DENOMINATION_MISSING', '/denomination', { term: is })]
      : []),
    ...(denomination !== undefined && denomination.currency !== currency
      ? [problem('CURRENCY_DIFFERS', '/denomination/currency', { expected: currency })]
      : []),
  ];
}

const repeatsWrongly = (term: string): boolean => TERM_KINDS.get(term)?.repeats === false;
