import { countsAsAppointer, DomainError, type Party } from '@scrip/model';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Who ends what was entered about who acts for a party: its custodian or a regulator.
 *
 * @throws DomainError AUTHORITY_DENIED
 */
export async function requireCustodianOrRegulator(work: UnitOfWork, { partyId, custodian }: Party): Promise<void> {
  const isRegulator = (await work.participants()).require(work.callerMspId).roles.includes('regulator');
  if (custodian !== work.callerMspId && !isRegulator) {
    throw new DomainError('AUTHORITY_DENIED', { partyId, rule: 'custodian of the party or regulator' });
  }
}

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
