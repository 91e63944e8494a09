import { countsAsAppointer, DomainError, type Party } from '@scrip/model';
import { requireCustodianOrRegulator } from '../authority/custodian-or-regulator.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Who enters what law, register or court say about a party: a regulator, or its custodian, which has seen the document,
 * where the party does not speak for itself.
 *
 * @throws DomainError AUTHORITY_DENIED
 */
export async function requireAppointer(work: UnitOfWork, party: Party): Promise<void> {
  await requireCustodianOrRegulator(work, party);
  if (!countsAsAppointer(work.callerMspId, party)) {
    throw new DomainError('AUTHORITY_DENIED', { partyId: party.partyId, rule: 'the party itself or a regulator' });
  }
}
