import { DomainError, groupRecord, type GroupId, type PartyGroup } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (groupId: GroupId): string => `group/${groupId}`;

/** A group, or undefined when there is none. */
export async function findGroup(state: WorldState, groupId: GroupId): Promise<PartyGroup | undefined> {
  const value = await state.get(keyOf(groupId));
  return value === undefined ? undefined : groupRecord.decode(value);
}

/** A group. @throws DomainError GROUP_UNKNOWN */
export async function readGroup(state: WorldState, groupId: GroupId): Promise<PartyGroup> {
  const group = await findGroup(state, groupId);
  if (group === undefined) throw new DomainError('GROUP_UNKNOWN', { groupId });
  return group;
}

/** Stages a group. */
export function writeGroup(state: WorldState, group: PartyGroup): void {
  state.put(keyOf(group.groupId), groupRecord.encode(group));
}
