import { DomainError, holderRecord, type Holder, type HolderId } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (holderId: HolderId): string => `holder/${holderId}`;

/** Key of a private holder record in the implicit collection of the holder's custodian. */
export const privateHolderKey = (holderId: HolderId): string => `holder/${holderId}`;

/** A holder, or undefined when there is none. */
export async function findHolder(state: WorldState, holderId: HolderId): Promise<Holder | undefined> {
  const value = await state.get(keyOf(holderId));
  return value === undefined ? undefined : holderRecord.decode(value);
}

/** A holder. @throws DomainError HOLDER_UNKNOWN */
export async function readHolder(state: WorldState, holderId: HolderId): Promise<Holder> {
  const holder = await findHolder(state, holderId);
  if (holder === undefined) throw new DomainError('HOLDER_UNKNOWN', { holderId });
  return holder;
}

/** Stages a holder. */
export function writeHolder(state: WorldState, holder: Holder): void {
  state.put(keyOf(holder.holderId), holderRecord.encode(holder));
}
