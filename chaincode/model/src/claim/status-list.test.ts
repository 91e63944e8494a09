import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ClaimId } from '../identifiers/names.js';
import { STATUS_LIST_ENTRIES, statusBytes, statusIndexOf } from './status-list.js';

const idAt = (index: number): ClaimId => `${index.toString(16).padStart(5, '0')}${'f'.repeat(59)}` as ClaimId;
const bitAt = (bytes: Uint8Array, index: number): number =>
  ((bytes[Math.trunc(index / 8)] ?? 0) / 2 ** (index % 8)) & 1;

describe('a status list', () => {
  test('has the bits of the example of the draft (section 4.1, one bit for each of sixteen statuses)', () => {
    const set = [0, 3, 4, 5, 7, 8, 9, 13, 15];
    expect([...statusBytes(set.map(idAt)).slice(0, 2)]).toEqual([0xb9, 0xa3]);
  });

  test.each([0, 1, 0x10, STATUS_LIST_ENTRIES - 1])('has a place for index %i', (index) => {
    expect(statusIndexOf(idAt(index))).toBe(index);
    expect(bitAt(statusBytes([idAt(index)]), index)).toBe(1);
  });

  test('property: sets the bits of the revoked claims, and no others', () => {
    const indices = fc.array(fc.integer({ min: 0, max: STATUS_LIST_ENTRIES - 1 }), { maxLength: 50 });
    fc.assert(
      fc.property(indices, (revoked) => {
        const bytes = statusBytes(revoked.map(idAt));
        const count = bytes.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
        expect(count).toBe(new Set(revoked).size);
        expect(revoked.every((index) => bitAt(bytes, index) === 1)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
