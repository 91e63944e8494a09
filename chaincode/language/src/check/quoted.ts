import type { compliance } from '@scrip/model';
import { inline } from '../format/printable.js';
import { expressionInWords } from '../format/words.js';

/** Characters of a rule or a sentence that a message shows. */
const SHOWN_MAX = 120;

/** Words of which what is too long ends in dots. */
export const shortened = (words: string): string =>
  words.length > SHOWN_MAX ? `${words.slice(0, SHOWN_MAX)} …` : words;

/** A rule as a text says it, in quotation marks. */
export const quoted = (rule: compliance.Expression): string => `"${shortened(inline(expressionInWords(rule)))}"`;
