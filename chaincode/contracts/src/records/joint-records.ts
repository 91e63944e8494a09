import {
  DomainError,
  instructionId,
  isOpen,
  jointRecord,
  legSecurities,
  LIMITS,
  type InstructionId,
  type Isin,
  type JointInstruction,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';
import { takeIdForJoint } from './instruction-records.js';

const keyOf = (id: InstructionId): string => `joint/${id}`;

/** A marker for each security of an open joint instruction: whoever ends a security looks at these alone. */
const openPrefix = (isin: Isin): string => `openJoint/${isin}/`;
const markersOf = ({ legs, instructionId: id }: JointInstruction): readonly string[] =>
  legSecurities(legs).map((isin) => `${openPrefix(isin)}${id}`);
const MARKER = '{}';

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

/** The open joint instructions that deliver units of a security. @throws DomainError LIMIT_EXCEEDED */
export async function readOpenJoint(state: WorldState, isin: Isin): Promise<readonly JointInstruction[]> {
  const prefix = openPrefix(isin);
  const markers = await state.range(prefix, LIMITS.openInstructionsPerSecurityMax);
  const open: JointInstruction[] = [];
  for (const { key } of markers) open.push(await readJoint(state, instructionId(key.slice(prefix.length), '')));
  return open;
}

/** Stages a joint instruction that is new, with its id. */
export function enterJoint(state: WorldState, instruction: JointInstruction): void {
  takeIdForJoint(state, instruction.instructionId);
  for (const marker of markersOf(instruction)) state.create(marker, MARKER);
  writeJoint(state, instruction);
}

/** Stages what is noted of a joint instruction that has ended before. */
export function noteOnEnded(state: WorldState, instruction: JointInstruction): void {
  state.put(keyOf(instruction.instructionId), jointRecord.encode(instruction));
}

/** Stages a joint instruction that was open, and ends its markers with it. */
export function writeJoint(state: WorldState, instruction: JointInstruction): void {
  state.put(keyOf(instruction.instructionId), jointRecord.encode(instruction));
  if (!isOpen(instruction)) for (const marker of markersOf(instruction)) state.delete(marker);
}
