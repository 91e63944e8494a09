import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { list, optional, pattern, record, word, type Reader } from '../serialisation/reader.js';

/** Kinds of values that a template can take, in the words of the language. */
export const PARAMETER_TYPES = [
  'a percentage',
  'a number',
  'a whole number',
  'an amount',
  'a period',
  'a date',
  'a text',
  'a currency',
  'a country',
  'a calendar',
  'an organisation',
  'an ISIN',
  'an LEI',
  'a formula',
] as const;

/** A kind of values that a template can take. */
export type ParameterType = (typeof PARAMETER_TYPES)[number];

const lines = pattern(/^\S(?:[^\p{Cc}]|\n)*$/u, 'a sentence, its lines below each other');
const sentence: Reader<string> = (value, path) => {
  const read = lines(value, path);
  const charactersMax = LIMITS.sentenceCharactersMax;
  if (read.length > charactersMax) throw new DomainError('LIMIT_EXCEEDED', { path, charactersMax });
  return read;
};

/**
 * What a template is: sentences of the language in which names stand for values. It runs nowhere by itself. A security that
 * is made from it says all of its sentences with values in the place of the names.
 */
export const templateFields = {
  parameters: optional(
    list(
      record({
        name: pattern(/^[a-z][a-z0-9]*( [a-z0-9]+){0,5}$/, 'words in lower case such as first payment'),
        type: word(...PARAMETER_TYPES),
      }),
      { min: 1, max: LIMITS.templateParametersMax },
    ),
  ),
  /** As they are written, each without its indentation. */
  sentences: list(sentence, { min: 1, max: LIMITS.templateSentencesMax }),
} as const;
