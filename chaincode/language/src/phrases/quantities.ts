import { currency } from './values.js';
import { single, type Found, type Reading, type Slot } from './slot.js';

/** A decimal string in the one way in which it is stored: no grouping, no zeros at the end of a fraction. */
export const plain = (written: string): string => {
  const digits = written.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
};

/** A decimal string with its thousands apart. */
export function grouped(value: string): string {
  const [whole = '', fraction] = value.split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
}

/** A quantity of units, or another decimal number. */
export const number = single<string>(
  'a number such as 40,000',
  '40,000',
  ({ kind, text }) => (kind === 'Numeral' ? plain(text) : undefined),
  grouped,
);

/** A whole number that is counted, not measured. */
export const count = single<number>(
  'a whole number such as 35',
  '35',
  ({ kind, text }) => (kind === 'Numeral' && /^[0-9,]{1,12}$/.test(text) ? Number(plain(text)) : undefined),
  (value) => grouped(String(value)),
);

/** A part of a whole, as a decimal string in per cent. */
export const percent = single<string>(
  'a percentage such as 4.25%',
  '4.25%',
  ({ kind, text }) => (kind === 'Percent' ? plain(text.slice(0, -1)) : undefined),
  (value) => `${grouped(value)}%`,
);

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** An amount with its currency. */
export const money: Slot<Money> = {
  expects: 'an amount such as 100,000 EUR',
  example: '100,000 EUR',
  read: (reading, at) => {
    const amount = readAt(number, reading, at, money.expects);
    const of = amount && currency.read(reading, amount.next);
    return amount && of && { value: { amount: amount.value, currency: of.value }, next: of.next };
  },
  write: ({ amount, currency: of }) => `${grouped(amount)} ${of}`,
};

/** Longest period, in its unit. */
const LENGTH_MAX = 9_999;

const UNITS = { day: 'D', month: 'M', year: 'Y' } as const;

/** A length of calendar time (ISO 8601). */
export const period: Slot<string> = {
  expects: 'a period such as 6 months',
  example: '6 months',
  read: (reading, at) => {
    const length = readAt(count, reading, at, period.expects);
    if (length === undefined) return undefined;
    if (length.value < 1 || length.value > LENGTH_MAX) return reading.miss(at, period.expects);
    const unit = reading.items[length.next]?.text.replace(/s$/, '');
    if (unit === undefined || !Object.hasOwn(UNITS, unit))
      return reading.miss(length.next, '"days", "months" or "years"');
    return { value: `P${length.value}${UNITS[unit as keyof typeof UNITS]}`, next: length.next + 1 };
  },
  write: (value) => {
    const [length, letter] = [value.slice(1, -1), value.slice(-1)];
    const unit = Object.entries(UNITS).find(([, each]) => each === letter)?.[0] ?? '';
    return `${grouped(length)} ${unit}${length === '1' ? '' : 's'}`;
  },
};

/** Reads a part of a value; where it is none, the whole is what was expected. */
function readAt<V>(slot: Slot<V>, reading: Reading, at: number, expects: string): Found<V> | undefined {
  return slot.read(reading, at) ?? reading.miss(at, expects);
}
