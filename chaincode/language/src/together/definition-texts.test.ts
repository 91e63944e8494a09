import { describe, expect, test } from '@jest/globals';
import { definitionTexts, inOrder, withAllUsed, type DefinitionText } from './definition-texts.js';

const TWO = `# What stands above goes with the first.
compliance Home@1 "At home"
  to hold receiver resides in DE

compliance Both@1 "Both"
  uses Home@1
  to hold Home@1
`;
const USER = 'compliance User@1 "User"\n  uses Both@1\n  to hold Both@1\n';
const OTHER = 'compliance Other@1 "Other"\n  to hold receiver resides in FR\n';

const texts = definitionTexts([
  { name: 'user', text: USER },
  { name: 'two', text: TWO },
  { name: 'other', text: OTHER },
]);
const named = (all: readonly DefinitionText[]): readonly string[] => all.map(({ name }) => name);

describe('texts of definitions', () => {
  test('are taken apart, and nothing of them is lost', () => {
    const ofTwo = texts.filter(({ source }) => source === 'two');
    expect(ofTwo.map(({ text }) => text).join('')).toBe(TWO);
    expect(ofTwo).toMatchObject([
      { name: 'Home@1', uses: [] },
      { name: 'Both@1', uses: ['Home@1'] },
    ]);
  });

  test('are put after what they use', () => {
    expect(inOrder(texts).map(named)).toEqual([['Home@1', 'Other@1'], ['Both@1'], ['User@1']]);
  });

  test('are found with all that they use and nothing else', () => {
    const some = texts.filter(({ name }) => name === 'User@1');
    expect(named(withAllUsed(some, texts))).toEqual(['User@1', 'Both@1', 'Home@1']);
  });

  test('that use what is nowhere have no order', () => {
    const alone = texts.filter(({ name }) => name === 'User@1');
    expect(() => inOrder(alone)).toThrow('nothing leads to User@1');
  });
});
