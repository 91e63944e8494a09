import { describe, expect, test } from '@jest/globals';
import { casesOf } from './against/cases.js';
import { mutantsOf } from './against/mutants.js';
import { disagreement, judgedByMutant, judgedWith } from './against/noticed.js';
import { REFERENCE_RULES } from './against/reference.js';
import { RULE_MEANINGS } from './rules/meanings.js';

const TEXTS = 70;

const RULES = RULE_MEANINGS.map((meaning) => {
  const rule = REFERENCE_RULES.find(({ name }) => name === meaning.name);
  if (rule === undefined) throw new Error(`the reference has no ${meaning.name}`);
  return { name: meaning.name, meaning, rule };
});

describe.each(RULES)('$name', ({ meaning, rule }) => {
  const cases = casesOf(rule, TEXTS);
  const said = (value: string): readonly string[] =>
    [...new Set(cases.filter((one) => one.said.value === value).flatMap((one) => one.said.reasons))].sort();

  test('says what the evaluator says', () => {
    expect(disagreement(cases, judgedWith())).toBeUndefined();
  });

  test('is met, and is not for each reason that the reference names', () => {
    expect(cases.some((one) => one.said.value === 'met')).toBe(true);
    expect(said('failed')).toEqual(rule.failsWith.toSorted());
    expect(said('unknown')).toEqual(rule.isUnknownWith.toSorted());
  });

  test.each(mutantsOf(meaning))('and an evaluator with a mistake is noticed: $mistake', (mutant) => {
    expect(disagreement(cases, judgedByMutant(mutant))).toBeDefined();
  });
});
