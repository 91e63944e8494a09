import { expect, test } from '@jest/globals';
import { compile } from '../compile.js';

const using = (name: string, uses: string): string =>
  `compliance ${name} "Circle"\n  uses ${uses}\n  to hold receiver resides in DE\n`;
const told = (...definitions: readonly string[]): readonly string[] =>
  compile(definitions.join('')).problems.map(({ code, message }) => `${code} ${message}`);

test('a definition that uses itself can never be adopted', () => {
  expect(told(using('Own@1', 'Own@1'))).toEqual(['NAMES_CIRCULAR a definition cannot use itself: leave this out']);
  expect(told('compliance Own@1 "Circle"\n  to hold any of (receiver resides in DE; Own@1)\n')).toHaveLength(1);
});

test('nor can definitions that use each other, by whatever way', () => {
  const circle = [using('One@1', 'Two@1'), using('Two@1', 'Three@1'), using('Three@1', 'One@1')];
  expect(told(...circle)).toEqual([
    'NAMES_CIRCULAR Two@1 uses One@1, and neither can be adopted before the other: leave one of the two out',
    'NAMES_CIRCULAR Three@1 uses Two@1, and neither can be adopted before the other: leave one of the two out',
    'NAMES_CIRCULAR One@1 uses Three@1, and neither can be adopted before the other: leave one of the two out',
  ]);
});

test('a later version may use an earlier one, and one may be used by several', () => {
  expect(told(using('One@2', 'One@1'), using('Two@1', 'One@1 and One@2'))).toEqual([]);
});
