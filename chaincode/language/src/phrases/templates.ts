import type { definitions } from '@scrip/model';
import type { Item } from '../syntax/items.js';
import { phrase, type Phrase } from './phrase.js';
import { count, money, number, percent, period } from './quantities.js';
import { single, type Found, type Slot, word } from './slot.js';
import { calendar, country, currency, date, isin, lei, organisation, text } from './values.js';
import { formula } from './formula.js';

/** Kinds of values that a template takes, by the words for them. */
export const PARAMETER_TYPES: Readonly<Record<definitions.ParameterType, Slot>> = {
  'a percentage': percent,
  'a number': number,
  'a whole number': count,
  'an amount': money,
  'a period': period,
  'a date': date,
  'a text': text,
  'a currency': currency,
  'a country': country,
  'a calendar': calendar,
  'an organisation': organisation,
  'an ISIN': isin,
  'an LEI': lei,
  'a formula': formula,
};

/** A value that a template is given, as it is written. */
export interface Argument {
  readonly name: string;
  readonly items: readonly Item[];
}

/** Words up to one that ends them. */
function wordsUntil(items: readonly Item[], at: number, last: string): Found<string> | undefined {
  const words: string[] = [];
  for (let next = at; items[next]?.kind === 'Word'; next += 1) {
    const word = items[next]?.text ?? '';
    if (word === last) return words.length === 0 ? undefined : { value: words.join(' '), next };
    words.push(word);
  }
  return undefined;
}

const NAME = 'a name such as first payment';

/** A name of lower-case words, up to `as`. */
const parameterName: Slot<string> = {
  expects: NAME,
  example: 'first payment',
  read: (reading, at) => wordsUntil(reading.items, at, 'as') ?? reading.miss(at, NAME),
  write: (name) => name,
};

/** `rate is 4.25%, first payment is 2026-12-15` */
const givenArguments: Slot<readonly Argument[]> = {
  expects: 'values such as rate is 4.25%',
  example: 'rate is 4.25%, first payment is 2026-12-15',
  read: (reading, at) => {
    const found: Argument[] = [];
    let next = at;
    do {
      const name = wordsUntil(reading.items, next, 'is');
      if (name === undefined) return reading.miss(next, 'the name of a parameter, with "is" and its value');
      const from = name.next + 1;
      next = from;
      while (next < reading.items.length && reading.items[next]?.text !== ',') next += 1;
      if (next === from) return reading.miss(next, `a value for ${name.value}`);
      found.push({ name: name.value, items: reading.items.slice(from, next) });
      next += 1;
    } while (next < reading.items.length);
    return { value: found, next: reading.items.length };
  },
  write: (values) => values.map(({ name, items }) => `${name} is ${items.map(writeItem).join(' ')}`).join(', '),
};

const writeItem = ({ kind, text: written, source }: Item): string => (kind === 'Group' ? source : written);

const template: Slot<string> = single(
  'a template such as FixedNote@1',
  'FixedNote@1',
  (item) => (item.kind === 'Pinned' ? item.text : undefined),
  (value) => value,
);

/** What a template takes: a name and a kind of values. */
export const TAKES_PHRASE: Phrase = phrase('takes', 'takes {name} as {type}', {
  name: parameterName,
  type: word(...(Object.keys(PARAMETER_TYPES) as definitions.ParameterType[])),
});

/** That a security is made from a template. */
export const MADE_PHRASE: Phrase = phrase('made from', 'made from {template}[ with {arguments}]', {
  template,
  arguments: givenArguments,
});

/** That a security was made from a template of which all sentences stand in its own text: as definitions are printed. */
export const WRITTEN_OUT_PHRASE: Phrase = phrase('written out', 'made from {template}, written out', { template });
