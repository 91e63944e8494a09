import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { MspId } from '../identifiers/names.js';
import { leaseRecord, ownLease, requireLease, takeLease } from './lease.js';

const [A, B, C] = ['A', 'B', 'C'] as MspId[] as [MspId, MspId, MspId];
const TODAY = parseBusinessDate('2026-11-20');
const taken = takeLease(ownLease(A), B, 0, TODAY);

describe('the lease of a settling agent', () => {
  test('is the registrar’s own until another one takes it, and can be taken back', () => {
    expect(ownLease(A)).toEqual({ registrar: A, holder: A, version: 0 });
    expect(taken).toEqual({ registrar: A, holder: B, version: 1, takenOn: TODAY });
    expect(takeLease(taken, A, 1, TODAY)).toMatchObject({ holder: A, version: 2 });
  });

  test.each([
    ['in a state that has passed', C, 0, 'LEASE_CHANGED'],
    ['in a state that has not come', C, 2, 'LEASE_CHANGED'],
    ['by who has it', B, 1, 'LEASE_HELD_ALREADY'],
  ] as const)('is not taken %s', (_, by, seen, code) => {
    expect(() => takeLease(taken, by, seen, TODAY)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    [B, undefined],
    [A, 'LEASE_LOST'],
    [C, 'AUTHORITY_DENIED'],
  ] as const)('lets %s through: %s', (caller, code) => {
    if (code === undefined) expect(() => requireLease(taken, caller)).not.toThrow();
    else expect(() => requireLease(taken, caller)).toThrow(expect.objectContaining({ code }));
  });

  test.each([ownLease(A), taken])('is stored and read back', (lease) => {
    expect(leaseRecord.decode(leaseRecord.encode(lease))).toEqual(lease);
  });
});
