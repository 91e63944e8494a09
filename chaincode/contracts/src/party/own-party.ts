import { DomainError, type Party, type PartyId, type SequencedAct } from '@scrip/model';
import { readParty, writeParty } from '../records/party-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * A party that the caller's organisation has taken on.
 *
 * @throws DomainError PARTY_UNKNOWN, AUTHORITY_DENIED
 */
export async function readOwnParty(work: UnitOfWork, partyId: PartyId): Promise<Party> {
  const party = await readParty(work.state, partyId);
  if (party.custodian !== work.callerMspId) {
    throw new DomainError('AUTHORITY_DENIED', { partyId, rule: 'custodian of the party' });
  }
  return party;
}

/**
 * The party of an act, as it was when the act was signed.
 *
 * @throws DomainError SEQUENCE_STALE, and those of {@link readOwnParty}
 */
export async function readPartyOfAct(work: UnitOfWork, { partyId, sequence }: SequencedAct): Promise<Party> {
  return requireSequence(await readOwnParty(work, partyId), sequence);
}

/** The party, when it is as it was at a sequence. @throws DomainError SEQUENCE_STALE */
export function requireSequence(party: Party, sequence: number): Party {
  if (party.sequence !== sequence) throw new DomainError('SEQUENCE_STALE', { sequence: party.sequence });
  return party;
}

/** Stages a party after a change that moves its sequence on: what was signed against the state before counts no more. */
export function writeChanged(work: UnitOfWork, changed: Party): Party {
  const party = { ...changed, sequence: changed.sequence + 1 };
  writeParty(work.state, party);
  return party;
}
