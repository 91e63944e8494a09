import {
  freezeRecord,
  LIMITS,
  type Freeze,
  type FreezeTarget,
  type Isin,
  type MspId,
  type PartyId,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const ALL = 'all';
const ofSecurity = (isin: Isin): string => `freeze/security/${isin}/`;
const ofHolder = (holderId: PartyId, isin: Isin | undefined): string => `freeze/holder/${holderId}/${isin ?? ALL}/`;
const ofUnits = (isin: Isin, holderId: PartyId): string => `freeze/units/${isin}/${holderId}/`;

function prefixOf({ scope, isin, holderId }: FreezeTarget): string {
  if (scope === 'holder' && holderId !== undefined) return ofHolder(holderId, isin);
  if (scope === 'units' && isin !== undefined && holderId !== undefined) return ofUnits(isin, holderId);
  if (scope === 'security' && isin !== undefined) return ofSecurity(isin);
  throw new Error(`a freeze of the scope ${scope} does not name what is frozen`);
}

async function read(state: WorldState, prefix: string): Promise<readonly Freeze[]> {
  return (await state.range(prefix, LIMITS.participantsMax)).map(({ value }) => freezeRecord.decode(value));
}

/** The freeze of something by an organisation; undefined when it has none. */
export async function findFreeze(state: WorldState, target: FreezeTarget, by: MspId): Promise<Freeze | undefined> {
  const value = await state.get(`${prefixOf(target)}${by}`);
  return value === undefined ? undefined : freezeRecord.decode(value);
}

/** Freezes of a security as a whole. */
export const readSecurityFreezes = (state: WorldState, isin: Isin): Promise<readonly Freeze[]> =>
  read(state, ofSecurity(isin));

/**
 * Freezes of a holder, in all securities and in one. Two exact ranges: a freeze of the holder in another security is not
 * read, so that nobody stands in the way of a security by freezing in his own.
 */
export async function readHolderFreezes(state: WorldState, isin: Isin, holder: PartyId): Promise<readonly Freeze[]> {
  return [...(await read(state, ofHolder(holder, undefined))), ...(await read(state, ofHolder(holder, isin)))];
}

/** Freezes of units of a holding. */
export const readUnitsFreezes = (state: WorldState, isin: Isin, holder: PartyId): Promise<readonly Freeze[]> =>
  read(state, ofUnits(isin, holder));

/** Stages a freeze in the place of an earlier one of the same organisation. */
export const writeFreeze = (state: WorldState, freeze: Freeze): void =>
  state.put(`${prefixOf(freeze)}${freeze.imposedBy}`, freezeRecord.encode(freeze));

/** Stages the end of a freeze. */
export const deleteFreeze = (state: WorldState, freeze: Freeze): void =>
  state.delete(`${prefixOf(freeze)}${freeze.imposedBy}`);
