import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { FEATURES } from './features.js';
import { SUBJECTS } from './subjects.js';

const REFERENCE = readFileSync(new URL('../../SEARCH.md', import.meta.url), 'utf8').replace(/ +/g, ' ');

describe('the reference of questions', () => {
  test.each(FEATURES.map((each) => [each.name, each] as const))('says what %s is', (_, feature) => {
    const { name, kind, says, isIndexed } = feature;
    // the reference of the language lists all terms
    const words = name === 'term' ? [] : (feature.words ?? []);
    const values = words.length === 0 ? '' : `: ${words.map((each) => `\`${each}\``).join(', ')}`;
    const of = kind === 'flag' ? 'said or not' : kind;
    expect(REFERENCE).toContain(`| \`${name}\`${isIndexed ? ' \\*' : ''} | ${of} | ${says}${values} |`);
  });

  test.each(Object.keys(SUBJECTS))('names %s', (subject) => {
    expect(REFERENCE.replaceAll('\n', ' ')).toContain(`\`${subject}\``);
  });
});
