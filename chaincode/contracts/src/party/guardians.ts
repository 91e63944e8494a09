import { DomainError, hasKeys, type Guardianship, type PartyId } from '@scrip/model';
import { readParty } from '../records/party-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Guardians must be parties that sign for themselves, and others than the party that they guard.
 *
 * @throws DomainError PARTY_UNKNOWN, GUARDIAN_UNFIT
 */
export async function requireGuardians(
  work: UnitOfWork,
  guarded: PartyId,
  guardianship: Guardianship | undefined,
): Promise<void> {
  for (const guardian of guardianship?.guardians ?? []) {
    if (guardian === guarded || !hasKeys(await readParty(work.state, guardian))) {
      throw new DomainError('GUARDIAN_UNFIT', { guardian });
    }
  }
}
