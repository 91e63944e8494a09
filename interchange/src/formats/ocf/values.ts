import { decimalText, text, units, LIMITS } from '@scrip/model';
import { noCounterpart } from '../../document/interchange-error.js';
import type { Codec } from '../../mapping/codec.js';
import { asText, checked, moneyRecord, single, unitsAs } from '../../mapping/codecs.js';
import { decimalOf } from '../../mapping/numbers.js';

/** Digits after the point that a numeric of Open Cap Format has at most. */
const SCALE_MAX = 10;

/** A number as Open Cap Format writes it: a text, with at most ten digits after the point. */
export function numeric(value: unknown): string {
  const written = String(value);
  const digits = written.split('.')[1]?.length ?? 0;
  return digits > SCALE_MAX ? noCounterpart('Open Cap Format has ten digits after the point') : written;
}

/** A decimal number. */
export const NUMERIC: Codec = {
  write: numeric,
  read: (source) => checked(decimalText('0'), decimalOf(single(source))),
};

/** A number of units; `UNLIMITED` and `NOT APPLICABLE` are none. */
export const SHARES: Codec = {
  ...unitsAs(asText),
  read: (source, known) =>
    /^[A-Z ]+$/.test(source.value ?? '')
      ? noCounterpart('the language says how many units there may be altogether')
      : unitsAs(asText).read(source, known),
};

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** An amount in the currency of the security, which is read from it too. */
export const ownMoney = (isUnitPrice: boolean): Codec => ({
  write: (value, known) => {
    const { amount, currency } = value as Money;
    if (currency !== known.value('currency', 'currency')) noCounterpart('its currency is not that of the security');
    return { amount: numeric(amount), currency };
  },
  read: (source, known) => moneyRecord(isUnitPrice).read(source, known),
});

/** The currency of the security, where an amount of it stands. */
export const currencyOf = (is: string, slot: string): Codec => ({
  write: (value, known) => {
    const of = known.value(is, slot) as Money | undefined;
    if (of === undefined || of.currency !== value) return noCounterpart('no amount of the object is in it');
    numeric(of.amount);
    return of.currency;
  },
  read: (source) => single(source),
});

/** What is delivered, by the identifier of a stock class. */
export const CLASS: Codec = {
  write: (value) =>
    (value as { readonly class?: string }).class ?? noCounterpart('Open Cap Format names classes, and no ISIN'),
  read: (source) => {
    const name = single(source);
    return { class: checked(text(LIMITS.nameCharactersMax), name) };
  },
};

/** So many for so many. */
export const RATIO: Codec = {
  write: (value) => {
    const { numerator, denominator } = value as Readonly<Record<'numerator' | 'denominator', string>>;
    return { numerator, denominator };
  },
  read: (source) => {
    const [numerator, denominator] = [decimalOf(single(source, 'numerator')), decimalOf(single(source, 'denominator'))];
    checked(units, numerator);
    checked(units, denominator);
    return { numerator, denominator };
  },
};
