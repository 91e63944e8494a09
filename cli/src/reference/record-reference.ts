/** Writes the reference of all commands into the README anew: `node cli/dist/reference/record-reference.js`. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { COMMANDS } from '../nouns/commands.js';
import { renderReference, withReference } from './reference.js';

const page = new URL('../../README.md', import.meta.url);
const text = withReference(readFileSync(page, 'utf8'), renderReference(COMMANDS));
const options = await prettier.resolveConfig(page);
writeFileSync(page, await prettier.format(text, { ...options, filepath: page.pathname }));
