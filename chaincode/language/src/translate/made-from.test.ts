import { describe, expect, test } from '@jest/globals';
import { problemLine } from '../check/problem-line.js';
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

describe('what a template makes', () => {
  const told = (text: string, template = KEPT): readonly string[] =>
    compile(text, () => template).problems.map((each) => problemLine(text, each));
  const line = MADE.slice(0, MADE.indexOf('  made from')).split('\n').length;

  test('is told where its value is given, with the sentence of the template', () => {
    const wrong = MADE.replace('place is DE', 'place is XX');
    const column = '  made from Kept@1 with place is XX'.length - 1;
    const says = `${line}:${column} COUNTRY_UNKNOWN The country is not an ISO 3166-1 alpha-2 code; Kept@1 says`;
    expect(told(wrong)).toEqual([
      `${says} "to subscribe any of (receiver resides in place; all of (receiver has claim eu-qualified-investor; ` +
        'receiver is a entity;  …" where place is XX',
      `${says} "to transfer when receiver resides in place then sender has held for lock" where place is XX, lock is 6 months`,
    ]);
  });

  test('and contradicts what the text says is told at the template, with its sentence', () => {
    const twice = MADE.replace('  isin', '  to transfer sender has held for 1 year\n  isin');
    expect(told(twice)).toEqual([
      expect.stringMatching(/^\d+:\d+ SAID_TWICE this is said already: join what is asked to transfer by .*$/),
    ]);
    const never = KEPT.replace(
      'when receiver resides in place then',
      'all of (receiver resides in place; receiver resides in FR;',
    );
    expect(told(MADE, never.replace('for lock', 'for lock)'))).toEqual([
      `${line}:13 RULES_CONTRADICT nobody can meet both "receiver resides in DE" and "receiver resides in FR"; Kept@1 says ` +
        '"to transfer all of (receiver resides in place; receiver resides in FR; sender has held for lock)" ' +
        'where place is DE, lock is 6 months',
    ]);
  });
});
