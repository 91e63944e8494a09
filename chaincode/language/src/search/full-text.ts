import { definitions } from '@scrip/model';

/** The words of a text, without what stands between them and whether letters are large or small. */
export const wordsOf = (text: string): readonly string[] => text.normalize('NFC').toLowerCase().match(WORD) ?? [];

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** What stands between two values, so that no words are found that begin in one and end in another. */
const GAP = '|';

/** The words of all values of a definition: what its author has written, not the vocabulary of the language. */
export const writtenIn = (of: definitions.Definition): readonly string[] =>
  valuesIn(JSON.parse(definitions.canonicalForm(of))).flatMap((value) => [...wordsOf(value), GAP]);

function valuesIn(form: unknown): readonly string[] {
  if (typeof form === 'string') return [form];
  return typeof form === 'object' && form !== null ? Object.values(form).flatMap(valuesIn) : [];
}

/** Whether some words stand in a text one behind the other. */
export function containsWords(text: readonly string[], sought: readonly string[]): boolean {
  if (sought.length === 0) return false;
  return text.some((_, start) => sought.every((word, index) => text[start + index] === word));
}
