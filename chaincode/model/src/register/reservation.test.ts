import { describe, expect, test } from '@jest/globals';
import type { InstructionId, PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { SHARE } from '../test-support/register.js';
import { reservedHoldingRecord, reservedUnits, withoutReservation, withReservation } from './reservation.js';

const of = (name: string, units: bigint): { instructionId: InstructionId; units: bigint } => ({
  instructionId: name as InstructionId,
  units,
});

describe('reservations of a holding', () => {
  test('add up, one for each instruction', () => {
    const two = withReservation([of('i-1', 3n)], of('i-2', 4n));
    expect(reservedUnits(two)).toBe(7n);
    expect(withReservation(two, of('i-1', 5n))).toEqual([of('i-2', 4n), of('i-1', 5n)]);
  });

  test('end with their instruction alone', () => {
    const two = [of('i-1', 3n), of('i-2', 4n)];
    expect(withoutReservation(two, 'i-1' as InstructionId)).toEqual([of('i-2', 4n)]);
    expect(withoutReservation(two, 'i-3' as InstructionId)).toEqual(two);
  });

  test('are no more than the named maximum', () => {
    const all = Array.from({ length: LIMITS.reservationsPerHoldingMax }, (_, index) => of(`i-${String(index)}`, 1n));
    expect(() => withReservation(all, of('one-more', 1n))).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  });

  test('are stored and read back', () => {
    const holderId = `P${'A'.repeat(32)}` as PartyId;
    const held = { isin: SHARE.isin, holderId, reservations: [of('i-1', 3n)] };
    expect(reservedHoldingRecord.decode(reservedHoldingRecord.encode(held))).toEqual(held);
  });
});
