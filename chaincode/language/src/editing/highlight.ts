import type { Range } from '../syntax/range.js';
import { tokensOf } from '../syntax/parse.js';
import { WORDS } from './vocabulary.js';

/** What a piece of a text is, for those who look at it. */
export type Highlight = 'comment' | 'keyword' | 'name' | 'number' | 'text' | 'word';

/** A piece of a text with what it is. */
export interface Highlighted {
  readonly range: Range;
  readonly as: Highlight;
}

const AS: Readonly<Record<string, Highlight>> = {
  TEXT: 'text',
  PINNED: 'name',
  NUMBER: 'number',
  PERCENT: 'number',
  DATE: 'number',
  CODE: 'number',
  DIGEST: 'number',
  DAYCOUNT: 'number',
};

/** The pieces of a text in their order, comments included. */
export function highlightsIn(text: string): readonly Highlighted[] {
  const tokens = tokensOf(text).flatMap(({ image, startOffset, tokenType: { name } }): readonly Highlighted[] => {
    const as = AS[name] ?? (WORDS.has(image) ? 'keyword' : /^[A-Za-z]/.test(image) ? 'word' : undefined);
    return as === undefined ? [] : [{ as, range: { from: startOffset, to: startOffset + image.length } }];
  });
  const comments = [...text.matchAll(/"(?:[^"\\\r\n]|\\.)*"|#[^\r\n]*/g)].flatMap(
    ({ 0: found, index }): readonly Highlighted[] =>
      found.startsWith('#') ? [{ as: 'comment', range: { from: index, to: index + found.length } }] : [],
  );
  return [...tokens, ...comments].sort((a, b) => a.range.from - b.range.from);
}
