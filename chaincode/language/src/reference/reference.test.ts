import { beforeAll, describe, expect, test } from '@jest/globals';
import { AstUtils } from 'langium';
import { readFileSync } from 'node:fs';
import { compile } from '../compile.js';
import { MEANINGS } from '../editing/meanings.js';
import type { Item } from '../generated/ast.js';
import { match } from '../phrases/phrase.js';
import { Reading } from '../phrases/slot.js';
import { itemsOf } from '../syntax/items.js';
import { treeOf } from '../syntax/parse.js';
import { PACK_PHRASES } from '../phrases/packs.js';
import { meanings } from './meanings.js';
import { ALL_PHRASES, withSections } from './page.js';

const PACKS: ReadonlySet<string> = new Set(PACK_PHRASES.map(({ is }) => is));

const page = readFileSync(new URL('../../REFERENCE.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```scrip\n(.*?)^```$/gms)].map(([, text]) => text ?? '');

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
  expect(MEANINGS).toEqual(meanings());
  expect(ALL_PHRASES.map(({ is }) => is).filter((is) => MEANINGS[is] === undefined && !PACKS.has(is))).toEqual([]);
});

describe('the examples of the reference', () => {
  const said = new Set<string>();

  beforeAll(() => {
    for (const text of blocks) {
      for (const node of AstUtils.streamAst(treeOf(text).value)) {
        if ('items' in node) tell(node.items as readonly Item[]);
      }
    }
  });

  /** Notes which phrases some words are. */
  function tell(items: readonly Item[]): void {
    for (const phrase of ALL_PHRASES) {
      if (match(phrase, new Reading(itemsOf(items))) !== undefined) said.add(phrase.is);
    }
  }

  test.each(blocks.map((text) => [text.split('\n', 1)[0], text] as const))('%s', (_, text) => {
    expect(treeOf(text).parserErrors).toEqual([]);
    expect(compile(text).problems).toEqual([]);
  });

  test('say every phrase of every table', () => {
    expect(ALL_PHRASES.map(({ is }) => is).filter((is) => !said.has(is))).toEqual([]);
  });
});
