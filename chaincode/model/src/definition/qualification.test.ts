import { describe, expect, test } from '@jest/globals';
import { DomainError } from '../errors/domain-error.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { SECURITIES, type WrittenSecurity } from '../test-support/securities.js';
import { defined, problemsIn } from '../test-support/problems.js';
import { EXAMPLE_TERMS } from '../test-support/terms.js';
import { APPLICABILITY, termsOf } from '../terms/applicability.js';
import { TERM_KINDS, TERMS } from '../terms/catalogue.js';
import { CFI_PLACES, type CfiPlaces } from '../terms/cfi-places.js';
import { canonicalForm, definition } from './definition.js';
import { qualify } from './qualification.js';

const securities = Object.entries(SECURITIES);
const codesIn = (of: WrittenSecurity): readonly string[] => problemsIn(of).map(({ code }) => code);

describe.each(securities)('a %s', (product, of) => {
  test('has no problems, survives being written and read, and is found to be what it is', () => {
    expect(problemsIn(of)).toEqual([]);
    const read = defined(of);
    expect(canonicalForm(definition(JSON.parse(canonicalForm(read)), ''))).toBe(canonicalForm(read));
    expect(qualify(read).product).toBe(product);
  });

  test('lacks something without any one of the terms that it alone has for what it needs', () => {
    const { needs } = APPLICABILITY[of.instrument.is] ?? { needs: [] };
    for (const { terms: names } of needs) {
      const kinds = names.map((name) => TERMS[name].is as string);
      const without = { ...of, terms: of.terms.filter(({ is }) => !kinds.includes(is)) };
      expect(problemsIn(without)).toContainEqual(expect.objectContaining({ code: 'TERM_MISSING', path: '/terms' }));
    }
  });
});

describe('the letters of a classification', () => {
  const places = new Map<string, CfiPlaces>(Object.entries(CFI_PLACES).map(([name, each]) => [`${name}@1`, each]));

  test.each(securities)('of a %s are told of the place at which they stand', (_, of) => {
    const letters = qualify(defined(of)).cfi ?? [];
    expect(letters).toHaveLength(6);
    const untold = letters.flatMap((allowed, at) =>
      allowed.split('').filter((letter) => places.get(of.instrument.is)?.[at]?.letters[letter] === undefined),
    );
    expect(untold).toEqual([]);
  });

  test('are told of every kind that is classified by its terms', () => {
    expect([...places.keys()].sort()).toEqual(Object.keys(APPLICABILITY).sort());
  });
});

describe('the applicability matrix', () => {
  test('is of kinds that there are, and every kind that there is has a security here', () => {
    const kinds = new Set(securities.map(([, { instrument }]) => instrument.is));
    expect([...kinds].sort()).toEqual(Object.keys(APPLICABILITY).sort());
  });

  test('lets every term be said by something', () => {
    const said = new Set(Object.keys(APPLICABILITY).flatMap((kind) => [...termsOf(kind)]));
    expect([...TERM_KINDS.keys()].filter((is) => !said.has(is))).toEqual([]);
  });

  const first = new Map(securities.map(([, of]) => [of.instrument.is, of]));
  test.each([...first])('%s refuses the terms that do not go with it, and no others', (kind, of) => {
    const allowed = termsOf(kind);
    for (const term of EXAMPLE_TERMS) {
      const problems = problemsIn({ ...of, terms: [...of.terms, term] });
      const refused = problems.some(
        ({ code, path }) => code === 'TERM_NOT_APPLICABLE' && path === `/terms/${String(of.terms.length)}`,
      );
      expect([term.is, refused]).toEqual([term.is, !allowed.has(term.is)]);
    }
  });

  test('a term is said once, or as often as it is of different things', () => {
    const bond = SECURITIES['callable fixed-rate bond'];
    if (bond === undefined) throw new Error('a bond');
    const twice = (is: string): readonly string[] =>
      codesIn({ ...bond, terms: [...bond.terms, ...bond.terms.filter((each) => each.is === is)] });
    expect(twice('countsDays@1')).toContain('TERM_REPEATED');
    expect(twice('changingNeeds@1')).not.toContain('TERM_REPEATED');
  });
});

describe('a definition with terms', () => {
  const bond = SECURITIES['callable fixed-rate bond'];

  test('is refused with the first problem at its place', () => {
    if (bond === undefined) throw new Error('a bond');
    const wrong = { ...bond, terms: bond.terms.filter(({ is }) => is !== 'countsDays@1') };
    expect(() => defined(wrong)).toThrow(DomainError);
    try {
      defined(wrong);
    } catch (error) {
      expect(error).toMatchObject({ code: 'TERM_MISSING', details: { path: '/terms/0', terms: 'countsDays@1' } });
    }
  });

  test('of an earlier kind of instrument says all in the instrument', () => {
    if (bond === undefined) throw new Error('a bond');
    const with_ = { issueDate: '2026-06-15', maturityDate: '2031-06-15', redemptionPercent: '100' };
    const zero = { ...bond, cfi: 'DBZUFR', instrument: { is: 'zeroCouponBond@1', with: with_ } };
    expect(() => defined(zero)).toThrow(/does not go with this kind/);
    const { terms, ...without } = zero;
    expect(terms).toHaveLength(9);
    expect(canonicalJson(defined(without).instrument.written)).toBe(canonicalJson(zero.instrument));
  });
});
