import { leaseRecord, ownLease, type MspId, type SettlementLease } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (registrar: MspId): string => `lease/${registrar}`;

/** Who settles for a registrar: itself, until another organisation has taken its lease over. */
export async function readLease(state: WorldState, registrar: MspId): Promise<SettlementLease> {
  const value = await state.get(keyOf(registrar));
  return value === undefined ? ownLease(registrar) : leaseRecord.decode(value);
}

/** Stages a lease. */
export const writeLease = (state: WorldState, lease: SettlementLease): void =>
  state.put(keyOf(lease.registrar), leaseRecord.encode(lease));
