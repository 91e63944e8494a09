import { LIMITS, partyId, type PartyId } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

/** Holders that have something under a prefix, in the order of their ids. */
export interface HolderPage {
  readonly holders: readonly PartyId[];
  /** Whether there may be more after the last one. */
  readonly isCut: boolean;
}

/** The next character after `/` in ASCII: the first key after those of a holder. */
const AFTER = '0';

/**
 * The first holders after one that keys `<prefix><holder>` or `<prefix><holder>/…` name.
 *
 * @param after - the last holder that was seen, or empty
 */
export async function holdersUnder(state: WorldState, prefix: string, after: string): Promise<HolderPage> {
  const from = after === '' ? '' : `${after}${AFTER}`;
  const { keys, isCut } = await state.firstKeys(prefix, from, LIMITS.holdingsPerQueryMax);
  const named = keys.map((key) => key.slice(prefix.length).split('/')[0] ?? '');
  return { holders: [...new Set(named)].map((id) => partyId(id, '')), isCut };
}
