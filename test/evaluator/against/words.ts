import { dayOf, over } from '../values/days.js';
import type { Dice } from './dice.js';

const DATES = ['2026-06-15', '2026-01-31', '2027-02-28', '2028-02-29', '2026-12-31', '2027-03-01', '2026-08-31'];
const PERIODS = [
  '6 months',
  '1 day',
  '40 days',
  '1 month',
  '90 days',
  '1 year',
  '13 months',
  '2 years',
  '11 months',
  '300 years',
];
const NUMBERS = ['100', '1', '2', '3', '35', '40,000', '7', '1,250,000', '999,999,999,999,999'];
const PRICES = ['1', '12.5', '0.01', '3', '0.000001', '99.99'];
const PERCENTS = ['10%', '4.25%', '33.33%', '33.34%', '50%', '100%', '0.01%'];
const AMOUNTS = ['100,000 EUR', '100 EUR', '12.50 USD', '1,000 JPY', '2,500.01 EUR', '75,000,000 USD'];

/** Types of claims in texts of chance; few, so that facts and rules meet. */
export const CLAIM_TYPES = ['kyc', 'accredited-investor', 'tier', 'residence'] as const;
/** What claims say in them. */
export const CLAIM_VALUES = ['RETAIL', 'DE', 'US', 'NON-US-PERSON'] as const;
export const VENUES = ['XLUX', 'XFRA', 'XNYS'] as const;
export const ROLES = ['issuer', 'registrar', 'paying agent', 'custodian', 'calendar authority'] as const;

/** The values as a list of the language. */
export function listed(values: readonly string[], last: 'and' | 'or'): string {
  const before = values.slice(0, -1).join(', ');
  const end = values.at(-1) ?? '';
  return before === '' ? end : `${before} ${last} ${end}`;
}

function holders(dice: Dice): string {
  const having = dice.pick(['', ' with claim kyc', ' with claim tier of RETAIL', ' with claim residence of DE']);
  return `holders${having}${having === '' ? dice.pick(['', ' without claim accredited-investor']) : ''}`;
}

function twoDates(dice: Dice): readonly [string, string] {
  const [one, other] = [dice.pick(DATES), dice.pick(DATES)];
  return one < other ? [one, other] : [other, one];
}

/** Periods from one date to another; those of every year are shorter than one. */
function windows(dice: Dice, isYearly: boolean): string {
  const ends = (from: string): readonly string[] =>
    DATES.filter((to) => from <= to && (!isYearly || dayOf(to) < over(dayOf(from), { count: 1, unit: 'years' })));
  const all = DATES.flatMap((from) => ends(from).map((to) => `${from} to ${to}`));
  return listed([...new Set(Array.from({ length: 1 + dice.upTo(2) }, () => dice.pick(all)))], 'and');
}

function bands(dice: Dice): string {
  const [, currency = 'EUR'] = dice.pick(AMOUNTS).split(' ');
  const amounts = ['100', '2,500', '100,000'].map((amount) => `${amount} ${currency}`);
  return listed(
    dice.some(CLAIM_VALUES, 3).map((value) => `${dice.pick(amounts)} for ${value}`),
    'and',
  );
}

const COUNTRIES = ['DE', 'US', 'FR', 'IE'];

/** Words of chance for each slot; sides and pairs of dates are for the sentence. */
export const WORDS: Readonly<Record<string, (dice: Dice) => string>> = {
  type: (dice) => dice.pick(CLAIM_TYPES),
  types: (dice) => listed(dice.some(CLAIM_TYPES, 3), 'or'),
  values: (dice) => listed(dice.some(CLAIM_VALUES, 3), 'or'),
  countries: (dice) => listed(dice.some(COUNTRIES, 3), 'or'),
  kinds: (dice) => listed(dice.some(['person', 'entity', 'node operator'], 2), 'or'),
  date: (dice) => dice.pick(DATES),
  period: (dice) => dice.pick(PERIODS),
  steps: (dice) => dice.pick(['4', '12', '3', '1']),
  every: (dice) => dice.pick(PERIODS),
  cliff: (dice) => dice.pick(PERIODS),
  percent: (dice) => dice.pick(PERCENTS),
  count: (dice) => dice.pick(['35', '1', '2', '1,999']),
  of: holders,
  scope: (dice) => dice.pick(['this security', 'all securities of the issuer']),
  by: (dice) => dice.pick(['of record', 'looking through nominees']),
  within: (dice) => dice.pick(PERIODS),
  without: (dice) => dice.pick(CLAIM_TYPES),
  units: (dice) => dice.pick(NUMBERS),
  least: (dice) => dice.pick(AMOUNTS),
  most: (dice) => dice.pick(AMOUNTS),
  limit: (dice) => dice.pick(AMOUNTS),
  price: (dice) => dice.pick(PRICES),
  bands,
  group: (dice) => dice.pick(['sender', 'sender and affiliates']),
  role: (dice) => dice.pick(ROLES),
  venues: (dice) => listed(dice.some(VENUES, 2), 'or'),
};

/** A sentence of the reference with words of chance in its slots. @param sides - those that there are */
export function fill(sentence: string, sides: readonly string[], dice: Dice): string {
  const [early, late] = twoDates(dice);
  const dates: Readonly<Record<string, string>> = { from: early, acquiredUpTo: early, until: late, lastDay: late };
  const isYearly = sentence.endsWith(', each year');
  return sentence.replaceAll(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === 'side') return dice.pick(sides);
    if (slot === 'windows') return windows(dice, isYearly);
    const words = dates[slot] ?? WORDS[slot]?.(dice);
    if (words === undefined) throw new Error(`nothing can be said in the slot ${slot}`);
    return words;
  });
}
