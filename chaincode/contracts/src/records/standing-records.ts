import { compliance, type Isin, type PartyId } from '@scrip/model';
import { holdersUnder, type HolderPage } from './holder-pages.js';
import type { WorldState } from '../world-state/world-state.js';

const standingPrefix = (isin: Isin): string => `holderStanding/${isin}/`;
const standingKey = (isin: Isin, holder: PartyId): string => `${standingPrefix(isin)}${holder}`;
const progressKey = (isin: Isin): string => `rescreening/${isin}`;

/** How a holder was found to stand; undefined while it stands well. */
export async function findStanding(
  state: WorldState,
  isin: Isin,
  holder: PartyId,
): Promise<compliance.HolderStanding | undefined> {
  const value = await state.get(standingKey(isin, holder));
  return value === undefined ? undefined : compliance.holderStandingRecord.decode(value);
}

/** Stages a standing; a good one is none. */
export function writeStanding(state: WorldState, standing: compliance.HolderStanding): void {
  const key = standingKey(standing.isin, standing.holderId);
  if (standing.status === 'good') state.delete(key);
  else state.put(key, compliance.holderStandingRecord.encode(standing));
}

/** The first parties after one who do not stand well, whether or not they hold anything still. */
export const holdersNotWell = (state: WorldState, isin: Isin, after: string): Promise<HolderPage> =>
  holdersUnder(state, standingPrefix(isin), after);

/** How far the holders of a security have been looked at again. */
export async function findRescreening(state: WorldState, isin: Isin): Promise<compliance.Rescreening | undefined> {
  const value = await state.get(progressKey(isin));
  return value === undefined ? undefined : compliance.rescreeningRecord.decode(value);
}

/** Stages how far it has come. */
export function writeRescreening(state: WorldState, progress: compliance.Rescreening): void {
  state.put(progressKey(progress.isin), compliance.rescreeningRecord.encode(progress));
}
