import type { Isin } from '../identifiers/isin.js';
import type { PartyId } from '../identifiers/names.js';
import { formatDecimal, parseDecimal } from '../numbers/decimal.js';
import { divide } from '../numbers/rounding.js';
import type { Security } from '../security/security.js';

/** What one holder has on a day. */
export interface HeldUnits {
  readonly holderId: PartyId;
  readonly units: bigint;
  /** Whether the holder is the issuer itself. */
  readonly isTreasury: boolean;
}

/** A security that converts into another, with the units of it that are outstanding. */
export interface OutstandingConvertible {
  readonly security: Security;
  readonly outstanding: bigint;
}

/** What a convertible would add. */
export interface Dilution {
  readonly isin: Isin;
  readonly outstanding: bigint;
  /** Units that it converts into, fractions left out; absent where that cannot be told from its terms. */
  readonly into?: bigint;
  /** Why it cannot be told: no denomination, or a conversion price in another currency. */
  readonly unknown?: 'denomination' | 'currency';
}

/** Who has which part of a security on a day. */
export interface CapTable {
  /** All units of the register. */
  readonly issued: bigint;
  readonly treasury: bigint;
  /** Issued, less treasury units: these vote and are paid. */
  readonly outstanding: bigint;
  readonly holders: readonly (HeldUnits & { readonly percent: string; readonly dilutedPercent: string })[];
  readonly dilution: readonly Dilution[];
  /** Outstanding, and what convertibles would add of which that can be told. */
  readonly fullyDiluted: bigint;
}

/** Digits after the point of per cent; what is further behind is cut off, so that parts never exceed the whole. */
const PERCENT_SCALE = 6;

/** The cap table of some holdings: derived from the register, never kept beside it. */
export function capTable(held: readonly HeldUnits[], convertibles: readonly OutstandingConvertible[]): CapTable {
  const sum = (some: readonly HeldUnits[]): bigint => some.reduce((total, { units }) => total + units, 0n);
  const issued = sum(held);
  const treasury = sum(held.filter(({ isTreasury }) => isTreasury));
  const outstanding = issued - treasury;
  const dilution = convertibles.map(dilutionBy);
  const fullyDiluted = dilution.reduce((total, { into = 0n }) => total + into, outstanding);
  const holders = held.map((each) => ({
    ...each,
    percent: percentOf(each, outstanding),
    dilutedPercent: percentOf(each, fullyDiluted),
  }));
  return { issued, treasury, outstanding, holders, dilution, fullyDiluted };
}

/** Treasury units have no part in what is outstanding. */
function percentOf({ units, isTreasury }: HeldUnits, whole: bigint): string {
  const part = isTreasury || whole === 0n ? 0n : units;
  const coefficient = whole === 0n ? 0n : divide(part * 100n * 10n ** BigInt(PERCENT_SCALE), whole, 'down');
  return formatDecimal({ coefficient, scale: PERCENT_SCALE });
}

/** Nominal value by conversion price: a holder gets whole units, and cash for the rest. */
function dilutionBy({ security: { isin, denomination, terms }, outstanding }: OutstandingConvertible): Dilution {
  if (terms.kind !== 'convertible') throw new Error('only a convertible dilutes');
  const { initialPrice } = terms.conversion;
  if (denomination === undefined) return { isin, outstanding, unknown: 'denomination' };
  if (denomination.currency !== initialPrice.currency) return { isin, outstanding, unknown: 'currency' };
  const [nominal, price] = [parseDecimal(denomination.amount), parseDecimal(initialPrice.amount)];
  const dividend = outstanding * nominal.coefficient * 10n ** BigInt(price.scale);
  const divisor = price.coefficient * 10n ** BigInt(nominal.scale);
  return { isin, outstanding, into: divide(dividend, divisor, 'down') };
}
