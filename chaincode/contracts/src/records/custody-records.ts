import { askedCustodyMoveRecord, type AskedCustodyMove, type PartyId } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (partyId: PartyId): string => `custody-move/${partyId}`;

/** The move of a party's custody that waits for the other side; undefined when none does. */
export async function findAskedMove(state: WorldState, partyId: PartyId): Promise<AskedCustodyMove | undefined> {
  const value = await state.get(keyOf(partyId));
  return value === undefined ? undefined : askedCustodyMoveRecord.decode(value);
}

/** Stages a move that waits. */
export const writeAskedMove = (state: WorldState, asked: AskedCustodyMove): void =>
  state.put(keyOf(asked.partyId), askedCustodyMoveRecord.encode(asked));

/** Stages the end of a move that waited. */
export const deleteAskedMove = (state: WorldState, partyId: PartyId): void => state.delete(keyOf(partyId));
