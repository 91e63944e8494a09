/** Writes the TextMate grammar anew: `node editors/vscode/dist/record-grammar.js`. */
import { writeFileSync } from 'node:fs';
import { textMateGrammar } from './text-mate.js';

writeFileSync(
  new URL('../syntaxes/scrip.tmLanguage.json', import.meta.url),
  `${JSON.stringify(textMateGrammar(), undefined, 2)}\n`,
);
