import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { minorUnits } from '../identifiers/currency.js';
import { LIMITS } from '../limits.js';
import { formatDecimal, parseDecimal, rescale } from '../numbers/decimal.js';
import { money, type Money } from '../numbers/money.js';
import { units } from '../numbers/units.js';
import { optional, record, type Reader } from '../serialisation/reader.js';
import { transactionId, type TransactionId } from '../settlement/finality.js';
import type { Leg } from './leg.js';
import type { PartialTerms } from './terms.js';

/** A part of a delivery that has settled for itself. */
export interface SettledPart {
  readonly units: bigint;
  /** Units of the leg in the other direction, where that is a delivery: tokenised cash. */
  readonly counterUnits?: bigint;
  /** Money that the paying agent passes on for it, where the leg in the other direction is a payment. */
  readonly payment?: Money;
  readonly settledOn: BusinessDate;
  readonly transactionId: TransactionId;
}

/** Reader of {@link SettledPart}. */
export const settledPart: Reader<SettledPart> = record({
  units,
  counterUnits: optional(units),
  payment: optional(money),
  settledOn: businessDate,
  transactionId,
});

/** Legs, with the parts of them that have settled. */
export interface PartlySettled {
  readonly legs: readonly Leg[];
  readonly parts?: readonly SettledPart[];
}

/**
 * What is still to settle. Of everything that goes with a delivery the share of its settled units is done, counted from
 * the beginning and rounded down: no part is off by a unit or a cent, and all parts add up to the whole exactly.
 */
export function openLegs({ legs, parts = [] }: PartlySettled): readonly Leg[] {
  const done = parts.reduce((sum, part) => sum + part.units, 0n);
  return done === 0n ? legs : legs.map((leg) => between(leg, done, wholeOf(legs), wholeOf(legs)));
}

/** The legs of a part of some units. @throws Error when nothing is left of a leg */
export function legsOfPart({ legs, parts = [] }: PartlySettled, part: bigint): readonly Leg[] {
  const done = parts.reduce((sum, each) => sum + each.units, 0n);
  return legs.map((leg) => between(leg, done, done + part, wholeOf(legs)));
}

/** What of a part is given for it, as it is recorded. */
export function counterOfPart([, counter]: readonly Leg[]): Pick<SettledPart, 'counterUnits' | 'payment'> {
  if (counter === undefined) return {};
  return counter.kind === 'payment' ? { payment: counter.amount } : { counterUnits: counter.units };
}

/** Units that can move for a part now. */
export interface AvailableForPart {
  readonly units: bigint;
  /** Of the leg in the other direction, where that is a delivery. */
  readonly counterUnits?: bigint;
}

/**
 * The largest part that can settle now: no more than either side has, a multiple, at least the minimum, and something
 * for it where something is due. All that is left need be neither a multiple nor the minimum.
 *
 * @returns 0 when no part can settle
 */
export function largestPart(given: PartlySettled, terms: PartialTerms, available: AvailableForPart): bigint {
  const { legs, parts = [] } = given;
  if (parts.length >= LIMITS.partsPerInstructionMax) return 0n;
  const whole = wholeOf(legs);
  const done = parts.reduce((sum, part) => sum + part.units, 0n);
  const reach = least(whole - done, available.units, affordable(given, done, available.counterUnits));
  const part = reach === whole - done ? reach : reach - (reach % terms.multiple);
  if (part === 0n || (part < terms.minimumUnits && part < whole - done)) return 0n;
  return legsOfPart(given, part).every(isSomething) ? part : 0n;
}

/** Units of the delivery that so many units in the other direction pay for. */
function affordable({ legs }: PartlySettled, done: bigint, available: bigint | undefined): bigint {
  const [, counter] = legs;
  const whole = wholeOf(legs);
  if (counter?.kind !== 'delivery' || available === undefined) return whole - done;
  // the most units x with floor(counter * x / whole) <= spent + available
  const spent = (counter.units * done) / whole;
  return ((spent + available + 1n) * whole - 1n) / counter.units - done;
}

const least = (...values: readonly bigint[]): bigint => values.reduce((low, each) => (each < low ? each : low));

const isSomething = (leg: Leg): boolean =>
  leg.kind === 'delivery' ? leg.units > 0n : parseDecimal(leg.amount.amount).coefficient > 0n;

function wholeOf([first]: readonly Leg[]): bigint {
  if (first?.kind !== 'delivery') throw new Error('parts are of one delivery');
  return first.units;
}

/** What of a leg lies between two amounts of units of the delivery. */
function between(leg: Leg, from: bigint, to: bigint, whole: bigint): Leg {
  const share = (total: bigint): bigint => (total * to) / whole - (total * from) / whole;
  if (leg.kind === 'payment') return { ...leg, amount: shareOf(leg.amount, share) };
  const shared = { ...leg, units: share(leg.units) };
  return leg.value === undefined ? shared : { ...shared, value: shareOf(leg.value, share) };
}

function shareOf({ amount, currency }: Money, share: (total: bigint) => bigint): Money {
  const { coefficient, scale } = rescale(parseDecimal(amount), minorUnits(currency), 'exact');
  return { amount: formatDecimal({ coefficient: share(coefficient), scale }), currency };
}
