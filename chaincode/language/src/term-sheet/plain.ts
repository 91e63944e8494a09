import { unquoted } from '../phrases/values.js';

/** Words of the language as they stand in a letter: texts in curved quotation marks, on one line. */
export function plain(words: string): string {
  return words.replace(/"(?:[^"\\]|\\.)*"/g, (written) => `“${unquoted(written).replace(/\s+/g, ' ').trim()}”`);
}

/** With a capital where it begins. */
export const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

/** A sentence with its end. */
export const sentence = (words: string): string => `${capital(words)}.`;
