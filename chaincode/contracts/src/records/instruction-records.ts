import {
  DomainError,
  instructionId,
  instructionRecord,
  LIMITS,
  type InstructionId,
  type Isin,
  type SettlementInstruction,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

/** Key of an instruction. */
export const instructionKey = (id: InstructionId): string => `instruction/${id}`;

/** What stands at the id of a joint instruction, whose record lies elsewhere: an id is taken where one key says so. */
const JOINT = '{"joint":true}';

/** A marker for each pending instruction, so that looking for pending ones never reads the decided ones. */
const pendingPrefix = (isin: Isin): string => `pending/${isin}/`;
const MARKER = '{}';
const markerOf = ({ isin, instructionId }: SettlementInstruction): string => `${pendingPrefix(isin)}${instructionId}`;

/** An instruction, or undefined when there is none. */
export async function findInstruction(
  state: WorldState,
  id: InstructionId,
): Promise<SettlementInstruction | undefined> {
  const value = await state.get(instructionKey(id));
  return value === undefined || value === JOINT ? undefined : instructionRecord.decode(value);
}

/** Refuses an id that another instruction has, of whatever kind. @throws DomainError INSTRUCTION_EXISTS */
export async function requireFreeId(state: WorldState, id: InstructionId): Promise<void> {
  if ((await state.get(instructionKey(id))) !== undefined)
    throw new DomainError('INSTRUCTION_EXISTS', { instructionId: id });
}

/** Stages that an id is that of a joint instruction. */
export const takeIdForJoint = (state: WorldState, id: InstructionId): void => state.put(instructionKey(id), JOINT);

/** An instruction. @throws DomainError INSTRUCTION_UNKNOWN */
export async function readInstruction(state: WorldState, id: InstructionId): Promise<SettlementInstruction> {
  const instruction = await findInstruction(state, id);
  if (instruction === undefined) throw new DomainError('INSTRUCTION_UNKNOWN', { instructionId: id });
  return instruction;
}

/** Stages an instruction that is entered, as pending. */
export function enterInstructionRecord(state: WorldState, instruction: SettlementInstruction): void {
  state.create(instructionKey(instruction.instructionId), instructionRecord.encode(instruction));
  state.create(markerOf(instruction), MARKER);
}

/** Stages a change of an instruction that stays pending. */
export function keepInstructionRecord(state: WorldState, instruction: SettlementInstruction): void {
  state.put(instructionKey(instruction.instructionId), instructionRecord.encode(instruction));
}

/** Stages an instruction that is decided. */
export function decideInstructionRecord(state: WorldState, instruction: SettlementInstruction): void {
  keepInstructionRecord(state, instruction);
  state.delete(markerOf(instruction));
}

/** Some pending instructions of a security, from an id on, and the id from which there are more; absent: there are none. */
export async function readPendingFrom(
  state: WorldState,
  isin: Isin,
  from: string,
  instructionsMax: number,
): Promise<{ readonly pending: readonly SettlementInstruction[]; readonly next?: InstructionId }> {
  const prefix = pendingPrefix(isin);
  const { keys, isCut } = await state.firstKeys(prefix, from, instructionsMax);
  const ids = keys.map((key) => instructionId(key.slice(prefix.length), ''));
  const pending: SettlementInstruction[] = [];
  for (const id of ids) pending.push(await readInstruction(state, id));
  const next = ids.at(-1);
  return !isCut || next === undefined ? { pending } : { pending, next };
}

/** The pending instructions of a security in the order of their ids. */
export async function readPendingInstructions(
  state: WorldState,
  isin: Isin,
): Promise<readonly SettlementInstruction[]> {
  const prefix = pendingPrefix(isin);
  const markers = await state.range(prefix, LIMITS.pendingInstructionsPerQueryMax);
  const pending: SettlementInstruction[] = [];
  for (const { key } of markers) {
    pending.push(await readInstruction(state, instructionId(key.slice(prefix.length), '')));
  }
  return pending;
}
