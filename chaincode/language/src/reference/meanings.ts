import { definitions } from '@scrip/model';
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
