/** Writes the mappings into the page of the package: `node interchange/dist/reference/record-reference.js`. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { withMappings } from './mappings.js';

const page = new URL('../../README.md', import.meta.url);
const options = await prettier.resolveConfig(page);
const text = withMappings(readFileSync(page, 'utf8'));
writeFileSync(page, await prettier.format(text, { ...options, filepath: page.pathname }));
