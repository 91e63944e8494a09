import type { BusinessDate, Freeze, FreezeChange, LegalBasis } from '@scrip/model';
import { readDispute, writeDispute } from '../records/dispute-records.js';
import { deleteFreeze, writeFreeze } from '../records/freeze-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Stages what a movement changes of a freeze, and says it: why is the legal basis of the movement. */
export async function applyFreezeChange(
  work: UnitOfWork,
  { before, after }: FreezeChange,
  { on: businessDate, basis, document }: LegalBasis & { readonly on: BusinessDate },
): Promise<void> {
  const staysWith = after !== undefined && after.holderId === before.holderId;
  if (!staysWith) {
    await deleteFreeze(work.state, before);
    const liftedBy = work.callerMspId;
    work.events.push({ type: 'FreezeLifted', freeze: before, liftedBy, businessDate, basis, document });
  }
  if (after === undefined) return;
  await writeFreeze(work.state, after);
  work.events.push({ type: 'FreezeImposed', freeze: after, previous: before });
  if (!staysWith) await carryDispute(work, after);
}

/** A dispute is over units of whoever succeeds the receiver. */
async function carryDispute(work: UnitOfWork, { isin, holderId, dispute: id }: Freeze): Promise<void> {
  if (id === undefined || isin === undefined || holderId === undefined) return;
  const dispute = { ...(await readDispute(work.state, isin, id)), holderId };
  writeDispute(work.state, dispute);
  work.events.push({ type: 'DisputeCarried', dispute });
}
