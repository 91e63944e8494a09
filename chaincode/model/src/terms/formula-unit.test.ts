import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { formula, partsOf, type Formula } from './formula.js';
import { unitInWords, unitOf, type FormulaProblem, type Unit } from './formula-unit.js';

const money = (currency: string): Formula => ({ is: 'money', amount: '10', currency });
const [eur, usd] = [money('EUR'), money('USD')];
const percent: Formula = { is: 'percent', value: '80' };
const number: Formula = { is: 'number', value: '2' };
const units: Formula = { is: 'units', value: '5' };
const price: Formula = { is: 'quantity', name: 'round price' };
const two = (is: 'sum' | 'difference' | 'product' | 'quotient', left: Formula, right: Formula): Formula => ({
  ...{ is, left, right },
});

const QUANTITIES: Readonly<Record<string, Unit>> = { 'round price': { of: 'price', currency: 'EUR' } };

/** The unit of a formula in words, or where it is wrong. */
function found(of: Formula): string {
  const problems: FormulaProblem[] = [];
  const unit = unitOf(of, (name) => QUANTITIES[name], '', problems);
  return unit === undefined ? problems.map(({ code, path }) => `${code} ${path}`).join('; ') : unitInWords(unit);
}

function codeOf(value: unknown): string | undefined {
  try {
    formula(value, '');
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

describe('units of formulas', () => {
  const DIFFER = 'FORMULA_UNITS_DIFFER ';
  test.each<readonly [string, Formula, string]>([
    ['EUR plus EUR', two('sum', eur, eur), 'money (EUR)'],
    ['EUR plus USD', two('sum', eur, usd), DIFFER],
    ['EUR minus percent', two('difference', eur, percent), DIFFER],
    ['percent plus percent', two('sum', percent, percent), 'percent'],
    ['number plus percent', two('sum', number, percent), DIFFER],
    ['price plus money', two('sum', price, eur), DIFFER],
    ['units plus units', two('sum', units, units), 'units'],
    ['number times money', two('product', number, eur), 'money (EUR)'],
    ['money times number', two('product', eur, number), 'money (EUR)'],
    ['percent times money', two('product', percent, eur), 'money (EUR)'],
    ['percent times number', two('product', percent, number), 'percent'],
    ['number times percent', two('product', number, percent), 'percent'],
    ['units times price', two('product', units, price), 'money (EUR)'],
    ['price times units', two('product', price, units), 'money (EUR)'],
    ['money times money', two('product', eur, eur), DIFFER],
    ['units times units', two('product', units, units), DIFFER],
    ['price times price', two('product', price, price), DIFFER],
    ['money times units', two('product', eur, units), DIFFER],
    ['money by units', two('quotient', eur, units), 'price (EUR)'],
    ['money by price', two('quotient', eur, price), 'units'],
    ['money by price of another currency', two('quotient', usd, price), DIFFER],
    ['money by money', two('quotient', eur, eur), 'number'],
    ['money by other money', two('quotient', eur, usd), DIFFER],
    ['price by number', two('quotient', price, number), 'price (EUR)'],
    ['number by money', two('quotient', number, eur), DIFFER],
    ['units by price', two('quotient', units, price), DIFFER],
    ['part of money', { is: 'partOf', percent, of: eur }, 'money (EUR)'],
    ['money of money', { is: 'partOf', percent: eur, of: eur }, DIFFER],
    ['lower of prices', { is: 'lowerOf', of: [price, two('quotient', eur, units)] }, 'price (EUR)'],
    ['greater of money and price', { is: 'greaterOf', of: [eur, price] }, DIFFER],
    ['the third of three', { is: 'lowerOf', of: [eur, eur, usd] }, DIFFER],
    ['rounded', { is: 'rounded', mode: 'down', digits: 0, of: two('quotient', eur, price) }, 'units'],
    ['a name that nobody knows', two('sum', eur, { is: 'quantity', name: 'luck' }), 'QUANTITY_UNDEFINED /right'],
    ['deep within', two('sum', eur, two('product', number, two('sum', eur, usd))), `${DIFFER}/right/right`],
    ['on both sides', two('sum', two('sum', eur, usd), two('sum', eur, usd)), `${DIFFER}/left; ${DIFFER}/right`],
  ])('%s', (_, of, expected) => {
    expect(found(of)).toBe(expected);
  });
});

describe('a formula', () => {
  const deep = (levels: number): Formula =>
    levels === 0 ? eur : { is: 'rounded', mode: 'down', digits: 0, of: deep(levels - 1) };
  const wide = (choices: number): Formula => ({ is: 'lowerOf', of: Array.from({ length: choices }, () => eur) });

  test.each([
    ['a word that there is not', { is: 'power', left: eur, right: eur }, 'FIELD_INVALID'],
    ['a word of every object', { is: 'toString' }, 'FIELD_INVALID'],
    ['nothing', null, 'FIELD_INVALID'],
    ['one side', { is: 'sum', left: eur }, 'FIELD_INVALID'],
    ['no currency', money('XXX'), 'CURRENCY_UNKNOWN'],
    ['a fraction of a cent', { is: 'money', amount: '0.001', currency: 'EUR' }, 'AMOUNT_INVALID'],
    ['a negative number', { is: 'number', value: '-2' }, 'AMOUNT_INVALID'],
    ['a rounding that there is not', { is: 'rounded', mode: 'sideways', digits: 0, of: eur }, 'FIELD_INVALID'],
    ['a name in capitals', { is: 'quantity', name: 'Round Price' }, 'FIELD_INVALID'],
    ['the lower of one', wide(1), 'FIELD_INVALID'],
    ['the lower of as many as there may be', wide(LIMITS.formulaChoicesMax), undefined],
    ['the lower of too many', wide(LIMITS.formulaChoicesMax + 1), 'LIMIT_EXCEEDED'],
    ['as many levels as there may be', deep(LIMITS.formulaDepthMax - 1), undefined],
    ['too many levels', deep(LIMITS.formulaDepthMax), 'LIMIT_EXCEEDED'],
    ['levels without end', deep(5_000), 'LIMIT_EXCEEDED'],
  ])('with %s', (_, value, code) => {
    expect(codeOf(value)).toBe(code);
  });

  const leaf = fc.constantFrom(eur, usd, percent, number, units, price);
  const { tree } = fc.letrec<{ tree: Formula }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'formula' },
      leaf,
      fc.record({
        is: fc.constantFrom('sum' as const, 'difference' as const, 'product' as const, 'quotient' as const),
        left: tie('tree'),
        right: tie('tree'),
      }),
      fc.record({ is: fc.constant('partOf' as const), percent: tie('tree'), of: tie('tree') }),
      fc.record({
        is: fc.constantFrom('lowerOf' as const, 'greaterOf' as const),
        of: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  }));

  test('is read from what it is written as, and has a unit or problems, never both and never neither', () => {
    fc.assert(
      fc.property(tree, (of) => {
        const read = formula(JSON.parse(canonicalJson(of)), '');
        expect(canonicalJson(read)).toBe(canonicalJson(of));
        const problems: FormulaProblem[] = [];
        const unit = unitOf(read, (name) => QUANTITIES[name], '', problems);
        expect(unit === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 500 },
    );
  });

  test('has a unit only where all of its parts have one', () => {
    fc.assert(
      fc.property(tree, (of) => {
        const parts = partsOf(of).map(([, part]) => found(part));
        if (parts.some((each) => each.includes('_'))) expect(found(of)).toContain('_');
      }),
      { numRuns: 500 },
    );
  });
});
