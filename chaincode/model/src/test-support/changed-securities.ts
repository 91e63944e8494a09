import type { Term } from '../terms/term-kind.js';
import { problemsIn } from './problems.js';
import { SECURITIES, type WrittenSecurity } from './securities.js';

/** An example by what it is. */
export function security(product: string): WrittenSecurity {
  const found = Object.entries(SECURITIES).find(([name]) => name === product)?.[1];
  if (found === undefined) throw new Error(`no ${product} among the examples`);
  return found;
}

/** A security of which one term says something else; a parameter that is undefined is left out. */
export const changed = (of: WrittenSecurity, kind: { readonly is: string }, change: object): WrittenSecurity => ({
  ...of,
  terms: of.terms.map((term) =>
    term.is === kind.is
      ? { is: term.is, with: JSON.parse(JSON.stringify({ ...term.with, ...change })) as Term['with'] }
      : term,
  ),
});
/** A security without terms of some kinds. */
export const without = (of: WrittenSecurity, ...kinds: readonly { readonly is: string }[]): WrittenSecurity => ({
  ...of,
  terms: of.terms.filter(({ is }) => kinds.every((kind) => kind.is !== is)),
});
/** A security with more terms, after those that it has. */
export const plus = (of: WrittenSecurity, ...terms: readonly Term[]): WrittenSecurity => ({
  ...of,
  terms: [...of.terms, ...terms],
});
/** A security whose instrument says something else. */
export const issued = (of: WrittenSecurity, change: object): WrittenSecurity => ({
  ...of,
  instrument: { ...of.instrument, with: { ...of.instrument.with, ...change } },
});

/** A security of which nothing says what one unit stands for. */
export const withoutNominal = ({ instrument, terms, currency, cfi }: WrittenSecurity): WrittenSecurity => ({
  ...{ instrument, terms, currency, cfi },
});

/** Problems as `CODE path`, the index of a term by its kind. */
export const found = (of: WrittenSecurity): readonly string[] =>
  problemsIn(of).map(({ code, path }) => {
    const [, , index, ...rest] = path.split('/');
    const is = path.startsWith('/terms/') ? of.terms[Number(index)]?.is : undefined;
    return is === undefined ? `${code} ${path}` : `${code} ${[is, ...rest.slice(1)].join('/')}`;
  });
