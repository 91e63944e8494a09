/** A number with its fraction, exact: so many units of 10⁻¹². No number of a text has more digits behind the point. */
export type Scaled = bigint;

const DIGITS = 12;

/** What a whole number is multiplied by to be a {@link Scaled}. */
export const ONE: Scaled = 10n ** BigInt(DIGITS);

/** A number as it is written: `1,250,000`, `12.5`. */
export function scaledOf(written: string): Scaled {
  const [, whole, fraction = ''] = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,12}))?$/.exec(written) ?? [];
  if (whole === undefined) throw new Error(`${written} is no number`);
  return BigInt(whole.replaceAll(',', '') + fraction.padEnd(DIGITS, '0'));
}

/** Words in which every number is written in one form: without groups of digits, and without noughts at the end. */
export const inOneForm = (words: string): string =>
  words
    .replaceAll(/(?<=\d),(?=\d{3})/g, '')
    .replaceAll(/(\.\d*?)0+(?!\d)/g, (_, fraction: string) => (fraction === '.' ? '' : fraction));

/** A whole number as it is written. */
export function wholeOf(written: string): bigint {
  const scaled = scaledOf(written);
  if (scaled % ONE !== 0n) throw new Error(`${written} is no whole number`);
  return scaled / ONE;
}

/** A percentage as it is written, `4.25%`: in per cent. */
export function percentOf(written: string): Scaled {
  if (!written.endsWith('%')) throw new Error(`${written} is no percentage`);
  return scaledOf(written.slice(0, -1));
}

/** Money: an amount in a currency. */
export interface Amount {
  readonly amount: Scaled;
  readonly currency: string;
}

/** An amount as it is written, `100,000 EUR`. */
export function amountOf(written: string): Amount {
  const [, amount, currency] = /^([\d.,]+) ([A-Z]{3})$/.exec(written) ?? [];
  if (amount === undefined || currency === undefined) throw new Error(`${written} is no amount`);
  return { amount: scaledOf(amount), currency };
}
