import { describe, expect, test } from '@jest/globals';
import type { MspId } from '../identifiers/names.js';
import { partyId } from '../identifiers/names.js';
import { derivePartyId, partyRecordHash, privatePartyRecord } from './private-record.js';

const given = {
  schema: 1,
  salt: '0123456789abcdef'.repeat(4),
  name: 'Ada Lovelace',
  address: { line1: 'St James Square 12', city: 'London', postalCode: 'SW1Y 4JH', country: 'GB' },
  country: 'GB',
  retention: { purpose: 'custody account', basis: 'contract' },
};
const read = (value: unknown): ReturnType<typeof privatePartyRecord> => privatePartyRecord(value, '');
const ONE = 'OneMSP' as MspId;
const TWO = 'TwoMSP' as MspId;

describe('a private party record', () => {
  test('gives an id that hides the person and binds organisation, name and salt', () => {
    const id = derivePartyId(ONE, read(given));
    expect(partyId(id, '')).toBe(id);
    expect(derivePartyId(ONE, read(given))).toBe(id);
    expect(derivePartyId(TWO, read(given))).not.toBe(id);
    expect(derivePartyId(ONE, read({ ...given, name: 'Ada King' }))).not.toBe(id);
    expect(derivePartyId(ONE, read({ ...given, salt: 'f'.repeat(64) }))).not.toBe(id);
  });

  test('an address changes the hash of the record, not the id', () => {
    const moved = read({ ...given, address: { ...given.address, line2: 'Second floor' } });
    expect(derivePartyId(ONE, moved)).toBe(derivePartyId(ONE, read(given)));
    expect(partyRecordHash(moved)).not.toBe(partyRecordHash(read(given)));
  });

  test.each([
    ['a short salt', { ...given, salt: 'ab' }],
    ['an upper-case salt', { ...given, salt: given.salt.toUpperCase() }],
    ['no salt', { ...given, salt: undefined }],
    ['an unknown country', { ...given, country: 'UK' }],
    ['an unknown schema', { ...given, schema: 2 }],
    ['a further field', { ...given, birthday: '1815-12-10' }],
    ['a name with a control character', { ...given, name: 'Ada\u0007' }],
    ['a name over its maximum', { ...given, name: 'A'.repeat(201) }],
  ])('with %s is refused without showing it', (_, value) => {
    try {
      read(value);
    } catch (error) {
      expect(JSON.stringify(error)).not.toMatch(/Ada|1815|James|AAA/);
      return;
    }
    throw new Error('accepted');
  });
});
