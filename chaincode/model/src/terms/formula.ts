import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { money } from '../numbers/money.js';
import { units } from '../numbers/units.js';
import { count, list, record, word, type Reader } from '../serialisation/reader.js';
import { decimal, quantityName, ROUNDINGS } from './values.js';

/** Two formulas that are added, subtracted, multiplied or divided. */
export type Operation = 'sum' | 'difference' | 'product' | 'quotient';

/**
 * A formula of which an amount, a price or a number of units comes: a tree that is its own canonical form. Nothing is
 * computed here; {@link unitOf} says what comes out.
 */
export type Formula =
  | { readonly is: 'money'; readonly amount: string; readonly currency: string }
  | { readonly is: 'percent'; readonly value: string }
  | { readonly is: 'number'; readonly value: string }
  | { readonly is: 'units'; readonly value: string }
  | { readonly is: 'quantity'; readonly name: string }
  | { readonly is: Operation; readonly left: Formula; readonly right: Formula }
  | { readonly is: 'partOf'; readonly percent: Formula; readonly of: Formula }
  | { readonly is: 'lowerOf' | 'greaterOf'; readonly of: readonly Formula[] }
  | {
      readonly is: 'rounded';
      readonly mode: (typeof ROUNDINGS)[number];
      readonly digits: number;
      readonly of: Formula;
    };

type Kind = Formula['is'];

const value = decimal('0');
const binary = (is: Operation): Reader<unknown> => record({ is: word(is), left: inner, right: inner });
const several = (is: 'lowerOf' | 'greaterOf'): Reader<unknown> =>
  record({ is: word(is), of: list(inner, { min: 2, max: LIMITS.formulaChoicesMax }) });

/** What is directly within a formula is read by the same table. */
function inner(of: unknown, path: string): Formula {
  const is = typeof of === 'object' && of !== null && 'is' in of ? of.is : undefined;
  return READERS[kindOf({ is }, path).is](of, path) as Formula;
}

const READERS: { readonly [K in Kind]: Reader<unknown> } = {
  money: (of, path) => {
    const { amount, currency } = record({ is: word('money'), amount: value, currency: (given: unknown) => given })(
      of,
      path,
    );
    return { is: 'money', ...money({ amount, currency }, path) };
  },
  percent: record({ is: word('percent'), value }),
  number: record({ is: word('number'), value }),
  units: (of, path) => ({ is: 'units', value: String(record({ is: word('units'), value: units })(of, path).value) }),
  quantity: record({ is: word('quantity'), name: quantityName }),
  sum: binary('sum'),
  difference: binary('difference'),
  product: binary('product'),
  quotient: binary('quotient'),
  partOf: record({ is: word('partOf'), percent: inner, of: inner }),
  lowerOf: several('lowerOf'),
  greaterOf: several('greaterOf'),
  rounded: record({
    is: word('rounded'),
    mode: word(...ROUNDINGS),
    digits: count({ min: 0, max: LIMITS.decimalScaleMax }),
    of: inner,
  }),
};

const kindOf = record({ is: word(...(Object.keys(READERS) as Kind[])) });

/** Formulas directly within one, each with the step of its path. */
export function partsOf(of: Formula): readonly (readonly [step: string, part: Formula])[] {
  switch (of.is) {
    case 'sum':
    case 'difference':
    case 'product':
    case 'quotient':
      return [
        ['left', of.left],
        ['right', of.right],
      ];
    case 'partOf':
      return [
        ['percent', of.percent],
        ['of', of.of],
      ];
    case 'lowerOf':
    case 'greaterOf':
      return of.of.map((each, index) => [`of/${index}`, each]);
    case 'rounded':
      return [['of', of.of]];
    default:
      return [];
  }
}

/** Reader of a formula. Errors: FIELD_INVALID, AMOUNT_INVALID, CURRENCY_UNKNOWN, LIMIT_EXCEEDED (too deep or too large). */
export const formula: Reader<Formula> = (of, path) => {
  requireBounded(of, path);
  return inner(of, path);
};

/** Bounds the depth before anything is read: no text makes an endorser call itself without end. */
function requireBounded(of: unknown, path: string): void {
  const { formulaDepthMax: depthMax, formulaSizeMax: sizeMax } = LIMITS;
  let level: readonly unknown[] = [of];
  let size = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    size += level.length;
    if (depth === depthMax || size > sizeMax) throw new DomainError('LIMIT_EXCEEDED', { path, depthMax, sizeMax });
    level = level.flatMap(childrenOf);
  }
}

const childrenOf = (of: unknown): readonly unknown[] => {
  if (typeof of !== 'object' || of === null) return [];
  const values: readonly unknown[] = Array.isArray(of) ? of : Object.values(of);
  return values.filter((each) => typeof each === 'object' && each !== null);
};
