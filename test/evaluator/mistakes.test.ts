import { describe, expect, test } from '@jest/globals';
import { casesOf, combinedCases } from './against/cases.js';
import { CLAIM_MISTAKES, LOGIC_MISTAKES, withClaims } from './against/mistakes.js';
import { disagreement, judgedWith } from './against/noticed.js';
import { REFERENCE_RULES } from './against/reference.js';
import { LOGIC } from './logic.js';

describe('the comparison notices of claims that', () => {
  const rules = REFERENCE_RULES.filter(({ name }) => ['hasClaim@1', 'claimSays@1'].includes(name));
  const cases = rules.flatMap((rule) => casesOf(rule, 60));

  test.each(Object.entries(CLAIM_MISTAKES))('%s', (_, change) => {
    const wrong = judgedWith(({ world }) => ({ facts: withClaims(world, change) }));
    expect(disagreement(cases, wrong)).toBeDefined();
  });
});

describe('the comparison', () => {
  const cases = combinedCases(200);

  test('finds nothing that an evaluator says otherwise that is right', () => {
    expect(disagreement(cases, judgedWith())).toBeUndefined();
  });

  test.each(Object.entries(LOGIC_MISTAKES))('notices of rules that are combined: %s', (_, mistake) => {
    const wrong = judgedWith(() => ({ logic: { ...LOGIC, ...mistake } }));
    expect(disagreement(cases, wrong)).toBeDefined();
  });

  test('notices that a definition is asked without those that it uses', () => {
    const alone = judgedWith((_, asked) => ({
      asked: (name) => {
        const asking = asked(name);
        return asking === undefined ? undefined : { ...asking, uses: [] };
      },
    }));
    expect(disagreement(cases, alone)).toBeDefined();
  });

  test('notices that nobody is exempt', () => {
    const strict = judgedWith(({ world: { movement, ask } }) => ({ facts: { movement, ask, exempt: {} } }));
    expect(disagreement(cases, strict)).toBeDefined();
  });
});
