/** Makes the sections of the language reference anew, and what editors say of each phrase: `node chaincode/language/dist/reference/record-reference.js`. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { meaningsModule } from './meanings.js';
import { withSections } from './page.js';

const page = new URL('../../REFERENCE.md', import.meta.url);
const options = await prettier.resolveConfig(page);
const text = withSections(readFileSync(page, 'utf8'));
writeFileSync(page, await prettier.format(text, { ...options, filepath: page.pathname }));

const module = new URL('../../src/editing/constructor-meanings.ts', import.meta.url);
writeFileSync(module, await prettier.format(meaningsModule(), { ...options, filepath: module.pathname }));
