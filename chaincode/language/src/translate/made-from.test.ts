import { describe, expect, test } from '@jest/globals';
import { compile } from '../compile.js';
import { format } from '../format/format.js';
import { printDefinition } from '../format/print-definition.js';
import { NOTE } from '../test-support/mistakes.js';

/** A template with a rule that takes several lines. */
const KEPT = `instrument Kept@1 "Units for two kinds of buyers"
  takes place as a country
  takes lock as a period
  to subscribe any of:
    receiver resides in place
    all of (receiver has claim eu-qualified-investor; receiver is a entity; from 2026-06-15)
  to transfer when receiver resides in place then sender has held for lock
`;
const MADE = NOTE.replace('  isin', '  made from Kept@1 with place is DE, lock is 6 months\n  isin');

describe('a rule of several lines in a template', () => {
  test('is printed as it is written, and asked of what is made from it', () => {
    const [template] = compile(KEPT).definitions;
    if (template === undefined) throw new Error('a template');
    expect(format(KEPT)).toEqual({ text: KEPT });
    expect(printDefinition(template)).toBe(KEPT);
    const { definitions, problems } = compile(MADE, () => printDefinition(template));
    expect(problems).toEqual([]);
    expect(definitions).toMatchObject([{ rules: { subscribe: { is: 'any' }, transfer: { is: 'when' } } }]);
  });
});

describe('a template that cannot be read whole', () => {
  test.each([
    ['a rule', KEPT.replace('any of:', 'any of')],
    ['a sentence', KEPT.replace('takes lock as a period', 'takes lock as a period and more (')],
  ])('because of %s lets nothing be made: nothing is left out in silence', (_, broken) => {
    const { definitions, problems } = compile(MADE, () => broken);
    expect(problems.map(({ code }) => code)).toEqual(['DEFINITION_TEXT_INVALID']);
    expect(definitions).toEqual([]);
  });
});
