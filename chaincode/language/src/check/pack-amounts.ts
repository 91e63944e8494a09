import { compareCost, compareDecimals, definitions, parseDecimal, type Decimal } from '@scrip/model';
import type { DefinedSecurity } from './defined.js';
import { doubtful, wrong, type PackCheck, type PackFinding } from './pack-finding.js';

const { TERMS } = definitions;

/** Facts of packs that are amounts, as far as a pack has them. */
interface Amounts {
  /** Of one unit, in the money of the regime. */
  readonly price?: string;
  readonly denominated?: boolean;
  readonly qualified?: { readonly amount: string };
  readonly smallOffer?: { readonly lowest: string };
}

/** The money of a regime, and what all units of an offering may come to in it. */
interface Regime {
  readonly currency: string;
  readonly most?: (given: Amounts) => string | undefined;
}

const REGIMES: Readonly<Record<string, Regime>> = {
  EuProspectusExempt: { currency: 'EUR', most: ({ smallOffer }) => smallOffer?.lowest },
  UkOffer: { currency: 'GBP' },
  SwissOffer: { currency: 'CHF' },
  SingaporeOffer: { currency: 'SGD' },
  HongKongOffer: { currency: 'HKD' },
  RegATier2: { currency: 'USD', most: ({ qualified }) => qualified?.amount ?? '75000000' },
  RegCF: { currency: 'USD', most: () => '5000000' },
};

/** Prices and amounts of a pack that do not fit the nominal and the size of the security. */
export const packAmounts: PackCheck = (pack, security) => {
  const regime = REGIMES[pack.name];
  if (regime === undefined || security === undefined) return [];
  const given = pack.with as Amounts;
  return [...nominals(given, regime, security), ...prices(given, regime, security), ...sums(given, regime, security)];
};

function nominals({ denominated }: Amounts, { currency }: Regime, { of }: DefinedSecurity): readonly PackFinding[] {
  const unit = of.denomination;
  if (denominated !== true || unit?.currency === currency) return [];
  const what =
    unit === undefined ? 'units of this security have no nominal value' : `one unit is ${unit.amount} ${unit.currency}`;
  const message = `${what}: say "no nominal value", which is asked in ${currency}, or say it with the size`;
  return [wrong('denominated', message)];
}

/** Hundredths of the nominal between which a price is not doubted. */
const [LEAST, MOST] = [50n, 150n];

/** A price in per cent where an amount is meant is the commonest slip. */
function prices({ price }: Amounts, { currency }: Regime, { of, said }: DefinedSecurity): readonly PackFinding[] {
  const unit = of.denomination;
  if (price === undefined || unit?.currency !== currency) return [];
  const ofNominal = (hundredths: bigint): number => compareDecimals(times(100n, price), times(hundredths, unit.amount));
  const isBelow = ofNominal(LEAST) < 0 && !said.has(TERMS.paysNoInterest);
  if (ofNominal(MOST) <= 0 && !isBelow) return [];
  const message = `one unit is ${unit.amount} ${currency}, and it is offered at ${price} ${currency}: is that the price of a unit?`;
  return [doubtful('price', message)];
}

const times = (factor: bigint, amount: string): Decimal => {
  const { coefficient, scale } = parseDecimal(amount);
  return { coefficient: factor * coefficient, scale };
};

/** Of what is issued at once all is offered; of a class of shares perhaps a part. */
function sums(given: Amounts, { currency, most }: Regime, { of }: DefinedSecurity): readonly PackFinding[] {
  const limit = most?.(given);
  const isIssue = 'issuedOn' in of.instrument.values;
  if (limit === undefined || given.price === undefined || !isIssue) return [];
  if (compareCost(of.authorisedUnits, given.price, limit) <= 0) return [];
  const all = `all ${String(of.authorisedUnits)} units at ${given.price} ${currency}`;
  const message = `${all} come to more than the ${limit} ${currency} that may be raised so: is all of it offered under this?`;
  return [doubtful('price', message)];
}
