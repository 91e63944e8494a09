import { definition, type SecurityDefinition } from '../definition/definition.js';
import { instrument } from '../definition/instruments.js';
import { problemsOf } from '../definition/qualification.js';
import { cfi } from '../identifiers/cfi.js';
import { currency } from '../identifiers/currency.js';
import { money } from '../numbers/money.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { list } from '../serialisation/reader.js';
import { term } from '../terms/catalogue.js';
import type { TermProblem } from '../terms/checks/problem.js';
import type { WrittenSecurity } from './securities.js';

const asWritten = (of: object): Readonly<Record<string, unknown>> =>
  JSON.parse(canonicalJson(of)) as Readonly<Record<string, unknown>>;

/** All that is wrong with a security. */
export function problemsIn(of: WrittenSecurity): readonly TermProblem[] {
  const written = asWritten(of);
  return problemsOf({
    instrument: instrument(written['instrument'], '/instrument'),
    terms: list(term, { min: 0, max: 1_000 })(written['terms'], '/terms'),
    currency: currency(written['currency'], '/currency'),
    cfi: cfi(written['cfi'], '/cfi'),
    ...('denomination' in written ? { denomination: money(written['denomination'], '/denomination') } : {}),
  });
}

/** The definition of a security. @throws DomainError as its reader does */
export function defined(of: Omit<WrittenSecurity, 'terms'> & Partial<WrittenSecurity>): SecurityDefinition {
  const read = definition(
    asWritten({
      ...{ kind: 'security', name: 'EXAMPLE', version: 1, title: 'An example', isin: 'XS0104440986' },
      ...{ issuer: { lei: '5493001KJTIIGC8Y1R12' }, authorisedUnits: '500000', ...of },
    }),
    '',
  );
  if (read.kind !== 'security') throw new Error('a security');
  return read;
}
