import {
  countedMembers,
  DomainError,
  groupId,
  groupRecord,
  LIMITS,
  type GroupId,
  type PartyGroup,
  type PartyId,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (id: GroupId): string => `group/${id}`;
const memberPrefix = (party: PartyId): string => `memberOf/${party}/`;
const markOf = (party: PartyId, id: GroupId): string => `${memberPrefix(party)}${id}`;
const MARKER = '{}';

/** A group, or undefined when there is none. */
export async function findGroup(state: WorldState, id: GroupId): Promise<PartyGroup | undefined> {
  const value = await state.get(keyOf(id));
  return value === undefined ? undefined : groupRecord.decode(value);
}

/** A group. @throws DomainError GROUP_UNKNOWN */
export async function readGroup(state: WorldState, id: GroupId): Promise<PartyGroup> {
  const group = await findGroup(state, id);
  if (group === undefined) throw new DomainError('GROUP_UNKNOWN', { groupId: id });
  return group;
}

/** Stages a group, and for each member that counts the mark by which its groups are found. */
export function writeGroup(state: WorldState, group: PartyGroup, before: PartyGroup | undefined): void {
  state.put(keyOf(group.groupId), groupRecord.encode(group));
  const members = new Set(countedMembers(group).map(({ party }) => party));
  const earlier = before === undefined ? [] : countedMembers(before).map(({ party }) => party);
  for (const party of earlier) if (!members.has(party)) state.delete(markOf(party, group.groupId));
  for (const party of members) if (!earlier.includes(party)) state.put(markOf(party, group.groupId), MARKER);
}

/** A party with its affiliates: all members that count of the groups of affiliates to which it belongs. */
export async function affiliatesOf(state: WorldState, party: PartyId): Promise<readonly PartyId[]> {
  const prefix = memberPrefix(party);
  const affiliates = new Set([party]);
  for (const { key } of await state.range(prefix, LIMITS.groupsPerPartyMax)) {
    const group = await readGroup(state, groupId(key.slice(prefix.length), ''));
    if (group.kind === 'affiliates') for (const member of countedMembers(group)) affiliates.add(member.party);
  }
  return [...affiliates].sort();
}
