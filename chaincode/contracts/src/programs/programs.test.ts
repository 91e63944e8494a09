import { definitions } from '@scrip/model';
import { expect, test } from '@jest/globals';
import { programsOf, summariesOf } from './programs.js';

const FORM = {
  ...{ kind: 'compliance', name: 'Home', version: 1, title: 'At home' },
  rules: { transfer: { is: 'residesIn@1', with: { side: 'receiver', countries: ['IE'] } } },
};
const definition = definitions.definition(FORM, '');
const HASH = definitions.definitionHash(definition);

test('a program is used under its own hash', () => {
  const programs = programsOf([{ HASH, definition }]);
  expect(programs.get(HASH)).toBe(definition);
  expect(summariesOf(programs)).toEqual([{ name: 'Home@1', hash: HASH }]);
});

test('a program that says it is another definition is not used at all', () => {
  const other = definitions.definition({ ...FORM, title: 'Elsewhere' }, '');
  expect(programsOf([{ HASH, definition: other }]).size).toBe(0);
});
