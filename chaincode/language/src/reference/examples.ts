import { AstUtils } from 'langium';
import { isClause, isStatement } from '../generated/ast.js';
import { match, write, type Phrase } from '../phrases/phrase.js';
import { Reading } from '../phrases/slot.js';
import { itemsOf } from '../syntax/items.js';
import { treeOf } from '../syntax/parse.js';

/** The texts of the language on a page. */
export const blocksOf = (page: string): readonly string[] =>
  [...page.matchAll(/^```scrip\n(.*?)^```$/gms)].map(([, text]) => text ?? '');

/** What the texts of a page say by each phrase, by its name: the first sentence of each, in words. */
export function examplesIn(page: string, phrases: readonly Phrase[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const text of blocksOf(page)) {
    for (const node of AstUtils.streamAst(treeOf(text).value)) {
      const items = isStatement(node) || isClause(node) ? itemsOf(node) : [];
      for (const phrase of items.length === 0 ? [] : phrases) {
        const said = match(phrase, new Reading(items));
        if (said !== undefined && !found.has(phrase.is)) found.set(phrase.is, write(phrase, said.values) ?? '');
      }
    }
  }
  return found;
}
