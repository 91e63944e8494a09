import type { Range } from '../syntax/range.js';

/** What is printed on one line or on several: words, or words with a list below them. */
export interface Printable {
  /** `receiver resides in DE`, or what stands before a list: `all of`. */
  readonly words: string;
  /**
   * `list`: the parts in parentheses or one to a line; `next`: one part, behind the words or below a colon; `beside`: one
   * part, behind the words.
   */
  readonly parts?: {
    readonly as: 'list' | 'next' | 'beside';
    readonly separator: string;
    readonly of: readonly Printable[];
  };
  /** Where it stood in the text that it comes from. */
  readonly range?: Range;
}

/** Width of a line. */
export const COLUMNS = 100;

/** On one line. */
export function inline({ words, parts }: Printable): string {
  if (parts === undefined) return words;
  const texts = parts.of.map(inline);
  return parts.as === 'list' ? `${words} (${texts.join(`${parts.separator} `)})` : `${words} ${texts.join(' ')}`;
}
