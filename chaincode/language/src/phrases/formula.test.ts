import type { definitions } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Meaning } from '../generated/ast.js';
import { treeOf } from '../syntax/parse.js';
import { formulaInWords, formulaOf } from './formula.js';

type Formula = definitions.Formula;

function read(words: string): Formula {
  const { value, parserErrors } = treeOf<Meaning>(`  x means ${words}`, 'Sentence');
  expect(parserErrors).toEqual([]);
  if (value.formula === undefined) throw new Error('a formula');
  return formulaOf(value.formula);
}

describe('a formula', () => {
  test.each([
    'lower of (10,000,000 USD / capitalization, 80% of round price)',
    'greater of (purchase, purchase / (10,000,000 USD / liquidity capitalization) * proceeds per share)',
    'a - (b - c) - d',
    '(a + b) * c / (d * 2)',
    'rounded half-even to 2 digits (nominal * 4.25%)',
    'part (100% - discount) of (price + 1.5)',
    '20 EUR / 1 unit',
    'lower',
  ])('%s is written as it is read', (words) => {
    expect(formulaInWords(read(words))).toBe(words);
  });

  test('binds its signs as everybody expects', () => {
    expect(read('a - b - c')).toEqual(read('(a - b) - c'));
    expect(read('a + b * c')).toEqual(read('a + (b * c)'));
    expect(read('80% of a * b')).toEqual(read('(80% of a) * b'));
  });
});

describe('property: a formula', () => {
  const value = fc.nat(10_000_000).map(String);
  const leaf: fc.Arbitrary<Formula> = fc.oneof(
    value.map((amount): Formula => ({ is: 'money', amount, currency: 'EUR' })),
    value.map((each): Formula => ({ is: 'percent', value: each })),
    value.map((each): Formula => ({ is: 'number', value: each })),
    value.map((each): Formula => ({ is: 'units', value: each })),
    fc
      .constantFrom('price', 'round price', 'lower', 'part', 'rounded')
      .map((name): Formula => ({ is: 'quantity', name })),
  );
  const { tree } = fc.letrec<{ tree: Formula }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc
        .tuple(fc.constantFrom('sum', 'difference', 'product', 'quotient'), tie('tree'), tie('tree'))
        .map(([is, left, right]): Formula => ({ is, left, right })),
      fc
        .tuple(fc.constantFrom('lowerOf', 'greaterOf'), fc.array(tie('tree'), { minLength: 2, maxLength: 3 }))
        .map(([is, of]): Formula => ({ is, of })),
      fc.tuple(tie('tree'), tie('tree')).map(([percent, of]): Formula => ({ is: 'partOf', percent, of })),
      tie('tree').map((of): Formula => ({ is: 'rounded', mode: 'half-even', digits: 2, of })),
    ),
  }));

  test('is the same after it is written and read', () => {
    fc.assert(
      fc.property(tree, (formula) => {
        expect(read(formulaInWords(formula))).toEqual(formula);
      }),
      { numRuns: 300 },
    );
  });
});
