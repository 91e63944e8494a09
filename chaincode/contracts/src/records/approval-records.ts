import { approvalRecord, DomainError, type Approval, type CommandId, type MspId } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (mspId: MspId, approvalId: CommandId): string => `approval/${mspId}/${approvalId}`;

/** A sensitive act of an organisation. @throws DomainError APPROVAL_UNKNOWN */
export async function readApproval(state: WorldState, mspId: MspId, approvalId: CommandId): Promise<Approval> {
  const value = await state.get(keyOf(mspId, approvalId));
  if (value === undefined) throw new DomainError('APPROVAL_UNKNOWN', { approvalId });
  return approvalRecord.decode(value);
}

/** Stages a sensitive act. */
export function writeApproval(state: WorldState, approval: Approval): void {
  state.put(keyOf(approval.mspId, approval.approvalId), approvalRecord.encode(approval));
}
