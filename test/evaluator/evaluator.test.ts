import { describe, expect, test } from '@jest/globals';
import { REFERENCE_PACKS, REFERENCE_RULES, REFUSING_REASONS } from './against/reference.js';
import { FOR_GOOD } from './judged.js';
import { RULE_MEANINGS } from './rules/meanings.js';

describe('the evaluator', () => {
  test('knows the rules of the reference and no others, letter by letter', () => {
    const known = RULE_MEANINGS.map(({ name, sentence, side, bindsDisposal = false }) => {
      const exempt = sentence.includes('{side}') ? 'the side' : side === undefined ? 'either side' : `the ${side}`;
      return { name, sentence, exempt, bindsDisposal };
    });
    const told = REFERENCE_RULES.map(({ name, sentence, exempt, bindsDisposal }) => ({
      name,
      sentence,
      exempt,
      bindsDisposal,
    }));
    const inOrder = (rules: typeof known): typeof known =>
      rules.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    expect(inOrder(known)).toEqual(inOrder(told));
  });

  test('knows the reasons that refuse for good', () => {
    expect([...FOR_GOOD].sort()).toEqual(REFUSING_REASONS.toSorted());
  });

  test('reads every pack as the reference says it one by one', () => {
    expect(REFERENCE_PACKS.length).toBeGreaterThan(15);
    for (const { asking, events } of REFERENCE_PACKS)
      expect(Object.keys(asking.asks).sort()).toEqual(events.toSorted());
  });
});
