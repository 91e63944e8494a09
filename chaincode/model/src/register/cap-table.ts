import type { Isin } from '../identifiers/isin.js';
import type { PartyId } from '../identifiers/names.js';
import { formatDecimal, parseDecimal } from '../numbers/decimal.js';
import type { Money } from '../numbers/money.js';
import { divide } from '../numbers/rounding.js';
import type { ConversionTerms } from '../security/conversion-terms.js';
import type { ExchangeRatio } from '../security/exchange-terms.js';
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
  readonly isin: Isin;
  readonly denomination?: Money | undefined;
  readonly terms: ConversionTerms;
  readonly outstanding: bigint;
}

/** A security whose units may be exchanged into another, with who holds it. */
export interface HeldExchangeable {
  readonly isin: Isin;
  readonly ratio: ExchangeRatio;
  readonly held: readonly HeldUnits[];
}

/** What the holders of another security would add. */
export interface Dilution {
  readonly isin: Isin;
  /** By which right of theirs. */
  readonly through: 'conversion' | 'exchange';
  readonly outstanding: bigint;
  /** Units that it converts into, fractions left out; absent where that cannot be told from its terms. */
  readonly into?: bigint;
  /** Why it cannot be told: no denomination, a conversion price in another currency, or a formula of the day. */
  readonly unknown?: 'denomination' | 'currency' | 'formula';
}

/** What one holder has, and its parts. */
export interface HolderShare extends HeldUnits {
  readonly percent: string;
  /** With what it would get for units of other securities that it may exchange, each in whole units. */
  readonly dilutedUnits: bigint;
  readonly dilutedPercent: string;
}

/** Who has which part of a security on a day. */
export interface CapTable {
  /** All units of the register. */
  readonly issued: bigint;
  readonly treasury: bigint;
  /** Issued, less treasury units: these vote and are paid. */
  readonly outstanding: bigint;
  /** Those who have only what they may exchange are among them, with no units. */
  readonly holders: readonly HolderShare[];
  readonly dilution: readonly Dilution[];
  /** Outstanding, and what conversions and exchanges would add as far as that can be told. */
  readonly fullyDiluted: bigint;
}

/** Digits after the point of per cent; what is further behind is cut off, so that parts never exceed the whole. */
const PERCENT_SCALE = 6;

/** The cap table of some holdings: derived from the register, never kept beside it. */
export function capTable(
  held: readonly HeldUnits[],
  convertibles: readonly OutstandingConvertible[],
  exchangeables: readonly HeldExchangeable[] = [],
): CapTable {
  const issued = sum(held);
  const treasury = sum(held.filter(({ isTreasury }) => isTreasury));
  const outstanding = issued - treasury;
  const gained = gainedBy(exchangeables);
  const dilution = [...convertibles.map(dilutionBy), ...exchangeables.map(dilutionByExchange)];
  const fullyDiluted = dilution.reduce((total, { into = 0n }) => total + into, outstanding);
  const known = new Set(held.map(({ holderId }) => holderId));
  const others = [...gained.keys()].filter((holderId) => !known.has(holderId));
  const all = [...held, ...others.map((holderId) => ({ holderId, units: 0n, isTreasury: false }))];
  const holders = all.sort(byHolder).map((each): HolderShare => {
    const dilutedUnits = each.units + (gained.get(each.holderId) ?? 0n);
    return {
      ...{ ...each, percent: percentOf(each, outstanding), dilutedUnits },
      dilutedPercent: percentOf({ ...each, units: dilutedUnits }, fullyDiluted),
    };
  });
  return { issued, treasury, outstanding, holders, dilution, fullyDiluted };
}

const sum = (some: readonly HeldUnits[]): bigint => some.reduce((total, { units }) => total + units, 0n);

const byHolder = (left: HeldUnits, right: HeldUnits): number => (left.holderId < right.holderId ? -1 : 1);

/** Units that a holder would get: the issuer has no right against itself, and a fraction is not exchanged. */
const exchangedBy = ({ units, isTreasury }: HeldUnits, { numerator, denominator }: ExchangeRatio): bigint =>
  isTreasury ? 0n : (units * numerator) / denominator;

function gainedBy(exchangeables: readonly HeldExchangeable[]): ReadonlyMap<PartyId, bigint> {
  const gained = new Map<PartyId, bigint>();
  for (const { held, ratio } of exchangeables) {
    for (const each of held) {
      const units = exchangedBy(each, ratio);
      if (units > 0n) gained.set(each.holderId, (gained.get(each.holderId) ?? 0n) + units);
    }
  }
  return gained;
}

function dilutionByExchange({ isin, ratio, held }: HeldExchangeable): Dilution {
  const into = held.reduce((total, each) => total + exchangedBy(each, ratio), 0n);
  return { isin, through: 'exchange', outstanding: sum(held.filter(({ isTreasury }) => !isTreasury)), into };
}

/** Treasury units have no part in what is outstanding. */
function percentOf({ units, isTreasury }: HeldUnits, whole: bigint): string {
  const part = isTreasury || whole === 0n ? 0n : units;
  const coefficient = whole === 0n ? 0n : divide(part * 100n * 10n ** BigInt(PERCENT_SCALE), whole, 'down');
  return formatDecimal({ coefficient, scale: PERCENT_SCALE });
}

/** Into another security by the terms of a security; undefined: it does not convert into that one. */
export function conversionInto(
  { terms, convertibleInto = [] }: Pick<Security, 'terms' | 'convertibleInto'>,
  into: Isin,
): ConversionTerms | undefined {
  if (terms.kind !== 'convertible') return convertibleInto.find(({ isin }) => isin === into);
  const { underlyingIsin: isin, initialPrice: price } = terms.conversion;
  return isin === into ? { isin, price } : undefined;
}

/** A holder gets whole units, and cash for the rest. */
function dilutionBy({ isin, denomination, terms, outstanding }: OutstandingConvertible): Dilution {
  const { price, ratio } = terms;
  const dilution = { isin, through: 'conversion', outstanding } as const;
  if (ratio !== undefined) return { ...dilution, into: (outstanding * ratio.numerator) / ratio.denominator };
  if (price === undefined) return { ...dilution, unknown: 'formula' };
  if (denomination === undefined) return { ...dilution, unknown: 'denomination' };
  if (denomination.currency !== price.currency) return { ...dilution, unknown: 'currency' };
  return { ...dilution, into: nominalBy(price, outstanding, denomination) };
}

/** The nominal of some units, divided by what one unit that is got costs. */
function nominalBy({ amount }: Money, outstanding: bigint, denomination: Money): bigint {
  const [nominal, price] = [parseDecimal(denomination.amount), parseDecimal(amount)];
  const dividend = outstanding * nominal.coefficient * 10n ** BigInt(price.scale);
  return divide(dividend, price.coefficient * 10n ** BigInt(nominal.scale), 'down');
}
