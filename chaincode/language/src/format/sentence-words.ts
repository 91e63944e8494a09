import { match, write, type Phrase } from '../phrases/phrase.js';
import { SENTENCES } from '../phrases/sentences.js';
import { Reading } from '../phrases/slot.js';
import { CLAUSE_PHRASES, PROMISE_PHRASES } from '../phrases/tables.js';
import { MADE_PHRASE, TAKES_PHRASE, WRITTEN_OUT_PHRASE } from '../phrases/templates.js';
import type { Item } from '../syntax/items.js';

const PHRASES: readonly Phrase[] = [
  TAKES_PHRASE,
  MADE_PHRASE,
  WRITTEN_OUT_PHRASE,
  ...SENTENCES.map(({ phrase }) => phrase),
  ...CLAUSE_PHRASES,
  ...PROMISE_PHRASES,
];

/** Words and values in the one way in which they are written. */
export function wordsOf(items: readonly Item[]): string {
  for (const phrase of PHRASES) {
    const found = match(phrase, new Reading(items));
    if (found !== undefined) return write(phrase, found.values) ?? '';
  }
  return items
    .map(({ text, kind, source }) => (kind === 'Group' ? source : text))
    .join(' ')
    .replaceAll(' ,', ',');
}
