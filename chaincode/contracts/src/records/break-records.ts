import {
  breakId,
  breakRecord,
  DomainError,
  LIMITS,
  type Break,
  type BreakId,
  type CalendarId,
  type MspId,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (calendar: CalendarId, id: BreakId): string => `break/${calendar}/${id}`;

/** A marker for each open break, by who raised it: the end of day never reads the resolved ones. */
const openPrefix = (calendar: CalendarId, raisedBy: MspId): string => `openBreak/${calendar}/${raisedBy}/`;
const MARKER = '{}';

/** A break, or undefined when there is none. */
export async function findBreak(state: WorldState, calendar: CalendarId, id: BreakId): Promise<Break | undefined> {
  const value = await state.get(keyOf(calendar, id));
  return value === undefined ? undefined : breakRecord.decode(value);
}

/** A break. @throws DomainError BREAK_UNKNOWN */
export async function readBreak(state: WorldState, calendar: CalendarId, id: BreakId): Promise<Break> {
  const found = await findBreak(state, calendar, id);
  if (found === undefined) throw new DomainError('BREAK_UNKNOWN', { calendar, breakId: id });
  return found;
}

/** Stages a break, and its marker while it is open. */
export function writeBreak(state: WorldState, written: Break): void {
  state.put(keyOf(written.calendar, written.breakId), breakRecord.encode(written));
  const marker = `${openPrefix(written.calendar, written.raisedBy)}${written.breakId}`;
  if (written.resolution === undefined) state.put(marker, MARKER);
  else state.delete(marker);
}

/**
 * The ids of the open breaks of a calendar that some organisations have raised, in their order. A break raised meanwhile
 * is seen as a conflict.
 */
export async function openBreakIds(
  state: WorldState,
  calendar: CalendarId,
  raisedBy: readonly MspId[],
): Promise<readonly BreakId[]> {
  const ids: BreakId[] = [];
  for (const mspId of raisedBy) {
    const prefix = openPrefix(calendar, mspId);
    const markers = await state.range(prefix, LIMITS.openBreaksPerOrganisationMax);
    ids.push(...markers.map(({ key }) => breakId(key.slice(prefix.length), '')));
  }
  return ids.sort();
}
