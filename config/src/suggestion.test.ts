import { describe, expect, test } from '@jest/globals';
import { nearest, suggest } from './suggestion.js';

describe('did you mean', () => {
  test.each([
    ['gatewayport', 'gatewayPort'],
    ['gatwayPort', 'gatewayPort'],
    ['roels', 'roles'],
    ['operator', 'operators'],
  ])('%s means %s', (word, meant) => {
    expect(nearest(word, ['gatewayPort', 'roles', 'operators', 'lei'])).toBe(meant);
  });

  test('a word that is near to nothing gets the list', () => {
    expect(suggest('colour', ['roles', 'lei'])).toBe('known: roles, lei');
  });

  test('nothing known is said', () => {
    expect(suggest('colour', [])).toBe('none is known');
  });
});
