import type { ErrorCode } from '../errors/catalogue.js';
import { instructionId, type InstructionId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, record, type Reader } from '../serialisation/reader.js';
import type { LedgerMoment } from '../settlement/finality.js';
import type { JointInstruction } from './joint-instruction.js';
import { reserveJoint, settleJoint } from './joint-lifecycle.js';

const named = record({ instructionIds: list(instructionId, { min: 2, max: LIMITS.instructionsPerNettingSetMax }) });

/** Instructions that settle together on the net of all, or none of them. */
export interface NettingSet {
  /** In the order of the ids. */
  readonly instructionIds: readonly InstructionId[];
}

/** Reader of the body of `instruction:settleNetted`. Error: DUPLICATE_IN_BATCH. */
export const nettingSet: Reader<NettingSet> = (value, path) => {
  const { instructionIds } = named(value, path);
  requireDistinct(instructionIds);
  return { instructionIds: [...instructionIds].sort() };
};

/** Why an instruction cannot be one of a set, whatever its units, if so. */
export function nettingObstacle({ netting, status }: JointInstruction): ErrorCode | undefined {
  if (netting === undefined) return 'NETTING_NOT_AGREED';
  if (status === 'proposed') return 'INSTRUCTION_NOT_AFFIRMED';
  return status === 'affirmed' || status === 'reserved' ? undefined : 'INSTRUCTION_NOT_PENDING';
}

/** An instruction settled in a set, with the others of it. @throws DomainError INSTRUCTION_NOT_PENDING */
export function settleInSet(
  instruction: JointInstruction,
  { instructionIds }: NettingSet,
  at: LedgerMoment,
): JointInstruction {
  const held = instruction.status === 'affirmed' ? reserveJoint(instruction) : instruction;
  const others = instructionIds.filter((id) => id !== instruction.instructionId);
  return { ...settleJoint(held, at), nettedWith: others };
}
