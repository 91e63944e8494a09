import { definitions } from '@scrip/model';
import { INSTRUMENT_PHRASES } from '../phrases/instruments.js';
import { SENTENCES } from '../phrases/sentences.js';
import { TERM_PHRASES } from '../phrases/terms.js';
import { examplesIn } from './examples.js';
import { ModelSource } from './model-source.js';
import { ALL_PHRASES } from './page.js';

/** What each phrase means that makes a constructor and is no pack: the doc comment of the constructor. */
export function meanings(): Readonly<Record<string, string>> {
  const source = new ModelSource();
  const found = ALL_PHRASES.flatMap(({ is }): readonly (readonly [string, string])[] => {
    const constructor = definitions.CONSTRUCTORS.get(is);
    return constructor === undefined || constructor.part === 'pack' ? [] : [[is, source.docOf(constructor.name)]];
  });
  return Object.fromEntries(found);
}

/** The module from which programs have them. */
export const meaningsModule = (): string =>
  [
    '/** What each constructor means; made anew by `node chaincode/language/dist/reference/record-reference.js`. */',
    `export const CONSTRUCTOR_MEANINGS: Readonly<Record<string, string>> = ${JSON.stringify(meanings(), undefined, 2)};`,
    '',
  ].join('\n');

/** A sentence of a complete definition on a page for each phrase of which there is one. */
export const examples = (page: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    examplesIn(page, [...INSTRUMENT_PHRASES, ...TERM_PHRASES, ...SENTENCES.map(({ phrase }) => phrase)]),
  );

/** The module from which messages have them. */
export const examplesModule = (page: string): string =>
  [
    '/** A sentence of the reference for each phrase; made anew by `node chaincode/language/dist/reference/record-reference.js`. */',
    `export const REAL_EXAMPLES: Readonly<Record<string, string>> = ${JSON.stringify(examples(page), undefined, 2)};`,
    '',
  ].join('\n');
