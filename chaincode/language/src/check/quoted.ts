import type { compliance } from '@scrip/model';
import { inline } from '../format/printable.js';
import { expressionInWords } from '../format/words.js';

/** Characters of a rule that a message shows. */
const SHOWN_MAX = 120;

/** A rule as a text says it, in quotation marks: what is too long ends in dots. */
export function quoted(rule: compliance.Expression): string {
  const words = inline(expressionInWords(rule));
  return `"${words.length > SHOWN_MAX ? `${words.slice(0, SHOWN_MAX)} …` : words}"`;
}
