import type { Currency } from '../identifiers/currency.js';
import { partsOf, type Formula, type Operation } from './formula.js';

/** What a formula yields: money, a price for each unit, units of a security, a part in per cent, or a bare number. */
export type Unit =
  { readonly of: 'money' | 'price'; readonly currency: string } | { readonly of: 'units' | 'percent' | 'number' };

/** Something that a formula cannot say, with the step of its path within the formula. */
export type FormulaProblem =
  | { readonly code: 'FORMULA_UNITS_DIFFER'; readonly path: string; readonly left: string; readonly right: string }
  | { readonly code: 'QUANTITY_UNDEFINED'; readonly path: string; readonly name: string };

/** The unit of a quantity by its name: undefined where nobody says what it is, `unknown` where what is said is wrong. */
export type UnitOfQuantity = (name: string) => Unit | 'unknown' | undefined;

/** A unit in words: `money (EUR)`. */
export const unitInWords = (unit: Unit): string => ('currency' in unit ? `${unit.of} (${unit.currency})` : unit.of);

/**
 * The unit of what a formula yields; undefined where it yields nothing that has a meaning, which the problems say.
 *
 * @param problems - to which what is wrong is added, each at its place
 */
export function unitOf(
  of: Formula,
  unitOfQuantity: UnitOfQuantity,
  path: string,
  problems: FormulaProblem[],
): Unit | undefined {
  const parts = partsOf(of).map(([step, part]) => unitOf(part, unitOfQuantity, `${path}/${step}`, problems));
  switch (of.is) {
    case 'money':
      return { of: 'money', currency: of.currency };
    case 'percent':
    case 'number':
    case 'units':
      return { of: of.is };
    case 'quantity': {
      const unit = unitOfQuantity(of.name);
      if (unit === undefined) problems.push({ code: 'QUANTITY_UNDEFINED', path, name: of.name });
      return unit === 'unknown' ? undefined : unit;
    }
    case 'rounded':
      return parts[0];
    default:
      return together(of.is, parts, path, problems);
  }
}

type Combined = Operation | 'partOf' | 'lowerOf' | 'greaterOf';

function together(
  is: Combined,
  parts: readonly (Unit | undefined)[],
  path: string,
  problems: FormulaProblem[],
): Unit | undefined {
  const known = parts.filter((each) => each !== undefined);
  const [first, ...others] = known;
  if (first === undefined || known.length < parts.length) return undefined;
  let unit = first;
  for (const other of others) {
    const combined = COMBINED[is](unit, other);
    if (combined === undefined) {
      problems.push({ code: 'FORMULA_UNITS_DIFFER', path, left: unitInWords(unit), right: unitInWords(other) });
      return undefined;
    }
    unit = combined;
  }
  return unit;
}

/** Whether two units are one: euros are no dollars, money is no price. */
export const isSameUnit = (left: Unit, right: Unit): boolean => unitInWords(left) === unitInWords(right);

const same = (left: Unit, right: Unit): Unit | undefined => (isSameUnit(left, right) ? left : undefined);

/** What comes of two units; undefined: nothing that has a meaning. */
const COMBINED: { readonly [K in Combined]: (left: Unit, right: Unit) => Unit | undefined } = {
  sum: same,
  difference: same,
  lowerOf: same,
  greaterOf: same,
  partOf: (left, right) => (left.of === 'percent' ? right : undefined),
  product,
  quotient,
};

/** A number multiplies anything, a percentage anything but a number; units at a price cost money. */
function product(left: Unit, right: Unit): Unit | undefined {
  if (left.of === 'number') return right;
  if (right.of === 'number' || right.of === 'percent') return left;
  if (left.of === 'percent') return right;
  const price = left.of === 'price' && right.of === 'units' ? left : right;
  const isCost = price.of === 'price' && (left.of === 'units' || right.of === 'units');
  return isCost ? { of: 'money', currency: price.currency } : undefined;
}

function quotient(left: Unit, right: Unit): Unit | undefined {
  if (isSameUnit(left, right)) return { of: 'number' };
  if (right.of === 'number' || right.of === 'percent') return left;
  if (left.of !== 'money') return undefined;
  if (right.of === 'units') return { of: 'price', currency: left.currency };
  return right.of === 'price' && right.currency === left.currency ? { of: 'units' } : undefined;
}

/**
 * Quantities that every text may name without saying what they are, in the currency of the security: of its own (`nominal`
 * of one unit, what is paid for a SAFE), of a financing round or a sale, and of what is observed.
 */
export const STANDARD_QUANTITIES: Readonly<Record<string, Unit['of']>> = {
  nominal: 'money',
  purchase: 'money',
  'accrued interest': 'money',
  capitalization: 'units',
  'liquidity capitalization': 'units',
  'round price': 'price',
  proceeds: 'money',
  'proceeds per share': 'price',
  'conversion price': 'price',
  'net asset value per unit': 'price',
  performance: 'percent',
  'initial level': 'number',
  'final level': 'number',
};

/** A kind of unit in a currency. */
export const unitIn = (of: Unit['of'], currency: Currency): Unit =>
  of === 'money' || of === 'price' ? { of, currency } : { of };
