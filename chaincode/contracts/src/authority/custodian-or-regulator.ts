import { DomainError, type Party } from '@scrip/model';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * The caller must be the custodian of a party or a regulator.
 *
 * @throws DomainError AUTHORITY_DENIED
 */
export async function requireCustodianOrRegulator(work: UnitOfWork, { partyId, custodian }: Party): Promise<void> {
  const isRegulator = await work.callerHas('regulator');
  if (custodian !== work.callerMspId && !isRegulator) {
    throw new DomainError('AUTHORITY_DENIED', { partyId, rule: 'custodian of the party or regulator' });
  }
}
