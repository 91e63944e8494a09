import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionTexts, type DefinitionText } from '@scrip/language';
import { REPOSITORY } from '../support/command.js';

/** Folders of the library below `config`. */
const FOLDERS = ['protocols', 'securities'];

/** Every definition of the library, by the file in which it stands. */
export const libraryTexts = (): readonly DefinitionText[] =>
  definitionTexts(
    FOLDERS.flatMap((folder) => {
      const directory = join(REPOSITORY, 'config', folder);
      const files = readdirSync(directory).filter((name) => name.endsWith('.scrip'));
      return files.sort().map((name) => ({ name, text: readFileSync(join(directory, name), 'utf8') }));
    }),
  );
