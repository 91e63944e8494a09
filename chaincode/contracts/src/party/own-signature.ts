import { actingObstacle, DomainError, type Authorisation, type Party } from '@scrip/model';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { verifiedSigners } from './verified-signers.js';

/**
 * A party must have signed an act itself, with the keys by which it could also change its keys.
 *
 * @param act - what was signed, by the name of the function that does it
 * @throws DomainError PARTY_RESTRICTED, RECOVERY_PENDING, SIGNATURES_INSUFFICIENT, and those of the signatures
 */
export async function requireOwnSignature(
  work: UnitOfWork,
  party: Party,
  act: { readonly purpose: string; readonly body: unknown },
  authorisation: Authorisation,
): Promise<void> {
  const signers = await verifiedSigners(work, act, authorisation);
  const obstacle = actingObstacle(party, 'authentication', signers.get(party.partyId));
  if (obstacle !== undefined) throw new DomainError(obstacle, { partyId: party.partyId });
}
