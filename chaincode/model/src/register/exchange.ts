import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { partyId, type LotId, type PartyId } from '../identifiers/names.js';
import { formatDecimal, parseDecimal } from '../numbers/decimal.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import { optional, pattern, record, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { authorisation } from '../signature/statement.js';
import type { ExchangeRatio, ExchangeTerms } from '../security/exchange-terms.js';
import type { Security } from '../security/security.js';
import { designation, type Designation } from './designation.js';
import type { GivenAct } from './encumbrance-requests.js';
import type { LotSelection } from './lot-selection.js';
import type { Lot } from './lot.js';

/** What a holder asks for: the act of `register:exchange`. */
export interface ExchangeRequest {
  readonly isin: Isin;
  readonly intoIsin: Isin;
  readonly holderId: PartyId;
  /** The sub-account that is meant; what is got stays in it. */
  readonly designation?: Designation;
  /** Unique for the holding: what was signed once is not done twice. */
  readonly exchangeId: string;
  /** Units that are given. */
  readonly units: bigint;
}

/** An exchange that was done. */
export interface Exchange extends ExchangeRequest {
  /** Units that were got. */
  readonly intoUnits: bigint;
  readonly businessDate: BusinessDate;
}

/** Reader of the id of an exchange. */
export const exchangeId = pattern(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'an exchange id');

const requestFields = {
  isin,
  intoIsin: isin,
  holderId: partyId,
  designation: optional(designation),
  exchangeId,
  units,
} as const;

/** Reader of an exchange that is asked for. */
export const exchangeRequest: Reader<ExchangeRequest> = record(requestFields);

/** Reader of the body of `register:exchange`. */
export const givenExchange: Reader<GivenAct<ExchangeRequest>> = record({
  act: exchangeRequest,
  authorisation: optional(authorisation),
});

/** How an exchange that was done is stored. */
export const exchangeRecord = storedRecord<Exchange>(
  'exchange',
  record({ ...requestFields, intoUnits: units, businessDate }),
);

/**
 * The terms by which units of a security are exchanged into those of another today. Both are of one issuer and one
 * registrar: nobody's units become an obligation of somebody else.
 *
 * @returns undefined when there is no such right
 */
export function exchangeTermsOf(given: Security, into: Security, today: BusinessDate): ExchangeTerms | undefined {
  const terms = given.exchangeableInto?.find((each) => each.isin === into.isin);
  if (terms === undefined || given.issuer.mspId !== into.issuer.mspId || given.registrar !== into.registrar) {
    return undefined;
  }
  const isEarly = terms.from !== undefined && isBefore(today, terms.from);
  const isLate = terms.until !== undefined && isBefore(terms.until, today);
  return isEarly || isLate ? undefined : terms;
}

/**
 * The terms by which units of a security can still be exchanged into those of another on a day, or will be: a right that has
 * begun is no condition for what it would add.
 */
export const exchangeableOn = (
  given: Security,
  into: Pick<Security, 'isin' | 'issuer' | 'registrar'>,
  day: BusinessDate,
): ExchangeTerms | undefined =>
  given.exchangeableInto?.find(
    ({ isin: of, until }) =>
      of === into.isin &&
      given.issuer.mspId === into.issuer.mspId &&
      given.registrar === into.registrar &&
      (until === undefined || !isBefore(until, day)),
  );

/** Units that are got for some; undefined where that is not a whole number. */
export function exchangedUnits(given: bigint, { numerator, denominator }: ExchangeRatio): bigint | undefined {
  const product = given * numerator;
  return product % denominator === 0n ? product / denominator : undefined;
}

/** A lot that comes about in the other security. */
export interface ExchangedLot {
  readonly units: bigint;
  readonly acquiredOn: BusinessDate;
  readonly price?: string;
  readonly pricePer?: bigint;
  readonly source: LotId;
}

/**
 * What becomes of the lots that are given: one lot for each, so that dates and prices stay apart.
 *
 * @returns undefined where a lot would leave a fraction: it is neither rounded nor lost
 */
export function exchangedLots(
  { consumed, remainder }: LotSelection,
  { ratio, tacks }: ExchangeTerms,
  today: BusinessDate,
): readonly ExchangedLot[] | undefined {
  const lots: ExchangedLot[] = [];
  for (const lot of consumed) {
    const got = exchangedUnits(lot === consumed.at(-1) ? lot.units - remainder : lot.units, ratio);
    if (got === undefined) return undefined;
    lots.push({
      units: got,
      acquiredOn: tacks ? lot.acquiredOn : today,
      ...exchangedPrice(lot, ratio),
      source: lot.lotId,
    });
  }
  return lots;
}

/**
 * What a unit that is got has cost, exactly: a decimal string where one is as exact, otherwise a price for so many units.
 * What was paid for a lot stays what was paid for it.
 */
function exchangedPrice(
  { price, pricePer = 1n }: Pick<Lot, 'price' | 'pricePer'>,
  { numerator, denominator }: ExchangeRatio,
): Pick<ExchangedLot, 'price' | 'pricePer'> {
  if (price === undefined) return {};
  const { coefficient, scale } = parseDecimal(price);
  const [cost, per] = [coefficient * denominator, pricePer * numerator];
  for (let more = 0; scale + more <= LIMITS.decimalScaleMax; more += 1) {
    const scaled = cost * 10n ** BigInt(more);
    if (scaled % per === 0n) return { price: formatDecimal({ coefficient: scaled / per, scale: scale + more }) };
  }
  const common = divisorOf(cost, per);
  return { price: formatDecimal({ coefficient: cost / common, scale }), pricePer: per / common };
}

/** Greatest common divisor (Euclid, Elements VII.2). */
const divisorOf = (left: bigint, right: bigint): bigint => (right === 0n ? left : divisorOf(right, left % right));
