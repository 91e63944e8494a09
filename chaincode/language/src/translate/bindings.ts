import type { Item } from '../syntax/items.js';
import { spanOf } from '../syntax/range.js';

/** What stands for the names of a template's parameters. */
export type Bindings = ReadonlyMap<string, readonly Item[]>;

/**
 * Words with what stands for names in their place; of names that begin alike the longest counts.
 *
 * @param place - whether a value is where its name stood, or where it is given
 */
export function substituted(
  items: readonly Item[],
  bindings: Bindings,
  place: 'named' | 'given' = 'named',
): readonly Item[] {
  const names = [...bindings.keys()].map((name) => name.split(' ')).sort((a, b) => b.length - a.length);
  const out: Item[] = [];
  for (let at = 0; at < items.length;) {
    const found = names.find((words) => words.every((word, index) => isWord(items[at + index], word)));
    const item = items[at];
    if (found !== undefined) {
      const values = bindings.get(found.join(' ')) ?? [];
      const range = spanOf(items.slice(at, at + found.length).map((each) => each.range));
      out.push(...(place === 'given' ? values : values.map((each) => ({ ...each, range }))));
    }
    if (found === undefined && item !== undefined) out.push(withValues(item, bindings));
    at += found?.length ?? 1;
  }
  return out;
}

/** A formula is read as a tree: its names are looked up there. */
const withValues = (item: Item, bindings: Bindings): Item =>
  item.formula === undefined ? item : { ...item, lookUp: (name) => bindings.get(name) };

const isWord = (item: Item | undefined, word: string): boolean => item?.kind === 'Word' && item.text === word;
