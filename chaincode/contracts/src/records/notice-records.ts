import { noticeRecord, type Isin, type RecordedNotice, type ReplaceableRole } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (isin: Isin, role: ReplaceableRole): string => `attestor-notice/${isin}/${role}`;

/** The notice that whoever has a place of a security has given, or undefined when there is none. */
export async function findNotice(
  state: WorldState,
  isin: Isin,
  role: ReplaceableRole,
): Promise<RecordedNotice | undefined> {
  const value = await state.get(keyOf(isin, role));
  return value === undefined ? undefined : noticeRecord.decode(value);
}

/** Stages a notice. */
export function writeNotice(state: WorldState, notice: RecordedNotice): void {
  state.put(keyOf(notice.isin, notice.role), noticeRecord.encode(notice));
}

/** Stages that a notice is done with: somebody else has the place. */
export function endNotice(state: WorldState, isin: Isin, role: ReplaceableRole): void {
  state.delete(keyOf(isin, role));
}
