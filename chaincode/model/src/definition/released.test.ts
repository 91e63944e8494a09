import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { definitionSays, instrumentSays, packSays, ruleSays, type Released } from '../test-support/released.js';
import { CONSTRUCTORS } from './constructors.js';

/** Written when each was released: what is adopted on a ledger says under every later bundle what it said then. */
const path = new URL('../../vectors/released.json', import.meta.url);
const RELEASED = JSON.parse(readFileSync(path, 'utf8')) as Released;
const { rules, packs, instruments, definitions } = RELEASED;

describe('what has been released says what it said', () => {
  test.each(rules)('$rule.is: $says', ({ rule, facts, says }) => expect(ruleSays(rule, facts)).toBe(says));
  test.each(packs)('$form.is', ({ form, says }) => expect(packSays(form)).toBe(says));
  test.each(instruments)('$form.is', ({ form, says }) => expect(instrumentSays(form)).toBe(says));
  test.each(definitions)('$form.name', ({ form, hash, says }) => {
    expect(
      definitionSays(
        form,
        definitions.map((each) => each.form),
      ),
    ).toEqual({ hash, says });
  });
});

test('every rule and every pack has been recorded: `node vectors/record.mjs` adds what is new', () => {
  const recorded = new Set([...rules.map(({ rule }) => rule.is), ...packs.map(({ form }) => form.is)]);
  const known = [...CONSTRUCTORS.values()].filter(({ part }) => part === 'rule' || part === 'pack');
  expect(known.map(({ is }) => is).filter((is) => !recorded.has(is))).toEqual([]);
});
