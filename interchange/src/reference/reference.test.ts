import { readFileSync } from 'node:fs';
import { definitions } from '@scrip/model';
import { HEAD, orderOf } from '@scrip/language';
import { describe, expect, test } from '@jest/globals';
import { FORMAT_NAMES } from '../format-names.js';
import { FORMATS } from '../interchange.js';
import type { Entry } from '../mapping/mapping.js';
import { unpadded, withMappings } from './mappings.js';

const page = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the page has the mappings as they are: node interchange/dist/reference/record-reference.js', () => {
  expect(unpadded(page)).toBe(unpadded(withMappings(page)));
});

const FORMS = FORMAT_NAMES.flatMap((name) =>
  FORMATS[name].forms.map((form) => [`${name} ${form.name}`, form] as const),
);

const termsOf = (entry: Entry): readonly string[] => {
  if (entry.kind === 'field') return entry.is;
  if (entry.kind === 'whole') return [entry.is];
  return entry.kind === 'each' ? [...entry.is, ...entry.entries.flatMap(termsOf)] : [];
};

describe.each(FORMS)('%s', (_, form) => {
  test('maps sentences that there are, and that go with its instrument', () => {
    const allowed = definitions.termsOf(form.instrument);
    const terms = [...new Set(form.entries.flatMap(termsOf))];
    expect(terms.filter((is) => is !== HEAD && orderOf(is) < 0)).toEqual([]);
    const foreign = terms.filter((is) => definitions.TERM_KINDS.has(is) && !allowed.has(is));
    expect(foreign).toEqual([]);
  });

  test('gives reasons for sentences that there are', () => {
    const names = Object.keys(form.noPlace).map((term) => term.split(' ')[0] ?? '');
    expect(names.filter((is) => is.includes('@') && orderOf(is) < 0)).toEqual([]);
  });
});
