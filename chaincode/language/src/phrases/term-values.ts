import { definitions } from '@scrip/model';
import { phrase, part, matchFrom, write, type Phrase, type Values } from './phrase.js';
import { count, money, number, percent } from './quantities.js';
import { listOf, oneOf, single, type Found, type Slot } from './slot.js';
import { code, date, isin, lei, quoted, text, unquoted } from './values.js';

/** Words that are joined by hyphens in the canonical form and stand apart in a sentence. */
export const spaced = <const W extends string>(...words: readonly W[]): Slot<W> =>
  oneOf(words.map((each) => [each.replaceAll('-', ' '), each] as const));

/** One of several forms of a value, each with a phrase of its own. */
export function anyOf(
  expects: string,
  forms: readonly (readonly [Phrase, (values: Values) => unknown, string])[],
): Slot {
  return {
    expects,
    example: forms[0]?.[0].example ?? '',
    form: { of: 'either', phrases: forms.map(([form]) => form) },
    read: (reading, at) => {
      for (const [form, valueOf] of forms) {
        const found = matchFrom(form, reading, at);
        if (found !== undefined) return { value: valueOf(found.values), next: found.next };
      }
      return reading.miss(at, expects);
    },
    write: (value) => {
      const form = forms.find(([, , name]) => Object.hasOwn(value as object, name));
      return form === undefined ? '' : (write(form[0], valuesOf(form[0], form[2], value as Values)) ?? '');
    },
  };
}

/** What a form says by its one field, or of that field one by one where it has no slot for the whole, as of a register. */
const valuesOf = ({ slots }: Phrase, name: string, value: Values): Values =>
  Object.hasOwn(slots, name) ? value : (value[name] as Values);
const itself = (values: Values): unknown => values;

const authority = code(/^RA[0-9]{6}$/, 'a register such as RA000585', 'RA000585');
const byLei = phrase('by lei', 'lei {lei}', { lei });
const byRegister = phrase('by register', 'register {authority} number {number}', { authority, number: text });
const byName = phrase('by name', '{name}', { name: text });
const byIsin = phrase('by isin', 'isin {isin}', { isin });
const byClass = phrase('by class', 'class {class}', { class: text });

/** Somebody that is not the issuer. */
export const party = anyOf('a party such as lei 5493001KJTIIGC8Y1R12 or a name in quotation marks', [
  [byLei, itself, 'lei'],
  [byRegister, (register) => ({ register }), 'register'],
  [byName, itself, 'name'],
]);

/** A security or a class of shares of the issuer. */
export const delivered = anyOf('a security such as isin DE0007236101, or class and its name', [
  [byIsin, itself, 'isin'],
  [byClass, itself, 'class'],
]);

const NAME_OF_INDEX = /^[A-Z][A-Za-z0-9_-]*$/;

/** A published rate or index: in quotation marks where it is more than one word. */
export const index: Slot<string> = single(
  'a rate or an index such as EURIBOR',
  'EURIBOR',
  ({ kind, text: written }) => {
    if (kind === 'Text') return unquoted(written);
    return kind === 'Word' && NAME_OF_INDEX.test(written) ? written : undefined;
  },
  (value) => (NAME_OF_INDEX.test(value) ? value : quoted(value)),
);

const byIndex = phrase('by index', 'index {index}', { index });

/** What a price is observed of. */
export const underlying = anyOf('a security such as isin DE0007236101, a class, or an index', [
  [byIsin, itself, 'isin'],
  [byClass, itself, 'class'],
  [byIndex, itself, 'index'],
]);

/** An event. */
export const event = code(/^[A-Z][A-Za-z0-9]*$/, 'an event such as ChangeOfControl', 'ChangeOfControl');

/** A quantity of a formula: words in lower case, up to "is". */
export const quantity: Slot<string> = {
  expects: 'a quantity such as round price',
  example: 'round price',
  read: (reading, at) => {
    const words: string[] = [];
    let next = at;
    for (; reading.items[next]?.kind === 'Word' && reading.items[next]?.text !== 'is'; next += 1) {
      words.push(reading.items[next]?.text ?? '');
    }
    return words.length === 0 ? reading.miss(at, quantity.expects) : { value: words.join(' '), next };
  },
  write: (value) => value,
};

/** A value with a sign that is said in words before it. */
function signed(value: Slot<string>, above: string, below: string): Slot<string> {
  const sign = oneOf([
    [above, ''],
    [below, '-'],
  ]);
  return {
    expects: `${sign.expects} and ${value.expects}`,
    example: `${above} ${value.example}`,
    read: (reading, at): Found<string> | undefined => {
      const found = sign.read(reading, at);
      const of = found && value.read(reading, found.next);
      return of && { value: `${found.value}${of.value}`, next: of.next };
    },
    write: (written) =>
      written.startsWith('-') ? `${below} ${value.write(written.slice(1))}` : `${above} ${value.write(written)}`,
  };
}

/** A margin: `plus 0.75%`. */
export const margin = signed(percent, 'plus', 'minus');

/** A change: `rises by 0.25%`. */
export const change = signed(percent, 'rises by', 'falls by');

/** A value that is negative where "minus" stands before it. */
function below(value: Slot<string>): Slot<string> {
  return {
    expects: value.expects,
    example: value.example,
    read: (reading, at) => {
      const isBelow = reading.items[at]?.text === 'minus';
      const found = value.read(reading, isBelow ? at + 1 : at);
      return found && { value: `${isBelow ? '-' : ''}${found.value}`, next: found.next };
    },
    write: (written) => (written.startsWith('-') ? `minus ${value.write(written.slice(1))}` : value.write(written)),
  };
}

/** A rate that may be below none. */
export const rate = below(percent);

/** A level that may be below none. */
export const level = below(number);

/** A day count such as `30E/360`. */
export const dayCount: Slot<string> = {
  ...single<string>(
    'a day count such as 30E/360',
    '30E/360',
    ({ kind, text: written }) => (kind === 'DayCount' ? written : undefined),
    (value) => value,
  ),
  form: { of: 'words', words: definitions.DAY_COUNTS.map((each) => [each, each]) },
};

/** `notice 30 to 60 days` */
export const notice = part('a notice such as notice 30 to 60 days', 'notice {daysMin}[ to {daysMax}] days', {
  daysMin: count,
  daysMax: count,
});

/** `1 for 2` */
export const ratio = part('a ratio such as 1 for 2', '{numerator} for {denominator}', {
  numerator: number,
  denominator: number,
});

/** `102% from 2029-06-15 and 101% from 2030-06-15` */
export const pricesFrom = listOf(
  part('a price and its first day', '{percent} from {from}', { percent, from: date }),
  'and',
);

/** `40% on 2030-06-15 and 60% on 2031-06-15` */
export const percentsOn = listOf(part('a percentage and its day', '{percent} on {on}', { percent, on: date }), 'and');

/** `400 EUR on 2030-06-15` */
export const amountsOn = listOf(part('an amount and its day', '{amount} on {on}', { amount: money, on: date }), 'and');

/** Names in quotation marks. */
export const names = listOf(text, 'and');

/** Days that count. */
export const dayKind = oneOf([
  ['business days', 'business'],
  ['calendar days', 'calendar'],
]);

/** Roundings by their names. */
export const rounding = oneOf(
  ['down', 'up', 'floor', 'ceiling', 'half-even', 'half-up'].map((each) => [each, each] as const),
);
