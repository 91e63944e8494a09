import { askedAuthorisedChangeRecord, type AskedAuthorisedChange, type Isin } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (isin: Isin): string => `authorised-change/${isin}`;

/** The change of authorised units that waits for agreement; undefined when none does. */
export async function findAskedChange(state: WorldState, isin: Isin): Promise<AskedAuthorisedChange | undefined> {
  const value = await state.get(keyOf(isin));
  return value === undefined ? undefined : askedAuthorisedChangeRecord.decode(value);
}

/** Stages a change that waits. */
export const writeAskedChange = (state: WorldState, asked: AskedAuthorisedChange): void =>
  state.put(keyOf(asked.isin), askedAuthorisedChangeRecord.encode(asked));

/** Stages the end of a change that waited. */
export const deleteAskedChange = (state: WorldState, isin: Isin): void => state.delete(keyOf(isin));
