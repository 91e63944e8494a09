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

const readAgain = (words: string): Reading => {
  const { value, parserErrors } = treeOf<Statement>(`  ${words}`, 'Sentence');
  expect(parserErrors).toEqual([]);
  return new Reading(itemsOf(value));
};

const PHRASES: readonly Phrase[] = [...RULE_PHRASES, ...PACK_PHRASES, ...SENTENCES.map(({ phrase }) => phrase)];

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

  test.each(PHRASES.map((each) => [each.is, each] as const))('%s is read as it is written', (_, phrase) => {
    const found = match(phrase, readAgain(phrase.example));
    expect(found).toBeDefined();
    expect(write(phrase, found?.values ?? {})).toBe(phrase.example);
  });

  test('no sentence of one kind is read as another one', () => {
    const phrases = [...RULE_PHRASES, ...PACK_PHRASES];
    for (const { is, example } of phrases) {
      const found = phrases.filter((each) => match(each, readAgain(example)) !== undefined);
      expect(found.map((each) => each.is)).toEqual([is]);
    }
  });
});
