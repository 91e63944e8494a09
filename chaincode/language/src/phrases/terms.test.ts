import { canonicalJson, definitions } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import type { Statement } from '../generated/ast.js';
import { itemsOf } from '../syntax/items.js';
import { treeOf } from '../syntax/parse.js';
import { SENTENCES_OF_TERMS } from '../test-support/term-sentences.js';
import { INSTRUMENT_PHRASES } from './instruments.js';
import { match, write, type Match } from './phrase.js';
import { SENTENCES } from './sentences.js';
import { Reading } from './slot.js';
import { TERM_PHRASES } from './terms.js';

const PHRASES = [...TERM_PHRASES, ...INSTRUMENT_PHRASES];
const ALL = [...PHRASES, ...SENTENCES.map(({ phrase }) => phrase)];

/** What the grammar says itself: `safe price means …`. */
const MEANINGS = ['meansEvent@1', 'meansFormula@1'];

function read(sentence: string): readonly Match[] {
  const { value, parserErrors } = treeOf<Statement>(`  ${sentence}`, 'Sentence');
  expect(parserErrors).toEqual([]);
  return ALL.flatMap((phrase) => match(phrase, new Reading(itemsOf(value))) ?? []);
}

/** What is said, as the model reads it. */
const constructed = (is: string, values: unknown): unknown =>
  TERM_PHRASES.some((each) => each.is === is)
    ? definitions.term({ is, with: values }, '').values
    : definitions.instrument({ is, with: values }, '').values;

const accepted = (is: string, values: unknown): boolean => {
  try {
    constructed(is, values);
    return true;
  } catch {
    return false;
  }
};

describe('the phrases of terms', () => {
  test('say every kind of term once', () => {
    const kinds = [...definitions.TERM_KINDS.keys()].filter((is) => !MEANINGS.includes(is));
    expect(TERM_PHRASES.map(({ is }) => is).sort()).toEqual(kinds.sort());
  });

  test('say every kind of instrument that is made of terms once', () => {
    expect(INSTRUMENT_PHRASES.map(({ is }) => is).sort()).toEqual(Object.keys(definitions.APPLICABILITY).sort());
  });

  test('have an example each', () => {
    expect(SENTENCES_OF_TERMS.map(([is]) => is).sort()).toEqual(PHRASES.map(({ is }) => is).sort());
  });
});

describe.each(SENTENCES_OF_TERMS)('%s', (is, sentence) => {
  test(sentence, () => {
    const found = read(sentence);
    expect(found.map(({ phrase }) => phrase.is)).toEqual([is]);
    const [only] = found;
    if (only === undefined) throw new Error('a sentence');
    expect(canonicalJson(constructed(is, only.values))).toBe(canonicalJson(only.values));
    expect(write(only.phrase, only.values)).toBe(sentence);
  });

  test('says the same again without what may be left out', () => {
    const [only] = read(sentence);
    if (only === undefined) throw new Error('a sentence');
    for (const name of Object.keys(only.values)) {
      const values = Object.fromEntries(Object.entries(only.values).filter(([each]) => each !== name));
      if (!accepted(is, values)) continue;
      const shorter = write(only.phrase, values) ?? '';
      expect(read(shorter).map((each) => [each.phrase.is, canonicalJson(each.values)])).toEqual([
        [is, canonicalJson(values)],
      ]);
    }
  });
});

describe('values of terms', () => {
  const withValues = (sentence: string): unknown => read(sentence)[0]?.values;
  test.each([
    ['a margin below none', 'late payments bear interest at the rate minus 0.5%', { marginPercent: '-0.5' }],
    [
      'a change downwards',
      'rate falls by 0.25% after RatingDowngrade',
      { changePercent: '-0.25', event: 'RatingDowngrade' },
    ],
    [
      'a party of a register',
      'calculation by register RA000585 number "4711"',
      { agent: { register: { authority: 'RA000585', number: '4711' } } },
    ],
    ['a rank of several words', 'ranks as additional tier 1', { as: 'additional-tier-1' }],
    [
      'a ratio',
      'holder may convert into class "common" at 3 for 2 from 2026-06-15, fractions dropped',
      {
        into: { class: 'common' },
        ratio: { numerator: '3', denominator: '2' },
        from: '2026-06-15',
        fractions: 'dropped',
      },
    ],
    [
      'a price for each unit',
      'holders of 60% who sell may take all with them for at least 2.5 USD a unit',
      { majorityPercent: '60', least: { price: { amount: '2.5', currency: 'USD' } } },
    ],
    [
      'a body that consents',
      'fund ends on 2036-12-31, extended at most 1 times by 1 year with consent of the manager',
      { at: { on: '2036-12-31' }, extension: { times: 1, by: 'P1Y', consent: { of: 'manager' } } },
    ],
    [
      'capital that is called until a day',
      'capital of 0.5 USD per unit is called until 2031-12-31, notice 14 calendar days, what comes back is not called again',
      {
        ...{ perUnit: { amount: '0.5', currency: 'USD' }, during: { until: '2031-12-31' } },
        ...{ notice: { days: 14, kind: 'calendar' }, recycles: false },
      },
    ],
    [
      'an offer out of a cash flow',
      'issuer must offer to redeem at 100% out of 50% of excess cash flow above 1,000,000 EUR each time, within 120 days',
      {
        ...{ duty: 'offers', percent: '100', proceedsPercent: '50', of: 'excess-cash-flow', withinDays: 120 },
        threshold: { amount: { amount: '1000000', currency: 'EUR' }, counted: 'each-time' },
      },
    ],
    [
      'thousands',
      'CrossDefault occurs when other debt of the issuer above 1,000,000.50 EUR is unpaid',
      { of: 'issuer', threshold: { amount: '1000000.5', currency: 'EUR' } },
    ],
  ])('%s', (_, sentence, expected) => {
    expect(withValues(sentence)).toEqual(expected);
    expect(read(sentence).map(({ phrase, values }) => read(write(phrase, values) ?? '')[0]?.values)).toEqual([
      expected,
    ]);
  });
});
