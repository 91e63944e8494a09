import { DomainError, jointRecord, type InstructionId, type JointInstruction } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';
import { takeIdForJoint } from './instruction-records.js';

const keyOf = (id: InstructionId): string => `joint/${id}`;

/** A joint instruction, or undefined when there is none. */
export async function findJoint(state: WorldState, id: InstructionId): Promise<JointInstruction | undefined> {
  const value = await state.get(keyOf(id));
  return value === undefined ? undefined : jointRecord.decode(value);
}

/** A joint instruction. @throws DomainError INSTRUCTION_UNKNOWN */
export async function readJoint(state: WorldState, id: InstructionId): Promise<JointInstruction> {
  const instruction = await findJoint(state, id);
  if (instruction === undefined) throw new DomainError('INSTRUCTION_UNKNOWN', { instructionId: id });
  return instruction;
}

/** Stages a joint instruction that is new, with its id. */
export function enterJoint(state: WorldState, instruction: JointInstruction): void {
  takeIdForJoint(state, instruction.instructionId);
  writeJoint(state, instruction);
}

/** Stages a joint instruction that there is. */
export function writeJoint(state: WorldState, instruction: JointInstruction): void {
  state.put(keyOf(instruction.instructionId), jointRecord.encode(instruction));
}
