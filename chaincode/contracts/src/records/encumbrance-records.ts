import {
  encumberedHoldingRecord,
  type BusinessDate,
  type Encumbrance,
  type EncumbranceReference,
  type Isin,
  type PartyId,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';
import { holdersUnder, type HolderPage } from './holder-pages.js';

const prefixOf = (isin: Isin): string => `encumbered/${isin}/`;
/** Key of the locks and pledges of a holding. */
export const encumbranceKey = (isin: Isin, holderId: PartyId): string => `${prefixOf(isin)}${holderId}`;

/** The first holders after one of whose units some are, or were, locked or pledged. */
export const encumberedHolders = (state: WorldState, isin: Isin, after: string): Promise<HolderPage> =>
  holdersUnder(state, prefixOf(isin), after);

/** The encumbrances of a holding, those whose time is over too: one key, because every movement of it looks there. */
export async function readEncumbrances(
  state: WorldState,
  isin: Isin,
  holderId: PartyId,
): Promise<readonly Encumbrance[]> {
  const value = await state.get(encumbranceKey(isin, holderId));
  return value === undefined ? [] : encumberedHoldingRecord.decode(value).encumbrances;
}

/** Stages the encumbrances of a holding; without any its record ends. */
export function writeEncumbrances(
  state: WorldState,
  isin: Isin,
  holderId: PartyId,
  encumbrances: readonly Encumbrance[],
): void {
  if (encumbrances.length === 0) state.delete(encumbranceKey(isin, holderId));
  else state.put(encumbranceKey(isin, holderId), encumberedHoldingRecord.encode({ encumbrances }));
}

const usedKey = (isin: Isin, holderId: PartyId, id: string): string => `encumbrance-id/${isin}/${holderId}/${id}`;

/** Whether an id was given to an encumbrance of a holding, now or before: what was signed once is not done twice. */
export const isEncumbranceIdUsed = async (
  state: WorldState,
  { isin, holderId, encumbranceId }: EncumbranceReference,
): Promise<boolean> => (await state.get(usedKey(isin, holderId, encumbranceId))) !== undefined;

/** Stages that an id is given for good. */
export const useEncumbranceId = (
  state: WorldState,
  { isin, holderId, encumbranceId }: EncumbranceReference,
  since: BusinessDate,
): void => state.put(usedKey(isin, holderId, encumbranceId), since);
