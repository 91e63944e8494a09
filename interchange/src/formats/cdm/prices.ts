import { noCounterpart } from '../../document/interchange-error.js';
import type { Source } from '../../document/source.js';
import { JsonNumber, type Tree } from '../../document/tree.js';
import type { Codec, Known } from '../../mapping/codec.js';
import { asNumber, checked, DATE_TEXT, frequencyRecord, single } from '../../mapping/codecs.js';
import { decimalOf } from '../../mapping/numbers.js';
import { decimalText, formatDecimal, parseDecimal, rescale } from '@scrip/model';

/** What a price of the Common Domain Model says besides its value: a rate for money of the same currency. */
const unitsOfRate = (currency: unknown): Readonly<Record<string, Tree>> => ({
  unit: { currency: { '@data': String(currency) } },
  perUnitOf: { currency: { '@data': String(currency) } },
  priceType: 'InterestRate',
});

/** Takes what follows from the currency of the security; what contradicts it stays unread. */
function takeUnits(price: Source, known: Known): void {
  const currency = known.value('currency', 'currency');
  for (const at of ['unit/currency/@data', 'perUnitOf/currency/@data']) {
    if (price.at(at)?.value === currency) price.take(at);
  }
  if (price.at('priceType')?.value === 'InterestRate') price.take('priceType');
}

/** A rate in per cent as a `PriceSchedule` with one value: 4.25 is 0.0425. */
export const ratePrice = (lowest = '0', highest = '1000'): Codec => ({
  write: (value, known) => ({
    value: asNumber(decimalOf(String(value), -2)),
    ...unitsOfRate(known.value('currency', 'currency')),
  }),
  read: (price, known) => {
    const percent = decimalOf(single(price, 'value'), 2);
    takeUnits(price, known);
    return checked(decimalText(lowest, highest), percent);
  },
});

const RATE = ratePrice('-1000', '1000');

/**
 * A floor or a cap of a floating rate. A security bounds the whole rate, margin included; a cap rate or floor rate of the
 * other side is "exclusive of any spread" (FpML 5, `FloatingRateCalculation`, which the Common Domain Model took over).
 */
export const boundOfRate: Codec = {
  write: (value, known) => RATE.write(withMargin(String(value), known, -1n), known),
  read: (price, known) => checked(decimalText('-100', '100'), withMargin(String(RATE.read(price, known)), known, 1n)),
};

function withMargin(bound: string, known: Known, sign: bigint): string {
  const { spreadPercent = '0', multiplier } = known.own ?? {};
  if (multiplier !== undefined)
    return noCounterpart('whether a bound is of the rate before or after its multiplier is not said');
  const [one, margin] = [parseDecimal(bound), parseDecimal(String(spreadPercent))];
  const scale = Math.max(one.scale, margin.scale);
  const [of, by] = [rescale(one, scale, 'exact').coefficient, rescale(margin, scale, 'exact').coefficient];
  return decimalOf(formatDecimal({ coefficient: of + sign * by, scale }));
}

/** A rate in per cent as a number without anything beside it: 4.25 is 0.0425. */
export const rateNumber: Codec = {
  write: (value) => asNumber(decimalOf(String(value), -2)),
  read: (source) => checked(decimalText('-100', '100'), decimalOf(single(source), 2)),
};

/** A factor as a `PriceSchedule` with one value. */
export const factorPrice: Codec = {
  write: (value, known) => ({ value: asNumber(String(value)), ...unitsOfRate(known.value('currency', 'currency')) }),
  read: (price, known) => {
    const factor = decimalOf(single(price, 'value'));
    takeUnits(price, known);
    return checked(decimalText('0'), factor);
  },
};

interface RateStep {
  readonly from: string;
  readonly ratePercent: string;
}

/** Rates from dates on as a `PriceSchedule` with dated values. */
export const steppedPrice: Codec = {
  write: (value, known) => ({
    datedValue: (value as readonly RateStep[]).map(({ from, ratePercent }) => ({
      date: from,
      value: asNumber(decimalOf(ratePercent, -2)),
    })),
    ...unitsOfRate(known.value('currency', 'currency')),
  }),
  read: (price, known) => {
    if (price.at('value') !== undefined) return noCounterpart('from which day on its first value counts is not said');
    const steps = price.all('datedValue').map((each) => ({
      from: DATE_TEXT.read(each.at('date') ?? each, known),
      ratePercent: checked(decimalText('0', '1000'), decimalOf(single(each, 'value'), 2)),
    }));
    takeUnits(price, known);
    return steps;
  },
};

const END_OF_MONTH = '31';

/** Frequency of calculation periods, which roll on the day of the month of the first payment. */
export const rollingFrequency: Codec = {
  write: (value, known) => ({
    ...frequencyRecord(asNumber).write(value),
    rollConvention: String(Number(String(known.own?.['from']).slice(-2))),
  }),
  read: (source, known) => {
    const day = String(Number(String(known.own?.['from']).slice(-2)));
    const roll = source.at('rollConvention')?.value;
    if (roll === day || (roll === 'EOM' && day === END_OF_MONTH)) source.take('rollConvention');
    return frequencyRecord(asNumber).read(source, known);
  },
};

/** So many business days before, as an offset. */
export const businessDaysBefore: Codec = {
  write: (value) => ({
    ...{ periodMultiplier: new JsonNumber(Number(value) === 0 ? '0' : `-${String(value)}`), period: 'D' },
    ...(Number(value) === 0 ? {} : { dayType: 'Business' }),
    businessDayConvention: 'NONE',
  }),
  read: (source) => {
    const offset = decimalOf(single(source, 'periodMultiplier'));
    if (single(source, 'period') !== 'D' || !/^(?:0|-[0-9]{1,3})$/.test(offset)) {
      return noCounterpart('it is not a number of days before');
    }
    if (offset !== '0' && source.at('dayType')?.value !== 'Business')
      return noCounterpart('it does not count business days');
    source.take('dayType');
    if (source.at('businessDayConvention')?.value === 'NONE') source.take('businessDayConvention');
    return Number(offset.replace('-', ''));
  },
};

/** So many business days after, as an offset. */
export const businessDaysAfter: Codec = {
  write: (value) => ({ periodMultiplier: new JsonNumber(String(value)), period: 'D', dayType: 'Business' }),
  read: (source) => {
    const offset = decimalOf(single(source, 'periodMultiplier'));
    if (single(source, 'period') !== 'D' || !/^[1-9][0-9]{0,2}$/.test(offset)) {
      return noCounterpart('it is not a number of days after');
    }
    return single(source, 'dayType') === 'Business' ? Number(offset) : noCounterpart('it does not count business days');
  },
};
