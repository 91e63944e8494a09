import { expect, test } from '@jest/globals';
import { ERROR_CATALOGUE } from '@scrip/model';
import { HINTS } from './hints.js';

test('every code that the ledger may answer has a hint of its own', () => {
  expect(Object.keys(ERROR_CATALOGUE).filter((code) => !Object.hasOwn(HINTS, code))).toEqual([]);
  for (const [code, hint] of Object.entries(HINTS))
    expect([code, hint]).toEqual([code, expect.stringMatching(/\w.*\.$/)]);
});
