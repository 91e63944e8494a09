import { definitions } from '@scrip/model';
import { NEEDED_SENTENCES, TITLE_SENTENCES } from '../check/missing-sentences.js';
import { TRADE_RULES, TRADE_SENTENCES, type TradeWord } from '../phrases/trade-words.js';
import { INSTRUMENT_PHRASES } from '../phrases/instruments.js';
import { KNOWN_CALENDARS, KNOWN_RATES } from '../phrases/known-names.js';
import { compile } from '../compile.js';
import { blocksOf } from './examples.js';
import { inCode, table } from './markdown.js';

/** What every security says. */
export const neededSection = (): string =>
  table(
    ['it says', 'such as'],
    NEEDED_SENTENCES.security.map(([, what, example]) => [what, inCode(example)]),
  );

/** What is said of title to a security. */
export const titleSection = (): string =>
  table(
    ['it says', 'such as'],
    TITLE_SENTENCES.map(([, what, example]) => [what, inCode(example)]),
  );

/** Codes of the complete securities on a page, by their kind of instrument. */
export function codesSection(page: string): string {
  const found = blocksOf(page)
    .flatMap((text) => compile(text).definitions)
    .flatMap((each) => (each.kind === 'security' ? [each] : []))
    .map(({ cfi, title, instrument: { written } }) => ({ cfi: cfi, title, is: written.is }));
  const rows = INSTRUMENT_PHRASES.flatMap(({ is }) =>
    found.filter((each) => each.is === is).map(({ cfi, title }) => [inCode(is), inCode(cfi), title]),
  );
  return table(['kind', 'code', 'of'], rows.filter(isFirst));
}

const isFirst = ([kind, code]: readonly string[], index: number, rows: readonly (readonly string[])[]): boolean =>
  rows.findIndex(([other, its]) => other === kind && its === code) === index;

/** Events that need no sentence of their own. */
export const eventsSection = (): string => [...definitions.STANDARD_EVENTS].map(inCode).join(', ');

/** Calendars and reference rates that are known. */
export const knownSection = (): string =>
  table(
    ['known', 'names'],
    [
      ['calendars', [...KNOWN_CALENDARS.keys()].map(inCode).join(', ')],
      [
        'reference rates',
        [...KNOWN_RATES.keys()].map((each) => inCode(each.includes(' ') ? `"${each}"` : each)).join(', '),
      ],
    ],
  );

/** Quantities that need no sentence of their own. */
export const quantitiesSection = (): string =>
  table(
    ['quantity', 'is'],
    Object.entries(definitions.STANDARD_QUANTITIES).map(([name, unit]) => [inCode(name), UNITS[unit]]),
  );

const UNITS: Readonly<Record<definitions.Unit['of'], string>> = {
  money: 'an amount',
  price: 'a price',
  units: 'a number of units',
  percent: 'a percentage',
  number: 'a number',
};

/** What term sheets call what, and how it is said. */
export const tradeSection = (): string =>
  [tradeTable(TRADE_SENTENCES), 'Of rules:', tradeTable(TRADE_RULES)].join('\n\n');

const tradeTable = (words: readonly TradeWord[]): string =>
  table(
    ['a term sheet says', 'here'],
    words.map(({ called, said }) => [called.join(', '), inCode(said)]),
  );
