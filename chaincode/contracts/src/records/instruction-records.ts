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

const keyOf = (id: InstructionId): string => `instruction/${id}`;

/** A marker for each pending instruction, so that looking for pending ones never reads the decided ones. */
const pendingPrefix = (isin: Isin): string => `pending/${isin}/`;
const MARKER = '{}';

/** An instruction, or undefined when there is none. */
export async function findInstruction(
  state: WorldState,
  id: InstructionId,
): Promise<SettlementInstruction | undefined> {
  const value = await state.get(keyOf(id));
  return value === undefined ? undefined : instructionRecord.decode(value);
}

/** An instruction. @throws DomainError INSTRUCTION_UNKNOWN */
export async function readInstruction(state: WorldState, id: InstructionId): Promise<SettlementInstruction> {
  const instruction = await findInstruction(state, id);
  if (instruction === undefined) throw new DomainError('INSTRUCTION_UNKNOWN', { instructionId: id });
  return instruction;
}

/** Stages an instruction, and its marker as its status asks for. */
export function writeInstruction(state: WorldState, instruction: SettlementInstruction): void {
  state.put(keyOf(instruction.instructionId), instructionRecord.encode(instruction));
  const marker = `${pendingPrefix(instruction.isin)}${instruction.instructionId}`;
  if (instruction.status === 'pending') state.put(marker, MARKER);
  else state.delete(marker);
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
