import { disputeRecord, DomainError, LIMITS, type Dispute, type EntryId, type Isin } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const prefixOf = (isin: Isin): string => `dispute/${isin}/`;

/** Stands beside an entry that is in dispute, or was and was decided: it is argued about once. */
const markerOf = (isin: Isin, entry: EntryId): string => `disputed/${isin}/${entry}`;
const MARKER = '{}';

/** A dispute; undefined when there is none of the id. */
export async function findDispute(state: WorldState, isin: Isin, id: string): Promise<Dispute | undefined> {
  const value = await state.get(`${prefixOf(isin)}${id}`);
  return value === undefined ? undefined : disputeRecord.decode(value);
}

/** A dispute. @throws DomainError DISPUTE_UNKNOWN */
export async function readDispute(state: WorldState, isin: Isin, id: string): Promise<Dispute> {
  const found = await findDispute(state, isin, id);
  if (found === undefined) throw new DomainError('DISPUTE_UNKNOWN', { isin, disputeId: id });
  return found;
}

/** The disputes of a security in the order of their ids. */
export async function readDisputes(state: WorldState, isin: Isin): Promise<readonly Dispute[]> {
  const entries = await state.range(prefixOf(isin), LIMITS.recordsPerQueryMax);
  return entries.map(({ value }) => disputeRecord.decode(value));
}

/** Whether an entry is in dispute, or was and was decided. */
export const isDisputed = async (state: WorldState, isin: Isin, entry: EntryId): Promise<boolean> =>
  (await state.get(markerOf(isin, entry))) !== undefined;

/** Stages a dispute as it is from now on; one that was taken back frees its entry for another. */
export function writeDispute(state: WorldState, dispute: Dispute): void {
  const { isin, disputeId, about, state: stands } = dispute;
  state.put(`${prefixOf(isin)}${disputeId}`, disputeRecord.encode(dispute));
  const marker = markerOf(isin, about.entry);
  if (stands === 'settled') state.delete(marker);
  else if (stands === 'open' && dispute.agreements.length === 0) state.put(marker, MARKER);
}
