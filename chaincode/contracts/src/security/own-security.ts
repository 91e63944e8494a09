import { DomainError, type Isin, type Security } from '@scrip/model';
import { readSecurity } from '../records/security-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** A security of which the caller's organisation is the issuer. @throws DomainError SECURITY_UNKNOWN, AUTHORITY_DENIED */
export async function readOwnSecurity(work: UnitOfWork, isin: Isin): Promise<Security> {
  const security = await readSecurity(work.state, isin);
  if (security.issuer.mspId !== work.callerMspId) {
    throw new DomainError('AUTHORITY_DENIED', { rule: 'issuer of the security' });
  }
  return security;
}
