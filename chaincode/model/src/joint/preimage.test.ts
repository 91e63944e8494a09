import { describe, expect, test } from '@jest/globals';
import { bound, codeOf, delivers, on } from '../test-support/joint.js';
import { jointRecord, type JointInstruction } from './joint-instruction.js';
import { jointObstacle, reserveJoint } from './joint-lifecycle.js';
import { openLock, preimagePresented } from './preimage.js';

// SHA-256 of 32 zero bytes
const ZERO = '0'.repeat(64);
const HASH = '66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925';
const locked = reserveJoint(bound([delivers('5')], { hashLock: { hash: HASH }, lastDay: '2026-11-25' }));
const present = (to: JointInstruction, preimage = ZERO, day = '2026-11-25'): JointInstruction =>
  openLock(to, preimagePresented({ instructionId: 'j-1', preimage }, ''), on(day).businessDate);

describe('a hash lock', () => {
  test('is opened by its preimage, which is kept', () => {
    const opened = present(locked);
    expect(opened.preimage).toBe(ZERO);
    const today = on('2026-11-25').businessDate;
    expect([jointObstacle(locked, today, true), jointObstacle(opened, today, false)]).toEqual([
      ...['PREIMAGE_NOT_PRESENTED', undefined],
    ]);
    expect(jointRecord.decode(jointRecord.encode(opened))).toEqual(opened);
  });

  test.each<[string, () => unknown, string]>([
    ['by other bytes', () => present(locked, `${ZERO.slice(1)}1`), 'PREIMAGE_WRONG'],
    ['by its hash', () => present(locked, HASH), 'PREIMAGE_WRONG'],
    ['by fewer bytes', () => present(locked, '00'), 'FIELD_INVALID'],
    ['after its last day', () => present(locked, ZERO, '2026-11-26'), 'INSTRUCTION_EXPIRED'],
    ['of what is not reserved', () => present({ ...locked, status: 'affirmed' }), 'INSTRUCTION_NOT_RESERVED'],
    ['of what has none', () => present(reserveJoint(bound([delivers('5')]))), 'HASH_LOCK_ABSENT'],
  ])('is not opened %s', (_, act, code) => {
    expect(codeOf(act)).toBe(code);
  });
});
