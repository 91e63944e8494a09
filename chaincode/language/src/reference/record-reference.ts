/** Makes the sections of the language reference anew, and what editors and messages say of each phrase: `node chaincode/language/dist/reference/record-reference.js`. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { examplesModule, meaningsModule } from './meanings.js';
import { withSections } from './page.js';

const page = new URL('../../REFERENCE.md', import.meta.url);
const options = await prettier.resolveConfig(page);
const text = withSections(readFileSync(page, 'utf8'));
writeFileSync(page, await prettier.format(text, { ...options, filepath: page.pathname }));

const source = new URL('../../src/', import.meta.url);
for (const [file, module] of [
  ['editing/constructor-meanings.ts', meaningsModule()],
  ['phrases/real-examples.ts', examplesModule(text)],
] as const) {
  const { pathname: filepath } = new URL(file, source);
  writeFileSync(filepath, await prettier.format(module, { ...options, filepath }));
}
