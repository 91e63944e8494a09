import { describe, expect, test } from '@jest/globals';
import { AstUtils } from 'langium';
import { readFileSync } from 'node:fs';
import { compile } from '../compile.js';
import { CONSTRUCTOR_MEANINGS } from '../editing/constructor-meanings.js';
import { meaningOf } from '../editing/hover.js';
import { reflection } from '../generated/ast.js';
import { PACK_PHRASES } from '../phrases/packs.js';
import { treeOf } from '../syntax/parse.js';
import { blocksOf, examplesIn } from './examples.js';
import { REAL_EXAMPLES } from '../phrases/real-examples.js';
import { examples, meanings } from './meanings.js';
import { ALL_PHRASES, withSections } from './page.js';

const page = readFileSync(new URL('../../REFERENCE.md', import.meta.url), 'utf8');
const blocks = blocksOf(page);

/** Breaks of lines and widths of tables are the formatter's. */
const normal = (text: string): string =>
  text
    .replace(/ *\| */g, '|')
    .replace(/-{3,}/g, '---')
    .replace(/\s+/g, ' ');

test('the reference is up to date (node chaincode/language/dist/reference/record-reference.js)', () => {
  expect(normal(page)).toBe(normal(withSections(page)));
});

test('editors say of each phrase what the reference says', () => {
  const packs = new Set(PACK_PHRASES.map(({ is }) => is));
  expect(CONSTRUCTOR_MEANINGS).toEqual(meanings());
  expect(ALL_PHRASES.map(({ is }) => is).filter((is) => meaningOf(is) === undefined && !packs.has(is))).toEqual([]);
});

test('messages give the sentences of the reference as examples', () => {
  expect(REAL_EXAMPLES).toEqual(examples(page));
});

describe('the examples of the reference', () => {
  test.each(blocks.map((text) => [text.split('\n', 1)[0], text] as const))('%s', (_, text) => {
    const { problems, definitions } = compile(text);
    expect(problems).toEqual([]);
    expect(definitions).not.toEqual([]);
  });

  test('are of every construct of definitions', () => {
    const types = new Set(
      blocks.flatMap((text) => [...AstUtils.streamAst(treeOf(text).value)].map(({ $type }) => $type)),
    );
    // questions have a page of their own
    const ofQuestions = new Set(['Query', 'Column', 'Ordering', 'Test', 'Both', 'Either', 'Not', 'OrUnknown']);
    const isLeaf = (type: string): boolean => reflection.getAllSubTypes(type).every((each) => each === type);
    const missing = reflection
      .getAllTypes()
      .filter((type) => isLeaf(type) && !types.has(type) && !ofQuestions.has(type));
    expect(missing).toEqual([]);
  });

  test('say every phrase of every table', () => {
    const said = examplesIn(page, ALL_PHRASES);
    expect(ALL_PHRASES.map(({ is }) => is).filter((is) => !said.has(is))).toEqual([]);
  });
});
