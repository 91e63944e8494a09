import { LIMITS, operatorRecord, type MspId, type Operator, type OperatorId } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const prefixOf = (mspId: MspId): string => `operator/${mspId}/`;

/** All operators that an organisation has or had, in the order of their ids. */
export async function readOperators(state: WorldState, mspId: MspId): Promise<readonly Operator[]> {
  const entries = await state.range(prefixOf(mspId), LIMITS.operatorsPerParticipantMax);
  return entries.map(({ value }) => operatorRecord.decode(value));
}

/** The key of an operator. */
export const operatorKey = (mspId: MspId, id: OperatorId): string => `${prefixOf(mspId)}${id}`;

/** The record of an operator, or undefined when the organisation never had it. */
export async function findOperator(state: WorldState, mspId: MspId, id: OperatorId): Promise<Operator | undefined> {
  const value = await state.get(operatorKey(mspId, id));
  return value === undefined ? undefined : operatorRecord.decode(value);
}

/** Stages an operator. */
export function writeOperator(state: WorldState, operator: Operator): void {
  state.put(operatorKey(operator.mspId, operator.operatorId), operatorRecord.encode(operator));
}
