/** Makes the sections of the language reference anew: `node chaincode/language/dist/reference/record-reference.js`. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { withSections } from './page.js';

const page = new URL('../../REFERENCE.md', import.meta.url);
const options = await prettier.resolveConfig(page);
const text = withSections(readFileSync(page, 'utf8'));
writeFileSync(page, await prettier.format(text, { ...options, filepath: page.pathname }));
