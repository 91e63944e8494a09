import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  definitionSays,
  instrumentSays,
  packSays,
  ruleSays,
  securitySays,
  termSays,
  type Released,
} from '../test-support/released.js';
import { CONSTRUCTORS } from './constructors.js';

/** Written when each was released: what is adopted on a ledger says under every later bundle what it said then. */
const path = new URL('../../vectors/released.json', import.meta.url);
const RELEASED = JSON.parse(readFileSync(path, 'utf8')) as Released;
const { rules, packs, instruments, terms, securities, definitions } = RELEASED;

describe('what has been released says what it said', () => {
  test.each(rules)('$rule.is: $says', ({ rule, facts, says }) => expect(ruleSays(rule, facts)).toBe(says));
  test.each(packs)('$form.is', ({ form, says }) => expect(packSays(form)).toBe(says));
  test.each(instruments)('$form.is', ({ form, says }) => expect(instrumentSays(form)).toBe(says));
  test.each(terms)('$form.is $says', ({ form, says }) => expect(termSays(form)).toBe(says));
  test.each(securities)('$form.name on $on', ({ form, on, says }) => expect(securitySays(form, on)).toBe(says));
  test.each(definitions)('$form.name', ({ form, hash, says }) => {
    expect(
      definitionSays(
        form,
        definitions.map((each) => each.form),
      ),
    ).toEqual({ hash, says });
  });
});

test('every constructor has been recorded: `node vectors/record.mjs` adds what is new', () => {
  const recorded = new Set([
    ...rules.map(({ rule }) => rule.is),
    ...[...packs, ...instruments, ...terms].map(({ form }) => form.is),
  ]);
  expect([...CONSTRUCTORS.keys()].filter((is) => !recorded.has(is))).toEqual([]);
});
