import { DomainError, type PartyId, type Sha256 } from '@scrip/model';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * A private record of a party must lie with the caller's organisation, with the hash that the command names.
 *
 * @param key - key of the record in the implicit collection
 * @throws DomainError PARTY_RECORD_ABSENT, PARTY_RECORD_DIFFERS
 */
export async function requireKept(work: UnitOfWork, partyId: PartyId, key: string, hash: Sha256): Promise<void> {
  const kept = await work.ledger.privateRecords.hash(work.callerMspId, key);
  if (kept === undefined) throw new DomainError('PARTY_RECORD_ABSENT', { partyId });
  if (kept !== hash) throw new DomainError('PARTY_RECORD_DIFFERS', { partyId });
}
