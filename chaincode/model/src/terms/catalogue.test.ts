import { describe, expect, test } from '@jest/globals';
import { DomainError } from '../errors/domain-error.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { EXAMPLE_TERMS } from '../test-support/terms.js';
import { TERM_KINDS, TERMS, term } from './catalogue.js';
import type { Term } from './term-kind.js';

const asRead = (value: unknown): unknown => JSON.parse(canonicalJson(value));

function refusalOf(value: unknown): Partial<DomainError> {
  try {
    term(value, '/terms/0');
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, details: error.details };
    throw error;
  }
  return {};
}

describe('the catalogue of terms', () => {
  test('has an example of every kind', () => {
    expect(EXAMPLE_TERMS.map(({ is }) => is).sort()).toEqual([...TERM_KINDS.keys()].sort());
  });

  test.each(Object.entries(TERMS))('%s has its name and a version', (name, { is }) => {
    expect(is).toMatch(new RegExp(`^${name}@[1-9][0-9]*$`));
  });

  test('a kind that nobody knows is refused at its place', () => {
    expect(refusalOf({ is: 'paysFixed@9', with: {} })).toMatchObject({
      code: 'TERM_UNKNOWN',
      details: { path: '/terms/0/is' },
    });
  });
});

describe.each(EXAMPLE_TERMS.map((each) => [each.is, each] as const))('%s', (_, example: Term) => {
  test('is read from its canonical form and kept as it was written', () => {
    const read = term(asRead(example), '');
    expect(asRead(read.written)).toEqual(asRead(example));
    expect(canonicalJson(read.values)).toBe(canonicalJson(example.with));
  });

  test('is refused with a field that there is not', () => {
    const wrong = { is: example.is, with: { ...example.with, colour: 'red' } };
    expect(refusalOf(wrong)).toMatchObject({ code: 'FIELD_INVALID', details: { path: '/terms/0/with' } });
  });
});

describe('every parameter', () => {
  const parameters = EXAMPLE_TERMS.flatMap((example) =>
    Object.keys(example.with).map((name) => [example.is, name, example] as const),
  );

  test.each(parameters)('%s is refused with a %s that says nothing', (is, name, example) => {
    const { code, details } = refusalOf({ is, with: { ...example.with, [name]: null } });
    expect(code).toBe('FIELD_INVALID');
    expect(String(details?.['path'])).toMatch(new RegExp(`^/terms/0/with/${name}`));
  });
});

describe('parameters of terms', () => {
  const fixed = TERMS.paysFixed({ ratePercent: '4.25', every: 'P6M', from: '2026-12-15' });
  const crossDefault = TERMS.crossDefaults({ threshold: { amount: '5', currency: 'EUR' }, of: 'issuer' });
  const ranking = TERMS.ranksAmong({ with: ['safes'], ifShort: 'pro-rata' });
  test.each([
    ['a rate that is no number', fixed, { ratePercent: 'four' }, 'AMOUNT_INVALID'],
    ['a rate below none', fixed, { ratePercent: '-1' }, 'AMOUNT_INVALID'],
    ['a rate with a zero at its end', fixed, { ratePercent: '4.250' }, 'AMOUNT_INVALID'],
    [
      'a price with a zero at its end',
      crossDefault,
      { threshold: { amount: '5.00', currency: 'EUR' } },
      'AMOUNT_INVALID',
    ],
    ['a rate with a leading zero', fixed, { ratePercent: '04.25' }, 'AMOUNT_INVALID'],
    ['a date that there is not', fixed, { from: '2026-02-30' }, 'DATE_INVALID'],
    ['no date', fixed, { from: undefined }, 'FIELD_INVALID'],
    ['a period of none', fixed, { every: 'P0M' }, 'FIELD_INVALID'],
    ['two that are one', ranking, { with: ['safes', 'safes'] }, 'DUPLICATE_IN_BATCH'],
    ['nobody', ranking, { with: [] }, 'FIELD_INVALID'],
    [
      'a party by two names',
      TERMS.paysThrough({ agent: { name: 'A' } }),
      { agent: { name: 'A', lei: 'B' } },
      'FIELD_INVALID',
    ],
    [
      'a wrong LEI',
      TERMS.paysThrough({ agent: { name: 'A' } }),
      { agent: { lei: '5493001KJTIIGC8Y1R13' } },
      'LEI_INVALID',
    ],
  ])('%s is refused', (_, { is, with: given }, change, code) => {
    const changed = JSON.parse(JSON.stringify({ ...given, ...change })) as object;
    expect(refusalOf({ is, with: changed }).code).toBe(code);
  });
});
