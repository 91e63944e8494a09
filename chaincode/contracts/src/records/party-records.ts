import { DomainError, keyOwnerRecord, partyRecord, type KeyId, type Party, type PartyId } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

/** Key of a party. */
export const partyKey = (partyId: PartyId): string => `party/${partyId}`;

/** Key of a private party record in the implicit collection of the party's custodian. */
export const privatePartyKey = (partyId: PartyId): string => `party/${partyId}`;

/** Key of the private reason of a restriction in the implicit collection of the organisation that restricts. */
export const privateReasonKey = (partyId: PartyId): string => `restriction/${partyId}`;

/** Whether a key of a party was free; from now on it is taken for ever. */
export async function reserveKey(state: WorldState, keyId: KeyId, partyId: PartyId): Promise<boolean> {
  if ((await findKeyOwner(state, keyId)) !== undefined) return false;
  state.put(`key/${keyId}`, keyOwnerRecord.encode({ partyId }));
  return true;
}

/** The party whose key this is or was. */
export async function findKeyOwner(state: WorldState, keyId: KeyId): Promise<PartyId | undefined> {
  const value = await state.get(`key/${keyId}`);
  return value === undefined ? undefined : keyOwnerRecord.decode(value).partyId;
}

/** A party, or undefined when there is none. */
export async function findParty(state: WorldState, partyId: PartyId): Promise<Party | undefined> {
  const value = await state.get(partyKey(partyId));
  return value === undefined ? undefined : partyRecord.decode(value);
}

/** A party. @throws DomainError PARTY_UNKNOWN */
export async function readParty(state: WorldState, partyId: PartyId): Promise<Party> {
  const party = await findParty(state, partyId);
  if (party === undefined) throw new DomainError('PARTY_UNKNOWN', { partyId });
  return party;
}

/** Stages a party. */
export function writeParty(state: WorldState, party: Party): void {
  state.put(partyKey(party.partyId), partyRecord.encode(party));
}
