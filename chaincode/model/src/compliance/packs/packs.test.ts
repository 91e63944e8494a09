import { describe, expect, test } from '@jest/globals';
import { DomainError } from '../../errors/domain-error.js';
import { pack, PACKS } from './index.js';

const refusal = (read: () => unknown): string => {
  try {
    return JSON.stringify(read());
  } catch (error) {
    return error instanceof DomainError ? `${error.code} ${String(error.details['path'])}` : String(error);
  }
};

describe('a pack', () => {
  test('is made by its constructor and read back by name, version and parameters alike', () => {
    const made = PACKS.regulationD506b({ votingEquity: true });
    expect(pack({ is: 'RegD506b@1', with: { votingEquity: true } }, '')).toEqual(made);
    expect(made).toMatchObject({ name: 'RegD506b', version: 1, notice: 'Not legal advice.' });
  });

  test.each([
    ['of an unknown version', { is: 'RegD506b@2', with: { votingEquity: true } }, 'PACK_UNKNOWN /is'],
    ['of a name that every object has', { is: 'constructor', with: {} }, 'PACK_UNKNOWN /is'],
    ['without a parameter', { is: 'RegD506b@1', with: {} }, 'FIELD_INVALID /with/votingEquity'],
    ['with a parameter too much', { is: 'RegD506b@1', with: { votingEquity: true, of: 1 } }, 'FIELD_INVALID /with'],
  ])('%s is refused', (_, given, expected) => {
    expect(refusal(() => pack(given, ''))).toBe(expected);
  });

  test('has a name and version of its own', () => {
    const names = Object.values(PACKS).map(({ is }) => is);
    expect(new Set(names).size).toBe(names.length);
  });
});
