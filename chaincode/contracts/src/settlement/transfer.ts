import {
  receivingAccount,
  sendingAccount,
  type BusinessDate,
  type InstructionRequest,
  type Movement,
  type MovementFacts,
  type Security,
} from '@scrip/model';
import { movementFacts, sideOf } from '../register/movement.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** The movement that an instruction asks for, with the facts that decide it: settlement and dry run use the same. */
export async function transferOf(
  work: UnitOfWork,
  security: Security,
  businessDate: BusinessDate,
  instruction: InstructionRequest & { readonly instructedOn?: BusinessDate },
): Promise<{ readonly movement: Movement; readonly facts: MovementFacts }> {
  const from = await sideOf(work, security, sendingAccount(instruction));
  const to = await sideOf(work, security, receivingAccount(instruction));
  const { instructionId, instructedOn, units, lots, subjectTo } = instruction;
  const choice = { ...(lots === undefined ? {} : { lots }), ...(subjectTo === undefined ? {} : { subjectTo }) };
  const movement = { kind: 'transfer', from, to, units, ...choice } as const;
  const details = instructedOn === undefined ? undefined : { instructionIds: [instructionId], enteredOn: instructedOn };
  return { movement, facts: await movementFacts(work, security, businessDate, movement, details) };
}
