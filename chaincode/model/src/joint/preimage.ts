import { isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { instructionId, type InstructionId } from '../identifiers/names.js';
import { sha256HexOfBytes } from '../serialisation/digest.js';
import { pattern, record, type Reader } from '../serialisation/reader.js';
import type { JointInstruction } from './joint-instruction.js';

/** Reader of a preimage: 32 bytes as 64 lower-case hexadecimal digits. */
export const preimage = pattern(/^[0-9a-f]{64}$/, '32 bytes as lower-case hexadecimal digits');

/** A preimage as somebody presents it. */
export interface PreimagePresented {
  readonly instructionId: InstructionId;
  readonly preimage: string;
}

/** Reader of the body of `instruction:presentPreimage`. */
export const preimagePresented: Reader<PreimagePresented> = record({ instructionId, preimage });

/**
 * The instruction with what opens it: whoever presents it, on the last day at the latest.
 *
 * @throws DomainError HASH_LOCK_ABSENT, INSTRUCTION_NOT_RESERVED, INSTRUCTION_EXPIRED, PREIMAGE_WRONG
 */
export function openLock(
  instruction: JointInstruction,
  { preimage: presented }: PreimagePresented,
  today: BusinessDate,
): JointInstruction {
  const { instructionId: id, hashLock, status, lastDay } = instruction;
  if (hashLock === undefined) throw new DomainError('HASH_LOCK_ABSENT', { instructionId: id });
  if (status !== 'reserved') throw new DomainError('INSTRUCTION_NOT_RESERVED', { instructionId: id });
  if (isBefore(lastDay, today)) throw new DomainError('INSTRUCTION_EXPIRED', { instructionId: id });
  if (sha256HexOfBytes(presented) !== hashLock.hash) throw new DomainError('PREIMAGE_WRONG', { instructionId: id });
  return { ...instruction, preimage: presented };
}
