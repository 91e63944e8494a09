import { DomainError, type Party } from '@scrip/model';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Who enters what law, register or court say about a party: its custodian, which has seen the document, or a
 * regulator.
 *
 * @throws DomainError AUTHORITY_DENIED
 */
export async function requireAppointer(work: UnitOfWork, { partyId, custodian }: Party): Promise<void> {
  if (custodian !== work.callerMspId && !(await isRegulator(work))) {
    throw new DomainError('AUTHORITY_DENIED', { partyId, rule: 'custodian of the party or regulator' });
  }
}

/** Whether the caller's organisation is a regulator. */
export const isRegulator = async (work: UnitOfWork): Promise<boolean> =>
  (await work.participants()).require(work.callerMspId).roles.includes('regulator');
