import { expect, test } from '@jest/globals';
import { checkOperators } from './operator-check.js';
import { readEntries } from './entries.js';

const problemsOf = (operators: string): readonly string[] => {
  const text = `mspId: OneMSP
name: One Bank
domain: one.example
lei: 9999FICTAURORABANK97
roles: [issuer]
operators:
${operators}`;
  return checkOperators(readEntries([{ path: 'organizations/one.yaml', text }])).map(({ message }) => message);
};
const operator = (id: string, name: string, roles: string): string =>
  `  - id: ${id}\n    name: ${name}\n    roles: [${roles}]\n`;
const ADMINISTRATOR = operator('admin-1', 'Ada Example', 'administrator');

test('an administrator and another operator as checker suffice', () => {
  expect(problemsOf(ADMINISTRATOR + operator('control-1', 'Bo Example', 'checker'))).toEqual([]);
});

test.each([
  ['only an administrator', ADMINISTRATOR],
  ['one who is both', operator('office-1', 'Ada Example', 'administrator, checker')],
  ['no administrator', operator('control-1', 'Bo Example', 'checker') + operator('control-2', 'Cy Example', 'checker')],
])('%s cannot appoint operators', (_, operators) => {
  expect(problemsOf(operators)).toEqual(['One Bank needs an administrator, and a checker who is somebody else']);
});

test.each(['bo-example', 'example', 'x-ample-example-1'])('the id %s tells who it is', (id) => {
  expect(problemsOf(ADMINISTRATOR + operator(id, 'Bo Example', 'checker'))).toEqual([
    expect.stringContaining('contains the name of the person'),
  ]);
});
