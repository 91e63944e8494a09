import { requireLease, type JointInstruction } from '@scrip/model';
import { readLease } from '../records/lease-records.js';
import { readParty } from '../records/party-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import type { JointMoment } from './joint-moment.js';

/**
 * Lets who has the lease of the lead registrar through, and whoever takes part.
 *
 * @throws DomainError AUTHORITY_DENIED, LEASE_LOST
 */
export async function requireCalled(
  work: UnitOfWork,
  { lead }: JointMoment,
  { proposedBy, legs }: JointInstruction,
): Promise<void> {
  const caller = work.callerMspId;
  const lease = await readLease(work.state, lead.security.registrar);
  if (lease.holder === caller || proposedBy === caller) return;
  for (const { from, to } of legs) {
    for (const party of [from, to]) if ((await readParty(work.state, party)).custodian === caller) return;
  }
  requireLease(lease, caller);
}
