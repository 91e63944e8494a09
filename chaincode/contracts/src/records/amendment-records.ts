import { askedAmendmentRecord, type AskedAmendment, type Isin } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (isin: Isin): string => `amendment/${isin}`;

/** The amendment of a security that waits for agreement; undefined when none does. */
export async function findAskedAmendment(state: WorldState, isin: Isin): Promise<AskedAmendment | undefined> {
  const value = await state.get(keyOf(isin));
  return value === undefined ? undefined : askedAmendmentRecord.decode(value);
}

/** Stages an amendment that waits. */
export const writeAskedAmendment = (state: WorldState, asked: AskedAmendment): void =>
  state.put(keyOf(asked.isin), askedAmendmentRecord.encode(asked));

/** Stages the end of an amendment that waited. */
export const deleteAskedAmendment = (state: WorldState, isin: Isin): void => state.delete(keyOf(isin));
