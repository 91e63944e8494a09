import { definitions } from '@scrip/model';
import { ModelSource } from './model-source.js';
import { ALL_PHRASES } from './page.js';
import { SENTENCE_MEANINGS } from './sentence-meanings.js';

/** What each phrase means that is no pack, by what it says: the doc comment of its constructor, or what the reference says of a sentence. */
export function meanings(): Readonly<Record<string, string>> {
  const source = new ModelSource();
  const found = ALL_PHRASES.flatMap(({ is }): readonly (readonly [string, string])[] => {
    const constructor = definitions.CONSTRUCTORS.get(is);
    const meaning =
      constructor === undefined || constructor.part === 'pack' ? SENTENCE_MEANINGS[is] : source.docOf(constructor.name);
    return meaning === undefined ? [] : [[is, meaning]];
  });
  return Object.fromEntries(found);
}

/** The module from which programs have them. */
export const meaningsModule = (): string =>
  [
    '/** What each phrase means; made anew by `node chaincode/language/dist/reference/record-reference.js`. */',
    `export const MEANINGS: Readonly<Record<string, string>> = ${JSON.stringify(meanings(), undefined, 2)};`,
    '',
  ].join('\n');
