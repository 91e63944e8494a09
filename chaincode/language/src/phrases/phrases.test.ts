import { compliance } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import { match, write, type Phrase } from './phrase.js';
import { PACK_PHRASES } from './packs.js';
import { RULE_PHRASES } from './rules.js';
import { SENTENCES } from './sentences.js';
import { Reading } from './slot.js';
import { itemsOf } from '../syntax/items.js';
import { treeOf } from '../syntax/parse.js';
import type { Statement } from '../generated/ast.js';

/** A phrase with an example for each of its values. */
const exampleOf = ({ template, slots }: Phrase): string =>
  template
    .replace(/\{([^}]+)\}/g, (_, name: string) => exampleOfSlot(slots[name]?.example ?? ''))
    .replace(/[[\]]/g, '');

/** Parts are shown by their own templates: their values have a test of their own. */
const exampleOfSlot = (example: string): string => example;

const readAgain = (words: string): Reading => {
  const { value, parserErrors } = treeOf<Statement>(`  ${words}`, 'Sentence');
  expect(parserErrors).toEqual([]);
  return new Reading(itemsOf(value.items));
};

const simple = (phrases: readonly Phrase[]): readonly (readonly [string, Phrase])[] =>
  phrases.filter((each) => !exampleOf(each).includes('{')).map((each) => [each.is, each]);

describe('the table of phrases', () => {
  test('says every rule of the catalogue once', () => {
    expect(RULE_PHRASES.map(({ is }) => is).sort()).toEqual(
      Object.values(compliance.RULES)
        .map(({ is }) => is)
        .sort(),
    );
  });

  test('says every pack once', () => {
    expect(PACK_PHRASES.map(({ is }) => is).sort()).toEqual(
      Object.values(compliance.packs.PACKS)
        .map(({ is }) => is)
        .sort(),
    );
  });

  test.each(simple([...RULE_PHRASES, ...PACK_PHRASES, ...SENTENCES.map(({ phrase }) => phrase)]))(
    '%s is read as it is written',
    (_, phrase) => {
      const words = exampleOf(phrase);
      const found = match(phrase, readAgain(words));
      expect(found).toBeDefined();
      expect(write(phrase, found?.values ?? {})).toBe(words);
    },
  );

  test('no sentence of one kind is read as another one', () => {
    const phrases = [...RULE_PHRASES, ...PACK_PHRASES];
    for (const [is, phrase] of simple(phrases)) {
      const found = phrases.filter((each) => match(each, readAgain(exampleOf(phrase))) !== undefined);
      expect(found.map((each) => each.is)).toEqual([is]);
    }
  });
});
