import {
  freezesRecord,
  isSameFreeze,
  type Freeze,
  type FreezeTarget,
  type Isin,
  type MspId,
  type PartyId,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const ALL = 'all';
const ofSecurity = (isin: Isin): string => `freeze/security/${isin}`;
const ofHolder = (holderId: PartyId, isin: Isin | undefined): string => `freeze/holder/${holderId}/${isin ?? ALL}`;
/** Key of the freezes of units of a holding. */
export const unitsFreezesKey = (isin: Isin, holderId: PartyId): string => `freeze/units/${isin}/${holderId}`;

/** One key for all freezes of one thing, at most one of each organisation: whoever moves units reads it exactly. */
function keyOf({ scope, isin, holderId }: FreezeTarget): string {
  if (scope === 'holder' && holderId !== undefined) return ofHolder(holderId, isin);
  if (scope === 'units' && isin !== undefined && holderId !== undefined) return unitsFreezesKey(isin, holderId);
  if (scope === 'security' && isin !== undefined) return ofSecurity(isin);
  throw new Error(`a freeze of the scope ${scope} does not name what is frozen`);
}

async function read(state: WorldState, key: string): Promise<readonly Freeze[]> {
  const value = await state.get(key);
  return value === undefined ? [] : freezesRecord.decode(value).freezes;
}

/** The freeze of something by an organisation, over no dispute; undefined when it has none. */
export async function findFreeze(state: WorldState, target: FreezeTarget, by: MspId): Promise<Freeze | undefined> {
  return (await read(state, keyOf(target))).find((each) => isSameFreeze(each, { imposedBy: by }));
}

/** Freezes of a security as a whole. */
export const readSecurityFreezes = (state: WorldState, isin: Isin): Promise<readonly Freeze[]> =>
  read(state, ofSecurity(isin));

/** Keys of the freezes of a holder, in all securities and in one. */
export const holderFreezeKeys = (isin: Isin, holder: PartyId): readonly string[] => [
  ofHolder(holder, undefined),
  ofHolder(holder, isin),
];

/**
 * Freezes of a holder, in all securities and in one. A freeze of the holder in another security is not read, so that
 * nobody stands in the way of a security by freezing in his own.
 */
export async function readHolderFreezes(state: WorldState, isin: Isin, holder: PartyId): Promise<readonly Freeze[]> {
  const freezes: Freeze[] = [];
  for (const key of holderFreezeKeys(isin, holder)) freezes.push(...(await read(state, key)));
  return freezes;
}

/** Freezes of units of a holding. */
export const readUnitsFreezes = (state: WorldState, isin: Isin, holder: PartyId): Promise<readonly Freeze[]> =>
  read(state, unitsFreezesKey(isin, holder));

/** Stages a freeze in the place of an earlier one of the same organisation. */
export const writeFreeze = (state: WorldState, freeze: Freeze): Promise<void> => replace(state, freeze, [freeze]);

/** Stages the end of a freeze. */
export const deleteFreeze = (state: WorldState, freeze: Freeze): Promise<void> => replace(state, freeze, []);

async function replace(state: WorldState, freeze: Freeze, by: readonly Freeze[]): Promise<void> {
  const key = keyOf(freeze);
  const others = (await read(state, key)).filter((each) => !isSameFreeze(each, freeze));
  const freezes = [...others, ...by].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  if (freezes.length === 0) state.delete(key);
  else state.put(key, freezesRecord.encode({ freezes }));
}

const nameOf = ({ imposedBy, dispute }: Freeze): string => [imposedBy, dispute ?? ''].join(' ');
